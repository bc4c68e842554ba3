"""Any wording as PDF. What prints is loaded with the first page: it is large, and few processes print."""

from datetime import datetime

from loyalty.wording.parts import Wording


def as_pdf(wording: Wording, language: str, made_at: datetime) -> bytes:
    """Give a wording in ``en`` or ``zh-CN`` as a PDF that says it was made at ``made_at``."""
    from loyalty.wording.bills.sheets import printed  # noqa: PLC0415  heavy, and needed in print only

    return printed(wording, language, made_at)

"""Ids of documents: of explanations, changes of points, bills, and what is left of erased ones."""

import re

from api.reading.forms import Form, our_id_text
from api.schemas.common import EXPLANATION

_CHANGE = re.compile(r"chg_[0-9a-f]{60}", re.ASCII)
_OTHERS = {"inv": our_id_text("inv"), "sum": our_id_text("sum")}


def document_id() -> Form:
    """Give the form of the id of a document."""
    pattern = f"^(({'|'.join(('exp', *_OTHERS))})_[0-9a-hjkmnp-tv-z]{{13}}|chg_[0-9a-f]{{60}})$"
    return Form({"type": "string", "pattern": pattern, "examples": ["exp_01b6esf8g0000"]}, _read)


def _read(value: object) -> object:
    if isinstance(value, str) and _CHANGE.fullmatch(value):
        return value
    kind = value.partition("_")[0] if isinstance(value, str) else ""
    return _OTHERS.get(kind, EXPLANATION).read(value)

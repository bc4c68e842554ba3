"""Ids of documents: of explanations, and of changes of points."""

import re

from api.reading.forms import Form
from api.schemas.common import EXPLANATION

_CHANGE = re.compile(r"chg_[0-9a-f]{60}", re.ASCII)


def document_id() -> Form:
    """Give the form of the id of a document."""
    shown = {"type": "string", "pattern": "^(exp_[0-9a-hjkmnp-tv-z]{13}|chg_[0-9a-f]{60})$"}
    return Form({**shown, "examples": ["exp_01b6esf8g0000"]}, _read)


def _read(value: object) -> object:
    if isinstance(value, str) and _CHANGE.fullmatch(value):
        return value
    return EXPLANATION.read(value)

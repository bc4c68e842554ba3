"""``If-Match`` and ``ETag``: a step names the state of things that it was decided on.

Tags are strong and name one state; ``*`` and weak tags name none, so they never match.
"""

import re

from flask import request

from api.refusals import PreconditionRequired

HEADER = "If-Match"
NEW = "If-None-Match"
_TAG = re.compile(r'"([\x21\x23-\x7e]+)"')
NOTHING_YET = "0-"
"""The tag of a programme of which nothing was adopted; ``If-None-Match: *`` says the same."""
PARAMETER = {
    "name": HEADER,
    "in": "header",
    "required": True,
    "description": "The `ETag` of the answer that was looked at: 412 where something has changed since, 428 "
    "without it.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "example": '"1-27be191f8c94c5b1d5447ce3a668985b"',
}
PARAMETER_OR_NEW = {
    **PARAMETER,
    "required": False,
    "description": f"{PARAMETER['description']} Where nothing was adopted yet, `If-None-Match: *` instead.",
}
NEW_PARAMETER = {
    "name": NEW,
    "in": "header",
    "required": False,
    "description": "`*`: there is no version of this programme yet.",
    "schema": {"type": "string", "const": "*"},
}
TAG_HEADER = {
    "ETag": {
        "description": "Names the state that this answer shows, for `If-Match`.",
        "schema": {"type": "string"},
    }
}


def seen() -> str:
    """Give the tag of the request; one that names no state gives a text that no state has.

    Raises PreconditionRequired where there is none.
    """
    said = request.headers.get(HEADER)
    if said is None:
        raise PreconditionRequired
    written = _TAG.fullmatch(said.strip())
    return written[1] if written else ""


def seen_or_new() -> str:
    """Give what `seen` does, or the tag of a programme of which nothing was adopted."""
    if HEADER not in request.headers and request.headers.get(NEW) == "*":
        return NOTHING_YET
    return seen()


def tagged(tag: str) -> dict[str, str]:
    """Give the header that names a state."""
    return {"ETag": f'"{tag}"'}

"""Rule files in a body."""

import re
from collections.abc import Mapping, Sequence

from api.faults import NOT_TEXT, TWICE, Fault
from api.fields import Member, StrictSchema
from api.reading.forms import Form, Wrong
from api.reading.json_text import BODY_BYTES_MAX
from api.refusals import RequestInvalid

FILES_MAX = 200
PATH_MAX = 120
_PATH = re.compile(r"(?!\.|.*/\.)[A-Za-z0-9._-]+(?:/[A-Za-z0-9._-]+)*\.(?:yaml|csv)", re.ASCII)
NOT_PATH = Fault(
    "not-a-path",
    "must be the path of a rule file within its folder",
    f"write it as in earn.yaml or prices/rates.csv, at most {PATH_MAX} characters",
)


def _read_path(value: object) -> str:
    if not isinstance(value, str) or len(value) > PATH_MAX or not _PATH.fullmatch(value):
        raise Wrong(NOT_PATH)
    return value


def _read_text(value: object) -> str:
    if not isinstance(value, str):
        raise Wrong(NOT_TEXT)
    return value


PATH = Form({"type": "string", "maxLength": PATH_MAX, "examples": ["earn.yaml"]}, _read_path)
TEXT = Form({"type": "string", "maxLength": BODY_BYTES_MAX, "examples": ["waivers: []\n"]}, _read_text)


class FileIn(StrictSchema):
    """A rule file."""

    path = Member(PATH, "Its path within the folder, ending in `.yaml` or `.csv`.")
    text = Member(TEXT, "Its text, lines and all.")


def source_of(files: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Give the texts by path. Raises RequestInvalid where a path stands twice."""
    found: dict[str, str] = {}
    for index, file in enumerate(files):
        if file["path"] in found:
            raise RequestInvalid([TWICE.at(f"/files/{index}/path")])
        found[file["path"]] = file["text"]
    return found

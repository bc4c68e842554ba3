"""Files that whoever verifies brings along."""

from pathlib import Path
from typing import Any

import click

from loyalty.cli.output import stop
from loyalty.seals.canonical import CHARACTERS_MAX, NotCanonical, parsed
from loyalty.seals.day import DayRoot, NotADay
from loyalty.seals.erasures import ErasedList, NotAnErasedList
from loyalty.seals.keys import DIGEST, NotAKeyList, SealKey, read_keys
from loyalty.wording.catalogue import say

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
WRONG_USE = 2


def text_of(file: Path) -> str:
    """Give the text of a file; bytes that are no UTF-8 stay in it as signs that nothing canonical has.

    A mark of the byte order, as some editors write it before the text, says nothing and is left out.
    Of a text that is too long to be read there is one character more than may be.
    """
    with file.open(encoding="utf-8-sig", errors="surrogateescape") as opened:
        return opened.read(CHARACTERS_MAX + 1)


def parsed_in(file: Path) -> Any:  # noqa: ANN401  JSON
    """Give the JSON of a file, None where it is none."""
    try:
        return parsed(text_of(file))
    except NotCanonical:
        return None


def keys_in(file: Path, language: str) -> dict[str, SealKey]:
    """Give the published keys of a file; ends with wrong use where they are none."""
    try:
        return read_keys(parsed_in(file))
    except NotAKeyList:
        stop(say("seal.brought.keys", language, file=str(file)), WRONG_USE)


def erased_in(file: Path, language: str) -> ErasedList:
    """Give the list of what was erased; ends with wrong use where a file is none."""
    try:
        return ErasedList.from_json(parsed_in(file))
    except NotAnErasedList:
        stop(say("seal.brought.erased", language, file=str(file)), WRONG_USE)


def root_in(told: str, language: str) -> str:
    """Give the root that is told, or that of a file; ends with wrong use where it is none."""
    if DIGEST.fullmatch(told):
        return told
    if not Path(told).is_file():
        stop(say("seal.brought.no-root", language, told=told), WRONG_USE)
    try:
        return DayRoot.from_json(parsed_in(Path(told))).root.hex()
    except NotADay:
        stop(say("seal.brought.root", language, file=told), WRONG_USE)

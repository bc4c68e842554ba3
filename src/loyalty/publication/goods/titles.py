"""Titles in a text for members: of plays, books and songs, which say nothing of who buys."""

import re
from typing import Final

_QUOTED: Final = re.compile(r"《[^》]*》|「[^」]*」|“[^” ]+ [^”]*”|„[^“” ]+ [^“”]*[“”]|«\s?[^» ]+ [^»]*»")


def without_titles(text: str) -> str:
    """Give a text without what stands in quotation marks as a title does, of more than one word."""
    return _QUOTED.sub(" ", text)

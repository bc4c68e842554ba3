"""What a code means, in the reader's language."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files
from typing import Final

from yaml import safe_load

from loyalty.cli.checking.looking import Told, note_of
from loyalty.language.finding_codes import CODES, Explained
from loyalty.publication.codes import PUBLICATION

EN: Final = "en"


@cache
def chinese() -> Mapping[str, Explained]:
    """Give title and explanation of each code of a finding in Chinese, as the package's file says them."""
    text = files("loyalty.cli.checking").joinpath("codes.zh-CN.yaml").read_text("utf-8")
    return {code: Explained(*said) for code, said in safe_load(text).items()}


def explained(code: str, language: str) -> Explained | None:
    """Give what a code of a finding means; nothing where there is no such code."""
    return (CODES.get(code) or PUBLICATION.get(code)) if language == EN else chinese().get(code)


def in_language(told: Told, language: str) -> Told:
    """Give what is told with its title and note in the reader's language; a constraint has its own words."""
    said = explained(told.code, language) if language != EN else None
    return replace(told, title=said.title, note=note_of(said)) if said is not None else told

"""Texts for members: in every language of the market, with the same numbers."""

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby
from typing import Final

from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.spoken.numbers import contradiction
from loyalty.publication.spoken.texts import Said, texts_of

_PERCENT: Final = re.compile(r"([0-9]{1,3}(?:[.,][0-9]+)?)\s?[%％]")
_FOLD: Final = re.compile(r"([0-9](?:\.[0-9]|[0-9])?) ?折")
"""Chinese for the part that is left: 8折 and 80折 are 80 per cent of a price, 20 per cent off it."""


def check_language(matter: Matter) -> Iterator[Breach]:
    """Give languages that are missing, and texts that tell other numbers than another language does."""
    for value in matter.law.values("text.languages"):
        wanted = value.value if isinstance(value.value, frozenset) else frozenset[str]()
        given = matter.shape.languages
        for language in sorted(each for each in wanted if not any(_is_one(own, each) for own in given)):
            message = f"no text is given in `{language}`"
            help_ = f"add `{language}` to `languages`, and every text in it"
            place = matter.shape.place("languages")
            yield Breach("AX-04", "LANGUAGE_MISSING", place, message, help_, value)
    yield from _apart(matter)


def _is_one(own: str, wanted: str) -> bool:
    """Give whether a language is the one ``wanted``, or one of its regions or ways of writing.

    `fr-CA` is `fr`, `zh-Hans-CN` is `zh-CN`; neither is `fr` that of Canada nor `zh-TW` that of `zh-CN`.
    """
    first, *finer = wanted.split("-")
    of_own, *parts = own.split("-")
    return of_own == first and set(finer) <= set(parts)


def _apart(matter: Matter) -> Iterator[Breach]:
    """Give texts that tell other percentages than another language does; one without any is left alone."""
    for _, group in groupby(texts_of(matter.shape), key=lambda said: (id(said.owner), said.key, said.of)):
        texts = list(group)
        folded = any(_FOLD.search(said.text) for said in texts)
        told = [(said, found) for said in texts if (found := _percentages(said, folded=folded))]
        for said, found in told[1:]:
            first, expected = told[0]
            if found != expected:
                message = (
                    f"the text in `{said.language}` tells other percentages than that in `{first.language}`"
                )
                help_ = "write the same numbers in every language"
                yield Breach("AX-04", "LANGUAGE_MISSING", said.span, message, help_, where=said.where)
                break
        else:
            yield from _numbers_apart(texts)


def _numbers_apart(texts: list[Said]) -> Iterator[Breach]:
    """Give the first text of which a number contradicts the first language; percentages are told before."""
    first = texts[0]
    for said in texts[1:]:
        found = contradiction((first.text, first.language), (said.text, said.language))
        if found is not None:
            message = f"`{said.language}` tells `{found[1]}` where `{first.language}` tells `{found[0]}`"
            help_ = "write the same numbers in every language"
            yield Breach("AX-04", "LANGUAGE_MISSING", said.span, message, help_, where=said.where)
            break


def _percentages(said: Said, *, folded: bool) -> frozenset[Fraction]:
    """Give the percentages of a text; with ``folded`` what is left of a price and what is off it are one."""
    found = {Fraction(number.replace(",", ".")) for number in _PERCENT.findall(said.text)}
    left = (Fraction(number) for number in _FOLD.findall(said.text))
    found |= {each * 10 if each < 10 else each for each in left}  # noqa: PLR2004 - tenths, else per cent
    return frozenset(min(each, 100 - each) if folded else each for each in found)

"""The languages that the texts of a programme are in, where `languages` names others."""

import re
from collections.abc import Iterator, Sequence

from loyalty.language.findings import Finding, nearest
from loyalty.language.shapes.fields import LANGUAGE
from loyalty.language.texts.documents import Items, Scalar


def not_of_the_texts(node: Items, texts: Sequence[frozenset[str]]) -> Iterator[Finding]:
    """Give once, where the languages are named, what would be told at each text else."""
    named = {item.text: item for item in node.nodes if isinstance(item, Scalar)}
    strange = _of_every(texts) - named.keys()
    unused = [name for name in named if strange and not any(name in text for text in texts)]
    for name in unused:
        meant = _meant(name, strange, alone=len(unused) == 1)
        help_ = f"write `{meant}`" if meant else f"the texts are in {_listed(strange | _of_every(texts))}"
        yield Finding(named[name].span, "E211", f"no text is in `{name}`", help_)
        strange -= {meant}
    for name in sorted(strange) if not unused else ():
        help_ = f"add `{name}` to `languages`, or take these texts out"
        yield Finding(node.span, "E211", f"every text is in `{name}` too, which is not named here", help_)


def languages_of(named: Sequence[str], texts: Sequence[frozenset[str]]) -> tuple[str, ...]:
    """Give the languages that are named and are in use, and those of every text."""
    used = [name for name in named if any(name in text for text in texts)]
    return tuple(dict.fromkeys([*used, *sorted(_of_every(texts))]))


def _of_every(texts: Sequence[frozenset[str]]) -> frozenset[str]:
    """Give the languages of every text, where there are two texts at least."""
    if len(texts) <= 1:
        return frozenset()
    return frozenset(name for name in frozenset[str].intersection(*texts) if re.fullmatch(LANGUAGE, name))


def _meant(name: str, strange: frozenset[str], *, alone: bool) -> str:
    if alone and len(strange) == 1:
        return next(iter(strange))
    alike = [each for each in sorted(strange) if each.partition("-")[0] == name.partition("-")[0]]
    return alike[0] if alike else nearest(name, strange)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names))

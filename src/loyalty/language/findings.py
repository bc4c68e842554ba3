"""What is wrong with a rule text, and where: the one form in which every check speaks.

A finding is lower case, has no full stop, puts the writer's own text in backticks and
keeps the help apart. Codes are stable; `CODES` in ``finding_codes.py`` explains each.
"""

import difflib
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a rule text; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def __str__(self) -> str:
        """Give the place as ``file:line:column``."""
        return f"{self.file}:{self.line}:{self.column}"

    def shifted(self, columns: int) -> "Span":
        """Give the place ``columns`` further right on the same line."""
        return Span(self.file, self.line, self.column + columns)


NOWHERE = Span("", 0, 0)
_LIKE: Final = 60
_FEW: Final = 8


@dataclass(frozen=True, slots=True)
class Citation:
    """Which constraint of law or good practice a finding is about, where that is written, for whom.

    ``evidence`` is one of five words: how strong the check is that found it.
    """

    constraint: str
    profile: str
    source: str
    evidence: str

    def __str__(self) -> str:
        """Give it in one text, without brackets."""
        return f"{self.constraint}, {self.profile}: {self.source}; {self.evidence}"


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One thing wrong at one place; ``help`` says what to do about it.

    A ``warning`` does not keep a programme from being loaded. What the law of a market asks is ``cited``;
    where it is ``waived`` somebody answers for what is wrong.
    """

    span: Span
    code: str
    message: str
    help: str = ""
    warning: bool = field(default=False, compare=False)
    cited: Citation | None = field(default=None, compare=False)
    waived: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """Give the line a person reads: place, message, help, source."""
        source = f" [{self.cited}]" if self.cited is not None else ""
        return f"{self.span} {'warning: ' if self.warning else ''}{self.said}{source}"

    @property
    def said(self) -> str:
        """Give message and help in one sentence."""
        return f"{self.message}; {self.help}" if self.help else self.message


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Give the findings sorted by place, each once."""
    return tuple(sorted(set(findings)))


def did_you_mean(written: str, known: Iterable[str]) -> str:
    """Give ``did you mean `x` ``, or an empty text where nothing known is near."""
    meant = nearest(written, known)
    return f"did you mean `{meant}`?" if meant else ""


def meant(written: str, known: Iterable[str], otherwise: str) -> str:
    """Give what a name may mean, else every name there is, ``otherwise`` where there is none."""
    names = tuple(known)
    return did_you_mean(written, names) or (one_of(names) if names else otherwise)


_OTHER_WORDS: Final[dict[str, tuple[str, ...]]] = {
    "if": ("when",),
    "condition": ("when",),
    "conditions": ("when",),
    "where": ("when",),
    "to": ("until",),
    "end": ("until",),
    "ends": ("until",),
    "end_date": ("until",),
    "valid_until": ("until",),
    "start": ("from",),
    "starts": ("from",),
    "start_date": ("from",),
    "since": ("from",),
    "valid_from": ("from",),
    "title": ("name",),
    "label": ("name",),
    "factor": ("multiply",),
    "bonus": ("add",),
    "max": ("at_most", "best"),
    "maximum": ("at_most", "best"),
    "cap": ("at_most",),
    "limit": ("at_most",),
    "min": ("at_least",),
    "minimum": ("at_least",),
    "highest": ("best",),
    "tiered": ("graduated",),
    "floor": ("down",),
    "ceil": ("up",),
    "ceiling": ("up",),
    "bankers": ("half_even",),
    "metre": ("meter",),
    "once only": ("once",),
    "one time": ("once",),
    "one_time": ("once",),
    "monthly": ("month",),
    "yearly": ("year",),
    "annual": ("year",),
    "annually": ("year",),
    "weekly": ("week",),
    "daily": ("day",),
    "amount": ("money",),
    "price": ("unit_price", "money"),
    "total": ("amount",),
    "number": ("quantity",),
    "qty": ("quantity",),
    "customer": ("member",),
    "purchase": ("order",),
    "gross": ("include_tax",),
    "net": ("exclude_tax",),
    "nearest": ("half_up",),
    "tiers": ("graduated",),
    "integer": ("quantity",),
    "int": ("quantity",),
    "string": ("text",),
    "boolean": ("truth",),
    "bool": ("truth",),
    "date": ("day",),
    "enum": ("choice",),
    "europe": ("EU",),
    "china": ("CN",),
    "japan": ("JP",),
    "usa": ("US",),
    "united states": ("US",),
    "california": ("US-CA",),
    "canada": ("CA",),
    "australia": ("AU",),
    "gb": ("UK",),
    "united kingdom": ("UK",),
    "germany": ("EU",),
    "france": ("EU",),
    "€": ("EUR",),
    "$": ("USD",),
    "£": ("GBP",),
}
"""What others call a key or a choice, and the words here, of which the first that is known is meant."""


def nearest(written: str, known: Iterable[str]) -> str:
    """Give the known name that is most like a word, or an empty text where none is near."""
    known = sorted(known)
    if (meant := _in_other_words(written, known)) is not None:
        return meant
    found = {name: likeness(written, name) for name in known}
    best = max(found, key=lambda name: found[name], default="")
    return best if best and found[best] >= _LIKE else ""


def _in_other_words(written: str, known: list[str]) -> str | None:
    """Give the known name that others call by a word, or whose owner was left out."""
    if written in known:
        return None
    owner, dot, rest = written.lower().rpartition(".")
    for word in _OTHER_WORDS.get(rest, ()):
        if f"{owner}{dot}{word}" in known:
            return f"{owner}{dot}{word}"
    owned = [name for name in known if not dot and name.endswith(f".{written}")]
    return owned[0] if len(owned) == 1 else None


def not_known(sentence: str, written: str, known: Iterable[str]) -> str:
    """Give a sentence without its full stop, about a name that is not known, with what may be meant.

    Where nothing is near, the names there are, if they are few.
    """
    names = sorted(known)
    if near := did_you_mean(written, names):
        return f"{sentence}; {near}"
    if not 0 < len(names) <= _FEW:
        return f"{sentence}."
    return f"{sentence}; {one_of(names) if len(names) > 1 else f'there is only `{names[0]}`'}."


def likeness(written: str, name: str) -> int:
    """Give how alike two words are, 0 to 100; names of one owner are compared without it."""
    owner, dot, rest = written.rpartition(".")
    if dot and name.startswith(f"{owner}."):
        written, name = rest, name[len(owner) + 1 :]
    matcher = difflib.SequenceMatcher(None, written.lower(), name.lower())
    matched = sum(block.size for block in matcher.get_matching_blocks())
    return 200 * matched // (len(written) + len(name) or 1)


def one_of(known: Iterable[str]) -> str:
    """Give ``one of `a`, `b` ``, for a help that lists what may be written."""
    return "one of " + ", ".join(f"`{name}`" for name in known)

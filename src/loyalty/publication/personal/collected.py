"""What is kept of persons and is more than is needed, whether or not a rule reads it.

Of a birthday day and month are enough, of an age a band; nobody's identity document, card or trait is kept.
"""

from collections.abc import Iterator
from typing import Final

from loyalty.decision.telling.lineage import sources_of
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.personal.meaning import meaning
from loyalty.publication.words import About, abouts, in_text, is_of_a_person, parts_of

_UNKEPT: Final = frozenset({"protected", "proxy"})
"""Labels of facts of a member of which no value is ever kept."""
_BIRTH: Final = frozenset(
    parts_of(
        "birth birthday birthdate birthyear born dob yob age aged geburtsdatum geburtstag geburtsjahr "
        "jahrgang naissance urodzenia wiek syntymavuosi syntymaaika nianling nianji shengri chusheng"
    )
)
_AROUND: Final = frozenset(
    parts_of(
        "member customer buyer passenger person guest user of on in at the my full whole exact date day "
        "month year years old de rok data annee"
    )
)
"""What may stand around such a word in a name that says when somebody was born, and nothing else."""
_BIRTH_ZH: Final = ("出生日期", "出生年", "出生日", "出生年月", "年龄", "年纪", "生日")
_NUMBERS: Final = frozenset({"text", "quantity"})
"""Kinds that can hold the number of a document; that one was shown is yes or no, and may be kept."""
_YEAR: Final = 4
"""The digits of a year."""


def check_collected(matter: Matter) -> Iterator[Breach]:
    """Give facts that are kept of somebody and are more than is needed, each at its place."""
    groups = (sources_of(matter.programme, f"{SEGMENT}{each.id}") for each in matter.shape.segments)
    read = {use.fact for use in matter.uses}.union(*groups)
    for name, fact in matter.shape.facts.items():
        if not _is_kept(name, fact):
            continue
        about: str | None = "when somebody was born"
        help_ = "keep `day_month` only, or an age band as a `choice`"
        if not _is_birth(name, fact):
            about = _too_much(matter, name, fact, told=name in read)
            help_ = "leave it out"
        if about is None:
            continue
        if about == About.TRAIT:
            help_ += ", or declare it `protected`, of which nothing is kept"
        message = f"`{name}` is kept, and is more than is needed: {about}"
        yield Breach("PD-23", "OVER_COLLECTION", fact.span, message, help_)


def _is_kept(name: str, fact: FactShape) -> bool:
    """Whether values of a fact are kept of a person: by a member, an order or an event; goods are not one."""
    if fact.label in _UNKEPT or fact.is_ == "tier" or fact.sum_of is not None:
        return False
    return not name.startswith("line.") or is_of_a_person(name)


def _is_birth(name: str, fact: FactShape) -> bool:
    """Whether it says the year or the whole day of somebody's birth, by its name or a text of it."""
    owner, _, bare = name.rpartition(".")
    if owner == "member" and fact.is_ == "day" and About.AGE in abouts(name):
        return True
    exact = fact.is_ in {"day", "text"} or (fact.is_ == "quantity" and is_of_a_person(name))
    years = any(value.isdecimal() and len(value) == _YEAR for value in fact.of)
    return (exact or years) and any(map(_says_birth, (bare, *(fact.name or {}).values())))


def _says_birth(text: str) -> bool:
    parts = frozenset(parts_of(text))
    plain = bool(parts & _BIRTH) and parts <= _BIRTH | _AROUND
    return plain or (not parts and text.strip().endswith(_BIRTH_ZH))


def _too_much(matter: Matter, name: str, fact: FactShape, *, told: bool) -> str | None:
    """Give what it is about that is kept of nobody; a trait that something reads is told there."""
    texts = (name.rpartition(".")[2], *(fact.name or {}).values())
    about = abouts(name).union(*map(in_text, texts))
    if About.IDENTITY in about and fact.is_ in _NUMBERS:
        return About.IDENTITY
    if not name.startswith("member."):
        return None
    if About.TOO_MUCH in about:
        return "nothing a programme needs"
    trait = About.TRAIT in meaning(matter, name) and not told
    return About.TRAIT if trait else None

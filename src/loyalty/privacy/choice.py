"""What a member chose about the use of their data, besides consents; every change is kept."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from loyalty.kernel.identity import MemberId


class Choice(StrEnum):
    """What can be chosen: each is as it is without a word, until the member says otherwise."""

    PERSONALISE = "personalise"
    PROFILING = "profiling"
    DIRECT_MARKETING = "direct_marketing"
    SHARING = "sharing"
    RESTRICTED = "restricted"


class AgeBand(StrEnum):
    """How old a member is, as far as that matters; a date of birth is not kept."""

    ADULT = "adult"
    TEEN = "teen"
    CHILD = "child"


BY_SIGNAL = "browser signal"
"""Under which label a choice is kept that a browser's signal made (Global Privacy Control)."""

WITHOUT_A_WORD = {
    Choice.PERSONALISE: True,
    Choice.PROFILING: True,
    Choice.DIRECT_MARKETING: True,
    Choice.SHARING: True,
    Choice.RESTRICTED: False,
}


OF_PROFILES = frozenset({Choice.PERSONALISE, Choice.PROFILING, Choice.RESTRICTED})
"""Of which one may keep a member out of segments."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """One choice as it was made: the ``number`` counts a member's choices from 1."""

    member_id: MemberId
    number: int
    choice: Choice
    holds: bool
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Age:
    """How old a member is, and who answers for one who is not grown up."""

    member_id: MemberId
    band: AgeBand
    guardian: MemberId | None
    at: datetime
    by: str


def standing(made: Iterable[Chosen]) -> dict[Choice, bool]:
    """Give how each choice stands: as it was made last, else as without a word."""
    latest = {each.choice: each.holds for each in sorted(made, key=lambda one: one.number)}
    return WITHOUT_A_WORD | latest


def answered(made: Iterable[Chosen]) -> bool:
    """Give whether the member, after a browser's signal, said that their data may be shared all the same.

    Then a further signal stops nothing: the member was asked, and answered (11 CCR 7025(c)(4)).
    """
    about = [each for each in sorted(made, key=lambda one: one.number) if each.choice is Choice.SHARING]
    return bool(about) and about[-1].holds and any(each.by == BY_SIGNAL for each in about)


def chosen_by_person(
    own: Collection[Chosen], others: Iterable[tuple[Collection[Chosen], datetime]]
) -> dict[Choice, bool]:
    """Give the choices of one person who has several ids, as `narrowest`, until they say otherwise.

    ``others`` are those made under each other id, with since when it is this person's: what was chosen
    here since, and after it, takes their place.
    """
    said = _said_at(own)
    each = [standing(own)]
    for made, since in others:
        before = _said_at(made)
        each.append(
            {
                choice: holds
                for choice, holds in standing(made).items()
                if choice not in said or said[choice] <= max(since, before.get(choice, since))
            }
        )
    return narrowest(each)


def _said_at(made: Iterable[Chosen]) -> dict[Choice, datetime]:
    return {each.choice: each.at for each in sorted(made, key=lambda one: one.number)}


def narrowest(whose: Iterable[dict[Choice, bool]]) -> dict[Choice, bool]:
    """Give the choices of one person who has several ids: a no under any of them holds for all."""
    found = dict(WITHOUT_A_WORD)
    for each in whose:
        for choice, holds in each.items():
            if choice is Choice.RESTRICTED:
                found[choice] = found[choice] or holds
            else:
                found[choice] = found[choice] and holds
    return found

"""A breach of personal data as the steps that were taken, each once it was taken; and its clocks.

The steps are those of GDPR Art. 33 and 34 and PIPL Art. 57; the clock runs in hours from the moment
somebody became aware, through nights and holidays.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from loyalty.breaches.refusals import BreachNoticeLate, BreachStepEarly

LATE = "BREACH_NOTICE_LATE"
AT_ONCE = timedelta(hours=1)
"""What an authority that is to be told at once is taken to mean."""
HOURS: Mapping[str, timedelta] = {
    "EU": timedelta(hours=72),  # GDPR Art. 33(1)
    "UK": timedelta(hours=72),  # UK GDPR Art. 33(1)
    "CN": AT_ONCE,  # PIPL Art. 57
}
"""How long after becoming aware the authority of a market is to be told."""
CONTENT = ("nature", "consequences", "measures", "contact")
"""What GDPR Art. 33(3) asks for beside whom and what it is of, which the register says."""


class BreachStep(StrEnum):
    """What can be done about a breach."""

    SUSPECTED = "suspected"
    AWARE = "aware"
    CONTAINED = "contained"
    ASSESSED = "assessed"
    AUTHORITY_TOLD = "authority-told"
    AUTHORITY_NOT_NEEDED = "authority-not-needed"
    PEOPLE_TOLD = "people-told"
    PEOPLE_NOT_NEEDED = "people-not-needed"
    LEARNED = "learned"
    CLOSED = "closed"


_S = BreachStep
AUTHORITY = (_S.AUTHORITY_TOLD, _S.AUTHORITY_NOT_NEEDED)
PEOPLE = (_S.PEOPLE_TOLD, _S.PEOPLE_NOT_NEEDED)
NEEDS: Mapping[BreachStep, Sequence[Sequence[BreachStep]]] = {
    _S.SUSPECTED: (),
    _S.AWARE: (),
    _S.CONTAINED: ((_S.AWARE,),),
    _S.ASSESSED: ((_S.AWARE,), (_S.CONTAINED,)),
    _S.AUTHORITY_TOLD: ((_S.AWARE,),),
    _S.AUTHORITY_NOT_NEEDED: ((_S.AWARE,), (_S.ASSESSED,)),
    _S.PEOPLE_TOLD: ((_S.AWARE,),),
    _S.PEOPLE_NOT_NEEDED: ((_S.AWARE,), (_S.ASSESSED,)),
    _S.LEARNED: ((_S.ASSESSED,), AUTHORITY, PEOPLE),
    _S.CLOSED: ((_S.LEARNED,),),
}
"""What has to be done before each step: one of each of these."""
REASONED = frozenset({_S.AUTHORITY_NOT_NEEDED, _S.PEOPLE_NOT_NEEDED})
"""Steps that need a reason, which is kept."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, with what was known of the breach by it; ``tables`` are of the register."""

    step: BreachStep
    at: datetime
    by: str
    reason: str = ""
    markets: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    content: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Clock:
    """The clock of one market: until when its authority is to be told, and whether that is late.

    It begins with the earliest instant at which somebody is said to have been aware. An authority's step that
    names markets ends the clocks of those alone, one that names none those of all that were known by then.
    """

    market: str
    until: datetime
    told_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class Breach:
    """A breach under the house's own id: every step that was taken, in order."""

    breach_id: str
    taken: tuple[Taken, ...]

    @property
    def step(self) -> BreachStep:
        """The step that was taken last."""
        return self.taken[-1].step

    @property
    def markets(self) -> tuple[str, ...]:
        """The markets it touches, as far as that is known."""
        return tuple(dict.fromkeys(each for taken in self.taken for each in taken.markets))

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables whose rows were touched, as far as that is known."""
        return tuple(dict.fromkeys(each for taken in self.taken for each in taken.tables))

    @property
    def content(self) -> dict[str, str]:
        """What was said of it last."""
        return {name: text for taken in self.taken for name, text in taken.content.items()}

    def first(self, *steps: BreachStep) -> Taken | None:
        """Give the first of the steps that was taken, None where none was."""
        return next((each for each in self.taken if each.step in steps), None)

    def was_told(self, new: Taken, *, timed: bool) -> bool:
        """Say whether a step stands here in every word, and where it is ``timed``, of the same instant."""
        return any(new == (each if timed else replace(each, at=new.at)) for each in self.taken)

    def clocks(self, now: datetime) -> list[Clock]:
        """Give the clock of each market; none runs before anybody is aware."""
        aware = min((each.at for each in self.taken if each.step is _S.AWARE), default=None)
        if aware is None:
            return []
        untils = {market: aware + HOURS[market] for market in self.markets}
        ends = self._ends()
        return [
            Clock(market, until, ends.get(market), ends.get(market, now) > until)
            for market, until in untils.items()
        ]

    def _ends(self) -> dict[str, datetime]:
        """Give when the authority of each market was told, or found not to be needed."""
        known: set[str] = set()
        found: dict[str, datetime] = {}
        for each in self.taken:
            known.update(each.markets)
            if each.step in AUTHORITY:
                for market in each.markets or known:
                    found.setdefault(market, each.at)
        return found


def after(taken: Iterable[Taken], new: Taken) -> tuple[Taken, ...]:
    """Give the steps with one more.

    Raises BreachStepEarly where another one has to come first, of every market, or a reason is missing, and
    BreachNoticeLate where an authority is told after its time and nobody says why.
    """
    before = tuple(taken)
    done = {each.step for each in before}
    missing = [one for one in NEEDS[new.step] if done.isdisjoint(one)]
    if missing and not (new.step is _S.CLOSED and done == {_S.SUSPECTED} and new.reason):
        raise BreachStepEarly(f"first {' or '.join(missing[0])}", step=str(new.step))
    if _S.CLOSED in done:
        raise BreachStepEarly("it is closed; open another one", step=str(new.step))
    if new.step in REASONED and not new.reason:
        raise BreachStepEarly("say why it is not needed", step=str(new.step))
    every = (*before, new)
    clocks = Breach("", every).clocks(new.at)
    untold = [clock.market for clock in clocks if clock.told_at is None]
    if new.step in {_S.LEARNED, _S.CLOSED} and untold:
        said = f"first {' or '.join(AUTHORITY)}, of {', '.join(untold)}"
        raise BreachStepEarly(said, step=str(new.step))
    ended = {clock.market for clock in Breach("", before).clocks(new.at) if clock.told_at is not None}
    late = [clock for clock in clocks if clock.late and clock.told_at and clock.market not in ended]
    if new.step is _S.AUTHORITY_TOLD and late and not new.reason:
        raise BreachNoticeLate
    return every

"""A case as the steps that were taken: opened, acknowledged, given to a person, answered, closed.

The steps are those of GDPR Art. 22(3) (somebody looks, the member is heard, it can be contested) and
of good handling of complaints; each is kept once it was taken. Clocks run in hours, through nights and
holidays; what was set when the case was opened stays set.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from loyalty.adoption.version import Person
from loyalty.cases.refusals import CaseStepEarly, NoHumanRoute
from loyalty.kernel.identity import MemberId

WORDS_MAX = 200
"""The most characters of what somebody says in a case."""
ENGINE = Person("engine")
"""Who says that a clock has run out."""


class Kind(StrEnum):
    """What is asked for: that a person looks at a decision again, or that something is put right."""

    REVIEW = "review"
    COMPLAINT = "complaint"


class Topic(StrEnum):
    """What a case is about."""

    PRICE = "price"
    POINTS = "points"
    DATA = "data"
    SERVICE = "service"


class Step(StrEnum):
    """What can be done about a case."""

    OPENED = "opened"
    ACKNOWLEDGED = "acknowledged"
    ASSIGNED = "assigned"
    ANSWERED = "answered"
    RATED = "rated"
    REOPENED = "reopened"
    CLOSED = "closed"
    SCOPED = "scoped"
    LATE = "late"


class Outcome(StrEnum):
    """What the person who looked found: that it stands, or that it was wrong, in part or whole."""

    STANDS = "stands"
    CHANGED_IN_PART = "changed-in-part"
    CHANGED = "changed"


class Cause(StrEnum):
    """Why something was complained of, as it was found; a wrong rule is repaired for everybody."""

    RULE_WRONG = "rule-wrong"
    DATA_WRONG = "data-wrong"
    HANDLING = "handling"
    TEXT_UNCLEAR = "text-unclear"
    NOTHING_WRONG = "nothing-wrong"


class Clock(StrEnum):
    """What is awaited by a time."""

    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"


_S = Step
DECISIONS = frozenset({Topic.PRICE, Topic.POINTS})
"""Topics that are about a decision: it is named, and a complaint of it ends with its cause."""
_ASIDE = frozenset({_S.LATE, _S.RATED, _S.SCOPED})
"""Steps after which a case stands as it did."""


@dataclass(frozen=True, slots=True)
class CaseKey:
    """A case by the house's own id, in one programme."""

    programme: str
    case_id: str


@dataclass(frozen=True, slots=True)
class Limit:
    """By when something is to be done, and who says so: a profile of law, or `programme`."""

    clock: Clock
    of: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Said:
    """What a step says beside its words; None where it says nothing of it.

    ``to`` is who a case is given to; ``rule`` and ``repaired`` are the rule that was wrong and the
    digest of the version in which it is right; ``score`` is 1 to 5 and ``recommends`` 0 to 10;
    ``ran_out`` is the clock that is late; ``given`` the points of the published compensation.
    ``looked_at`` is how many orders of the wrong version there were, ``hit`` how many of them it
    wronged, ``unclear`` how many nobody could work out again.
    """

    to: str | None = None
    outcome: Outcome | None = None
    cause: Cause | None = None
    rule: str | None = None
    repaired: str | None = None
    score: int | None = None
    recommends: int | None = None
    ran_out: Clock | None = None
    given: int | None = None
    looked_at: int | None = None
    hit: int | None = None
    unclear: int | None = None


UNSAID = Said()
"""Nothing beside the words."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken; ``limits`` are the clocks that it starts."""

    step: Step
    at: datetime
    by: Person
    words: str = ""
    said: Said = UNSAID
    limits: tuple[Limit, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """A clock as it stands: since when it is met, None while it runs, and whether it ran out."""

    limit: Limit
    met_at: datetime | None
    late: bool


@dataclass(frozen=True, slots=True)
class ServiceCase:
    """A case: ``about`` names the document or the entry (``wallet:seq``) it is of, empty without one.

    ``member_id`` is None where whoever bought is no member. ``digest`` is that of the version that
    decided what it is about, else of the one in force when it was opened.
    """

    key: CaseKey
    kind: Kind
    topic: Topic
    member_id: MemberId | None
    about: str
    digest: str
    taken: tuple[Taken, ...]

    @property
    def state(self) -> Step:
        """How far it is."""
        return next(each.step for each in reversed(self.taken) if each.step not in _ASIDE)

    @property
    def opened_at(self) -> datetime:
        """When it was opened."""
        return self.taken[0].at

    @property
    def closed_at(self) -> datetime | None:
        """When it was closed, None while it is open."""
        return self.taken[self._last(_S.CLOSED)].at if self.state is _S.CLOSED else None

    @property
    def assigned_to(self) -> str | None:
        """Who is to answer it, None where nobody was named since it was opened, or opened again."""
        named = (each.said.to for each in reversed(self._since()) if each.step is _S.ASSIGNED)
        return next(named, None)

    def first(self, step: Step) -> Taken | None:
        """Give the first of a step, None where it was not taken."""
        return next((each for each in self.taken if each.step is step), None)

    def every(self, step: Step) -> tuple[Taken, ...]:
        """Give all of a step, in order."""
        return tuple(each for each in self.taken if each.step is step)

    def clocks(self, now: datetime) -> tuple[Told, ...]:
        """Give every clock of acknowledging, and of the answer to what was opened last."""
        acknowledged = self.first(_S.ACKNOWLEDGED)
        answered = next((each for each in self._since() if each.step is _S.ANSWERED), None)
        met = {Clock.ACKNOWLEDGE: acknowledged, Clock.ANSWER: answered}
        limits = [*self.taken[0].limits]
        if self._since()[0].step is _S.REOPENED:
            limits = [each for each in limits if each.clock is Clock.ACKNOWLEDGE] + [*self._since()[0].limits]
        return tuple(_told(each, met[each.clock], now) for each in limits)

    def ran_out(self, now: datetime) -> tuple[Clock, ...]:
        """Give the clocks that have run out, are not met, and of which it was not said yet."""
        said = {each.said.ran_out for each in self._since() if each.step is _S.LATE}
        late = {each.limit.clock for each in self.clocks(now) if each.late and each.met_at is None}
        return tuple(clock for clock in Clock if clock in late - said)

    def after(self, new: Taken, makers: Collection[Person] = ()) -> "ServiceCase":
        """Give the case with one more step; ``makers`` made what it is about.

        Raises CaseStepEarly where another step has to come first or something is not said, and
        NoHumanRoute where nobody but a maker, or who answered it before, would answer.
        """
        _in_order(self, new)
        if new.step is _S.ASSIGNED and new.said.to is not None:
            _another(self, Person(new.said.to), makers)
        if new.step is _S.ANSWERED:
            _another(self, new.by, makers)
            if self.assigned_to is None or new.by.is_other_than(Person(self.assigned_to)):
                _early(new, f"it is {self.assigned_to or 'nobody'} who answers; assign it first")
        return replace(self, taken=(*self.taken, new))

    def _last(self, step: Step) -> int:
        return max(place for place, each in enumerate(self.taken) if each.step is step)

    def _since(self) -> tuple[Taken, ...]:
        """Give the steps since it was opened, or opened again."""
        again = [place for place, each in enumerate(self.taken) if each.step is _S.REOPENED]
        return self.taken[again[-1] if again else 0 :]


def _told(limit: Limit, met: Taken | None, now: datetime) -> Told:
    ended = None if met is None else met.at
    return Told(limit, ended, (ended or now) > limit.until)


def _another(case: ServiceCase, by: Person, makers: Iterable[Person]) -> None:
    """Give nothing where ``by`` made neither what the case is about nor an answer that was contested."""
    contested = [each.by for each in case.every(_S.ANSWERED)[-1:]]
    if not all(by.is_other_than(other) for other in (*makers, *contested, ENGINE)):
        raise NoHumanRoute


_FROM: Mapping[Step, frozenset[Step]] = {
    _S.ACKNOWLEDGED: frozenset({_S.OPENED, _S.ASSIGNED, _S.REOPENED}),
    _S.ASSIGNED: frozenset({_S.OPENED, _S.ACKNOWLEDGED, _S.ASSIGNED, _S.REOPENED}),
    _S.ANSWERED: frozenset({_S.ACKNOWLEDGED, _S.ASSIGNED}),
    _S.RATED: frozenset({_S.ANSWERED, _S.CLOSED}),
    _S.REOPENED: frozenset({_S.ANSWERED, _S.CLOSED}),
    _S.CLOSED: frozenset({_S.ANSWERED}),
}
"""From which state each step can be taken."""


def _in_order(case: ServiceCase, new: Taken) -> None:
    step, said = new.step, new.said
    if step is _S.LATE or (step is _S.SCOPED and case.state is not _S.CLOSED):
        return
    if step not in _FROM or case.state not in _FROM[step]:
        _early(new, f"the case is {case.state}")
    if new.at < case.taken[-1].at:
        _early(new, "it is dated before the step before it")
    if step is _S.ACKNOWLEDGED and case.first(_S.ACKNOWLEDGED):
        _early(new, "it was acknowledged before")
    if step is _S.ANSWERED and case.first(_S.ACKNOWLEDGED) is None:
        _early(new, "acknowledge it first")
    needs = {
        _S.ASSIGNED: said.to,
        _S.ANSWERED: said.outcome if new.words else None,
        _S.RATED: said.score,
        _S.REOPENED: new.words or None,
        _S.CLOSED: said.cause or (None if _needs_cause(case) else Cause.NOTHING_WRONG),
    }
    if step in needs and needs[step] is None:
        _early(new, _MISSING[step])
    if said.cause is Cause.RULE_WRONG and not (said.rule and said.repaired):
        _early(new, "say which rule was wrong, and in which version it is right")
    if said.cause is Cause.NOTHING_WRONG and _was_wrong(case):
        _early(new, "the answer found something wrong; say what its cause was")


def _needs_cause(case: ServiceCase) -> bool:
    return case.kind is Kind.COMPLAINT or (case.topic in DECISIONS and _was_wrong(case))


def _was_wrong(case: ServiceCase) -> bool:
    """Give whether the last answer found something wrong, in part or whole."""
    return any(each.said.outcome is not Outcome.STANDS for each in case.every(_S.ANSWERED)[-1:])


_MISSING: Mapping[Step, str] = {
    _S.ASSIGNED: "say who is to answer",
    _S.ANSWERED: "say what was found, and in words of your own",
    _S.RATED: "give a score of 1 to 5",
    _S.REOPENED: "say what is still wrong",
    _S.CLOSED: "a complaint, and a decision that was found wrong, end with the cause",
}


def _early(new: Taken, why: str) -> None:
    raise CaseStepEarly(why, step=str(new.step))

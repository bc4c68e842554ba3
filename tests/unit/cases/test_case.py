"""The steps of a case, who may take them, and its clocks."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.adoption.version import Person
from loyalty.cases.case import (
    CaseKey,
    Cause,
    Clock,
    Kind,
    Limit,
    Outcome,
    Said,
    ServiceCase,
    Step,
    Taken,
    Topic,
)
from loyalty.cases.refusals import CaseStepEarly, NoHumanRoute

FRIDAY = datetime(2026, 12, 25, 17, tzinfo=UTC)
AUTHOR, BEA, CY, DEE = Person("Author"), Person("Bea"), Person("Cy"), Person("Dee")
LIMITS = (
    Limit(Clock.ACKNOWLEDGE, "U", FRIDAY + timedelta(days=1)),
    Limit(Clock.ANSWER, "U", FRIDAY + timedelta(days=30)),
)
OPENED = ServiceCase(
    CaseKey("shop", "T-1"),
    Kind.COMPLAINT,
    Topic.PRICE,
    None,
    "exp_1",
    "0f" * 32,
    (Taken(Step.OPENED, FRIDAY, Person("shop"), "too dear", limits=LIMITS),),
)
SAYS = {
    Step.ASSIGNED: Said(to="Bea"),
    Step.ANSWERED: Said(outcome=Outcome.CHANGED),
    Step.RATED: Said(score=4, recommends=9),
    Step.CLOSED: Said(cause=Cause.HANDLING),
}


def taken(step: Step, by: Person = BEA, days: int = 0, said: Said | None = None) -> Taken:
    """Give a step with what it has to say, so many days after the case was opened."""
    return Taken(step, FRIDAY + timedelta(days=days), by, "looked", said or SAYS.get(step, Said()))


def went(*steps: Taken, of: ServiceCase = OPENED) -> ServiceCase:
    """Give the case after these steps; the author made what it is about."""
    case = of
    for each in steps:
        case = case.after(each, [AUTHOR])
    return case


ANSWERED = (taken(Step.ACKNOWLEDGED), taken(Step.ASSIGNED), taken(Step.ANSWERED))


def test_who_made_the_rules_or_a_contested_answer_answers_nothing() -> None:
    """Neither is it given to them; anybody else answers what they were given, and nobody in their place."""
    with pytest.raises(NoHumanRoute):
        went(taken(Step.ASSIGNED, said=Said(to=" author ")))
    with pytest.raises(NoHumanRoute):
        went(taken(Step.ACKNOWLEDGED), taken(Step.ASSIGNED), taken(Step.ANSWERED, by=AUTHOR))
    with pytest.raises(CaseStepEarly):
        went(taken(Step.ACKNOWLEDGED), taken(Step.ASSIGNED), taken(Step.ANSWERED, by=CY))

    again = went(*ANSWERED, replace(taken(Step.REOPENED), limits=LIMITS[1:]))
    with pytest.raises(NoHumanRoute):
        again.after(taken(Step.ASSIGNED, said=Said(to="Bea")))
    other = again.after(taken(Step.ASSIGNED, said=Said(to="Cy"))).after(taken(Step.ANSWERED, by=CY))

    assert Step.ANSWERED is went(*ANSWERED).state is other.state


@pytest.mark.parametrize(
    "steps",
    [
        (taken(Step.ASSIGNED), taken(Step.ANSWERED)),
        (taken(Step.ACKNOWLEDGED), taken(Step.ANSWERED)),
        (taken(Step.ACKNOWLEDGED), taken(Step.ACKNOWLEDGED)),
        (taken(Step.CLOSED),),
        (taken(Step.RATED),),
        (*ANSWERED, taken(Step.CLOSED, said=Said())),
        (*ANSWERED, taken(Step.CLOSED, said=Said(cause=Cause.RULE_WRONG))),
        (*ANSWERED, taken(Step.CLOSED), taken(Step.SCOPED)),
        (taken(Step.ACKNOWLEDGED, days=2), taken(Step.ASSIGNED, days=1)),
    ],
)
def test_what_comes_first_comes_first(steps: tuple[Taken, ...]) -> None:
    """A step before what it rests on, or without what it has to say, is refused."""
    with pytest.raises(CaseStepEarly):
        went(*steps)


@pytest.mark.parametrize("topic", [Topic.PRICE, Topic.POINTS])
def test_a_decision_that_was_found_wrong_ends_with_the_cause_whoever_asked(topic: Topic) -> None:
    """A review ends without one only where the decision stands; nothing was wrong is no cause of a change."""
    asked = replace(OPENED, kind=Kind.REVIEW, topic=topic)
    stands = taken(Step.ANSWERED, said=Said(outcome=Outcome.STANDS))
    nothing = taken(Step.CLOSED, said=Said(cause=Cause.NOTHING_WRONG))
    for wrong in (taken(Step.CLOSED, said=Said()), nothing):
        with pytest.raises(CaseStepEarly):
            went(*ANSWERED, wrong, of=asked)
    with pytest.raises(CaseStepEarly):
        went(*ANSWERED, nothing)

    ended = [went(*ANSWERED, taken(Step.CLOSED), of=asked)]
    ended += [went(*ANSWERED[:2], stands, taken(Step.CLOSED, said=Said()), of=asked)]
    ended += [went(*ANSWERED[:2], stands, nothing)]
    ended += [went(*ANSWERED, taken(Step.CLOSED, said=Said()), of=replace(asked, topic=Topic.DATA))]
    assert {Step.CLOSED} == {case.state for case in ended}


@settings(max_examples=50)
@given(
    st.lists(st.tuples(st.sampled_from([*Step]), st.sampled_from([AUTHOR, BEA, CY, DEE])), max_size=14),
    st.lists(st.integers(0, 20), min_size=14, max_size=14),
)
def test_whatever_is_tried_a_closed_case_was_answered_by_somebody_else(
    tried: list[tuple[Step, Person]], waits: list[int]
) -> None:
    """Every case that is closed has an answer of nobody who made it, and clocks are late by time alone."""
    case, days = OPENED, 0
    for (step, by), wait in zip(tried, waits, strict=False):
        days += wait
        said = Said(to=by.name) if step is Step.ASSIGNED else SAYS.get(step, Said())
        new = Taken(step, FRIDAY + timedelta(days=days), by, "looked", said)
        if step is Step.REOPENED:
            new = replace(new, limits=(Limit(Clock.ANSWER, "U", new.at + timedelta(days=30)),))
        try:
            case = case.after(new, [AUTHOR])
        except (CaseStepEarly, NoHumanRoute):
            continue
        answers = case.every(Step.ANSWERED)
        assert AUTHOR not in [each.by for each in answers]
        assert all(one.by != other.by for one, other in pairwise(answers))
        assert (case.closed_at is not None) == (case.state is Step.CLOSED)
        assert case.closed_at is None or answers
        for told in case.clocks(new.at):
            assert told.late == ((told.met_at or new.at) > told.limit.until)
            assert told.met_at is None or told.met_at <= new.at


def test_a_clock_that_ran_out_is_said_once() -> None:
    """What is late and not met is told; once it was said of this opening it is not told again."""
    later = FRIDAY + timedelta(days=31)
    late = went(taken(Step.LATE, by=Person("engine"), days=2, said=Said(ran_out=Clock.ACKNOWLEDGE)))

    assert () == OPENED.ran_out(FRIDAY + timedelta(days=1))
    assert (Clock.ACKNOWLEDGE,) == OPENED.ran_out(FRIDAY + timedelta(days=1, microseconds=1))
    assert (Clock.ANSWER,) == late.ran_out(later)
    assert Step.OPENED is late.state

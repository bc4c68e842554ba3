"""A version is planned, approved by a second person and adopted; nothing binds that is not proven."""

import json
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adoption.plan import PlanState
from loyalty.adoption.refusals import (
    AdoptionPlanDiffers,
    AuthorApproves,
    DayOutside,
    NeedsPlan,
    NothingChanges,
    OtherState,
    PlanAltered,
    PlanClosed,
    PlanDayPassed,
    PlanNotApproved,
    PlanStale,
    UnknownAdoptionPlan,
    VerdictsDiffer,
)
from loyalty.adoption.version import Person
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.database.engine import open_engine
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.kernel.digest import digest_of
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.lifecycle.adopt_plan import AdoptPlan, adopt_plan
from loyalty.use_cases.lifecycle.answering import AnswerPlan
from loyalty.use_cases.lifecycle.approve_plan import approve_plan
from loyalty.use_cases.lifecycle.list_adoption_plans import show_adoption_plan
from loyalty.use_cases.lifecycle.plan_adoption import PlanAdoption, plan_adoption
from loyalty.use_cases.lifecycle.reject_plan import reject_plan
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import record_order
from loyalty.use_cases.refusals import ConstraintsBroken, ConstraintsUndecided, FindingsStand, UnknownDigest
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee
from tests.unit.use_cases.versions import (
    ADA,
    BO,
    MONDAY,
    NAME,
    NEW,
    NEWER,
    NOW,
    OLD,
    WAIVED,
    WEEK,
    House,
    order,
    rules,
    verdict,
)


def test_first_versions_are_adopted_by_one_person(sqlite_database: str) -> None:
    """While nobody takes part each next version binds from its own first day, also one that is over."""
    with closing(Units(open_engine(sqlite_database))) as units:
        house = House(Services(units, StandingClock(NOW), SystemEntropy(), b"s"), StandingClock(NOW))
        for source in (OLD, NEW):
            adopted = adopt_programme(house.services, source)
            assert (False, datetime(2025, 12, 31, 23, tzinfo=UTC)) == (adopted.known, adopted.binds_from)

        assert digest_of(NEW) == house.binding()
        assert [("adopted-alone", "installation")] * 2 == house.steps()


def test_a_programme_that_has_begun_needs_a_plan(house: House) -> None:
    """Where somebody takes part nobody adopts alone; what binds already may be said again."""
    house.refuses(NeedsPlan, lambda: adopt_programme(house.services, NEW))

    assert adopt_programme(house.services, OLD).known


def test_a_sale_begins_a_programme_too(sqlite_database: str) -> None:
    """Where something was bought, without a member, a version needs a plan."""
    with closing(Units(open_engine(sqlite_database))) as units:
        services = Services(units, StandingClock(NOW), SystemEntropy(), b"s")
        adopt_programme(services, coffee())
        record_order(services, order("o-1"))

        with pytest.raises(NeedsPlan):
            adopt_programme(services, {**coffee(), "vat.csv": coffee()["vat.csv"] + "\n"})


def test_planned_approved_adopted(house: House) -> None:
    """A version binds from the day of its plan on, not before, and every step is kept."""
    plan = house.approved()
    assert digest_of(OLD) == plan.against

    begins = house.adopt()

    assert datetime(2026, 11, 22, 23, tzinfo=UTC) == begins
    assert digest_of(OLD) == house.binding(begins - timedelta(microseconds=1))
    assert digest_of(NEW) == house.binding(begins)
    assert [("planned", "Ada"), ("approved", "Bo"), ("adopted", "Ada")] == house.steps()[1:]


def test_each_step_repeated_changes_nothing(house: House) -> None:
    """The same plan, approval and adoption again are the same, and no step more."""
    first = house.plan()
    assert first == house.plan()
    assert house.approved().state is PlanState.APPROVED
    assert house.approved() == show_adoption_plan(house.services, NAME, "p-1")
    assert house.adopt() == house.adopt()

    assert 4 == len(house.steps())


def test_an_id_names_one_plan(house: House) -> None:
    """Another version, another day or another author under the same id is refused."""
    house.plan()

    house.refuses(AdoptionPlanDiffers, lambda: house.plan(NEWER))
    house.refuses(AdoptionPlanDiffers, lambda: house.plan(day=MONDAY + WEEK))
    other = PlanAdoption(NAME, "p-1", BO, NEW)
    house.refuses(AdoptionPlanDiffers, lambda: plan_adoption(house.services, other))


@pytest.mark.parametrize(
    "approver", [ADA, Person(" ada "), Person("ADA", "k2"), Person("A da"), Person("\uff21da")]
)
def test_nobody_approves_their_own_plan(house: House, approver: Person) -> None:
    """The author's name in another case, spacing or width is the author's."""
    house.plan()

    house.refuses(AuthorApproves, lambda: approve_plan(house.services, AnswerPlan(NAME, "p-1", approver)))


def test_one_key_is_one_person(house: House) -> None:
    """Under another name the same API key is still the author's; another key and name is not."""
    asked = PlanAdoption(NAME, "p-1", Person("marketing", "k1"), NEW)
    plan_adoption(house.services, asked)

    answer = AnswerPlan(NAME, "p-1", Person("board", "k1"))
    house.refuses(AuthorApproves, lambda: approve_plan(house.services, answer))
    assert approve_plan(house.services, replace(answer, by=Person("board", "k2"))).plan.answered


def test_without_approval_nothing_binds(house: House) -> None:
    """A plan that waits is not adopted, nor one that was rejected; its author may withdraw it."""
    house.plan()
    house.refuses(PlanNotApproved, house.adopt)

    reject_plan(house.services, AnswerPlan(NAME, "p-1", ADA, "too dear"))

    house.refuses(PlanClosed, house.adopt)
    house.refuses(PlanClosed, lambda: approve_plan(house.services, AnswerPlan(NAME, "p-1", BO)))
    house.refuses(UnknownAdoptionPlan, lambda: house.adopt("p-2"))


def test_a_plan_is_for_what_it_was_made_against(house: House) -> None:
    """After another version was adopted the plan is stale, until that is rolled back."""
    house.approved()
    house.approved(NEWER, plan_id="p-2")
    house.adopt("p-2")

    no = house.refuses(PlanStale, house.adopt)

    assert {"planned": digest_of(OLD), "binding": digest_of(NEWER)} == no.facts


def test_a_plan_is_made_against_what_will_bind(house: House) -> None:
    """What is scheduled before a plan's day is what the plan is against; on that day it changes nothing."""
    house.approved()
    house.adopt()

    later = house.plan(NEWER, MONDAY + WEEK, plan_id="p-2")

    assert digest_of(NEW) == later.against
    assert digest_of(OLD) == house.plan(NEWER, NOW.date(), plan_id="p-3").against
    house.refuses(NothingChanges, lambda: house.plan(NEW, MONDAY + WEEK, plan_id="p-4"))


def test_of_two_adopted_at_the_same_instant_the_later_binds(house: House) -> None:
    """A clock that stands does not keep the order of adoption from deciding."""
    for plan_id, source in (("p-1", NEW), ("p-2", NEWER)):
        house.approved(source, NOW.date(), plan_id=plan_id)
        house.adopt(plan_id)

    assert digest_of(NEWER) == house.binding()


def test_nothing_binds_before_now(house: House) -> None:
    """A plan from today binds from the instant of adoption; one whose day is over does not bind."""
    house.approved(day=NOW.date())
    house.clock.at += timedelta(hours=2)
    assert house.clock.at == house.adopt()

    house.approved(NEWER, plan_id="p-2")
    house.clock.at += timedelta(days=2)
    house.refuses(PlanDayPassed, lambda: house.adopt("p-2"))
    house.refuses(PlanDayPassed, lambda: house.plan(NEWER, plan_id="p-3"))


def test_the_day_lies_within_the_files_own(house: House) -> None:
    """A version is not planned from a day on which its own files say that it does not bind."""
    later = {"programme.yaml": NEW["programme.yaml"].replace("2026-01-01", "2026-12-01")}

    no = house.refuses(DayOutside, lambda: house.plan(later))

    assert {"day": "2026-11-23", "first": "2026-12-01", "last": None, "pointer": "/day"} == no.facts
    assert date(2026, 12, 1) == house.plan(later, None).day


def test_findings_keep_a_version_from_being_planned(house: House) -> None:
    """A finding, and an example that does not hold, stop a plan."""
    wrong = """examples:
  - name: ten units
    given: {plan: metered, meter: units, quantity: 10, at: 2026-12-15T00:00:00+01:00}
    expect: {total: 1.99}
"""
    house.refuses(FindingsStand, lambda: house.plan({"programme.yaml": "programme: 1\n"}))
    house.refuses(FindingsStand, lambda: house.plan(rules("0.20", wrong)))


def test_what_was_seen_is_named(house: House) -> None:
    """A step under the tag of another state is refused."""
    plan = house.plan()

    house.refuses(OtherState, lambda: house.plan(NEWER, plan_id="p-2", seen="2-"))
    old = AnswerPlan(NAME, "p-1", BO, seen=f"{plan.tag}x")
    house.refuses(OtherState, lambda: approve_plan(house.services, old))
    approve_plan(house.services, replace(old, seen=plan.tag))
    house.refuses(OtherState, lambda: adopt_plan(house.services, AdoptPlan(NAME, "p-1", ADA, plan.tag)))


def test_a_broken_constraint_stops_every_way(house: House, found: list[Verdict]) -> None:
    """Neither a plan nor an emergency makes rules bind that break a constraint."""
    found.append(verdict("no_point_pump", holds=False))

    house.refuses(ConstraintsBroken, house.plan)
    emergency = AtOnce(ADA, "gold is paid twice")
    house.refuses(ConstraintsBroken, lambda: adopt_programme(house.services, NEW, emergency))


def test_what_is_not_decided_stops_too(house: House, found: list[Verdict]) -> None:
    """An undecided constraint is no constraint that holds."""
    found.append(verdict("no_point_pump", holds=None))

    no = house.refuses(ConstraintsUndecided, house.plan)

    assert "constraints.yaml:2:5 no_point_pump: a basket of two" == no.detail


def test_constraints_are_decided_again(house: House, found: list[Verdict]) -> None:
    """What holds when the plan is approved and is broken when it is adopted does not bind."""
    found.append(verdict("no_point_pump", holds=True))
    house.approved()

    found[:] = [verdict("no_point_pump", holds=True, evidence=Evidence.MEASURED)]
    house.refuses(VerdictsDiffer, house.adopt)
    found[:] = [verdict("no_point_pump", holds=False)]
    house.refuses(ConstraintsBroken, house.adopt)


def test_a_waiver_lets_a_constraint_fail_until_its_end(house: House, found: list[Verdict]) -> None:
    """Waived by somebody else than the author, and on the day it begins to bind; not a day longer."""
    found.append(verdict("more_never_costs_less", holds=False))

    house.approved(rules("0.20", WAIVED))
    house.adopt()

    house.refuses(
        ConstraintsBroken, lambda: house.plan(rules("0.25", WAIVED), MONDAY + WEEK + WEEK, plan_id="p-3")
    )
    own = rules("0.25", WAIVED.replace("Cy", "ada"))
    no = house.refuses(ConstraintsBroken, lambda: house.plan(own, plan_id="p-2"))
    assert "; the waiver where `units` was approved by ada, who adopts it" in no.detail


def test_a_waiver_counts_where_it_says(house: House, found: list[Verdict]) -> None:
    """A waiver of the programme itself counts everywhere; one that has ended nowhere, and is told."""
    found.append(verdict("total_is_sum_of_lines", holds=None))
    waived = WAIVED.replace("more_never_costs_less, where", "total_is_sum_of_lines, where")

    everywhere = house.plan(rules("0.25", waived.replace("units,", f"{NAME},")))

    [row] = json.loads(everywhere.document)["constraints"]
    assert [(NAME, "Cy", "2026-11-30")] == [
        (each["where"], each["approved_by"], each["until"]) for each in row["waivers"]
    ]
    ended = waived.replace("2026-11-30", "2026-11-22")
    no = house.refuses(ConstraintsUndecided, lambda: house.plan(rules("0.35", ended), plan_id="p-2"))
    assert no.detail.endswith("a basket of two; the waiver where `units` ended on 2026-11-22")


def test_a_certificate_is_kept_and_made_again(
    house: House, found: list[Verdict], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A plan keeps when, of which texts and with which tools it was decided; what differs later is said."""
    found.append(replace(verdict("deterministic", holds=True), method="structure"))
    plan = house.approved()
    kept = json.loads(plan.document)["certificate"]

    assert (plan.digest, plan.against, plan.made_at.isoformat()) == (
        kept["digest"],
        kept["against"],
        kept["decided_at"],
    )
    assert {"z3-solver"} <= kept["solvers"].keys()

    monkeypatch.setattr("loyalty.constraints.certificate.solvers", lambda: {"z3-solver": "99"})
    found[:] = [replace(found[0], method="solver")]
    adopted = adopt_plan(house.services, AdoptPlan(NAME, "p-1", ADA))

    assert ("z3-solver was", "the method of deterministic was structure, it is solver") == (
        next(said for said in adopted.differs if "z3" in said)[:13],
        adopted.differs[-1],
    )
    with house.services.units.read() as unit:
        last = unit.adoption_plans.records(NAME, after=0, limit=100)[-1]
    assert "; ".join(adopted.differs) == last.of["differs"]


@pytest.mark.parametrize("column", ["source", "document", "day"])
def test_a_plan_that_was_changed_underneath(house: House, column: str) -> None:
    """What is approved and adopted is what was planned, byte by byte, also where the database was changed."""
    plan = house.approved()
    changed = {
        "source": canonical_json(dict(NEWER)),
        "document": plan.document.replace('"Ada"', '"Eve"'),
        "day": "2026-11-25",
    }
    with house.services.units.write() as unit:
        statement = f"UPDATE adoption_plan SET {column} = :value"  # noqa: S608 - a column of the test's own
        unit.adoption_plans._connection.execute(text(statement), {"value": changed[column]})  # noqa: SLF001 - as an intruder would
        unit.commit()

    house.refuses(PlanAltered, house.adopt)


@pytest.mark.proofs
@pytest.mark.parametrize(("days", "announced"), [(59, False), (60, True)])
def test_notice_counts_until_the_day_of_the_plan(sqlite_database: str, days: int, announced: bool) -> None:  # noqa: FBT001 - a case
    """What points buy less of is announced where the plan's own day is far enough away."""
    with closing(Units(open_engine(sqlite_database))) as units:
        clock = StandingClock(NOW)
        house = House(Services(units, clock, SystemEntropy(), b"s"), clock)
        law = "constraints:\n  - no_silent_devaluation: {}\n"
        old = {**coffee(), "constraints.yaml": law, "programme.yaml": _open_ended(coffee()["programme.yaml"])}
        del old["examples.yaml"]
        adopt_programme(house.services, old)
        enrol_member(house.services, EnrolMember("corner-coffee"), Once("test", "1", ""))
        new = {**old, "redeem.yaml": old["redeem.yaml"].replace("money: 1.00", "money: 0.90")}
        day = NOW.date() + timedelta(days=days)
        asked = PlanAdoption("corner-coffee", "p-1", ADA, new, day=day)

        if announced:
            plan = plan_adoption(house.services, asked).plan
            assert f"from {day} on: points pay less" in plan.document
        else:
            with pytest.raises(ConstraintsBroken, match="with 60 days of notice it may begin on 2027-01-21"):
                plan_adoption(house.services, asked)


def _open_ended(text: str) -> str:
    assert ", until: 2027-01-31" in text
    return text.replace(", until: 2027-01-31", "")


def test_first_digits_name_a_version(house: House) -> None:
    """An earlier version is planned by the first twelve digits of its digest, not by fewer."""
    house.approved(day=NOW.date())
    house.adopt()

    asked = PlanAdoption(NAME, "p-2", ADA, earlier=digest_of(OLD)[:12], day=MONDAY)
    assert digest_of(OLD) == plan_adoption(house.services, asked).plan.digest
    fewer = replace(asked, plan_id="p-3", earlier=digest_of(OLD)[:11])
    house.refuses(UnknownDigest, lambda: plan_adoption(house.services, fewer))

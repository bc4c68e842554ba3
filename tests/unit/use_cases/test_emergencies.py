"""In an emergency one person adopts, rolls back and freezes, and every step is kept."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from threading import Barrier, Thread

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.refusals import (
    NotFrozen,
    PlanStale,
    ProgrammeFrozen,
)
from loyalty.adoption.review import review_until, unreviewed
from loyalty.adoption.version import Person
from loyalty.cli.operations.complaints import of_emergencies
from loyalty.constraints.verdict import Verdict
from loyalty.database.engine import open_engine
from loyalty.kernel.digest import digest_of
from loyalty.privacy.refusals import FreeTextRisk
from loyalty.unit_of_work import Units
from loyalty.use_cases import soundness
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.lifecycle.answering import AnswerPlan
from loyalty.use_cases.lifecycle.approve_plan import approve_plan
from loyalty.use_cases.lifecycle.freeze_programme import FreezeProgramme, freeze_programme
from loyalty.use_cases.lifecycle.list_adoption_plans import list_adoption_plans
from loyalty.use_cases.lifecycle.plan_adoption import PlanAdoption, plan_adoption
from loyalty.use_cases.lifecycle.reject_plan import reject_plan
from loyalty.use_cases.lifecycle.roll_back_programme import RollBackProgramme, roll_back_programme
from loyalty.use_cases.lifecycle.show_audit import show_audit, show_unreviewed
from loyalty.use_cases.lifecycle.thaw_programme import thaw_programme
from loyalty.use_cases.once import Once
from loyalty.use_cases.quote_basket import QuoteBasket, quote_basket
from loyalty.use_cases.record_order import record_order
from loyalty.use_cases.record_return import RecordReturn, record_return
from loyalty.use_cases.refusals import UnknownDigest
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee
from tests.unit.use_cases.versions import ADA, BO, MONDAY, NAME, NEW, NEWER, NOW, OLD, House, order


def test_an_emergency_needs_no_second_person_and_is_kept(house: House) -> None:
    """One person adopts with a reason; it binds from now, and the audit says which emergency it was."""
    adopted = adopt_programme(house.services, NEW, AtOnce(ADA, "the price is a tenth"))

    assert (NOW, digest_of(NEW)) == (adopted.binds_from, house.binding())
    last = show_audit(house.services, NAME, after=1, limit=1)[0]
    assert ("emergency", ADA, "the price is a tenth") == (last.step, last.by, last.reason)
    assert {"digest": digest_of(NEW), "against": digest_of(OLD), "binds_from": NOW.isoformat()} == last.of


@pytest.mark.usefixtures("found")
def test_nothing_binds_while_it_is_being_decided(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Proofs that take a minute leave that minute to the version before, of a plan and in an emergency."""

    def slow(_: object) -> tuple[Verdict, ...]:
        house.clock.at += timedelta(minutes=1)
        return ()

    house.approved(day=NOW.date())
    monkeypatch.setattr(soundness, "_verdicts", slow)

    assert house.clock.at + timedelta(minutes=1) == house.adopt() == house.clock.at
    adopted = adopt_programme(house.services, NEWER, AtOnce(ADA, "twice the price"))
    assert NOW + timedelta(minutes=2) == adopted.binds_from == house.clock.at
    assert digest_of(NEW) == house.binding(NOW + timedelta(seconds=119))


def test_an_earlier_version_binds_again(house: House) -> None:
    """Rolled back in an emergency or by plan, it binds from then on; what bound meanwhile did so."""
    house.approved(day=NOW.date())
    house.adopt()
    house.clock.at += timedelta(hours=1)

    back = RollBackProgramme(NAME, digest_of(OLD), ADA, "twice the price")
    roll_back_programme(house.services, back)

    assert [digest_of(NEW), digest_of(OLD)] == [house.binding(NOW), house.binding()]
    assert roll_back_programme(house.services, back).known
    never = replace(back, digest=digest_of(NEWER))
    house.refuses(UnknownDigest, lambda: roll_back_programme(house.services, never))
    plan_adoption(house.services, PlanAdoption(NAME, "p-9", ADA, earlier=digest_of(NEW), day=MONDAY))
    approve_plan(house.services, AnswerPlan(NAME, "p-9", BO))
    assert digest_of(NEW) == house.binding(house.adopt("p-9"))
    assert ["p-1", "p-9"] == [plan.plan_id for plan in list_adoption_plans(house.services, NAME)]


def test_an_emergency_waits_for_another_person(house: House) -> None:
    """Each of two waits for its own look by somebody else, until a day after it; in whatever spelling."""
    adopt_programme(house.services, NEW, AtOnce(ADA, "the price is a tenth"))
    house.clock.at += timedelta(hours=1)
    adopt_programme(house.services, NEWER, AtOnce(BO, "still too low"))

    def looked(by: Person, old: Mapping[str, str], new: Mapping[str, str]) -> list[str]:
        of = {"digest": digest_of(new), "against": digest_of(old)}
        with house.services.units.write() as unit:
            unit.adoption_plans.record(AuditRecord(NAME, 0, house.clock.at, "signed-off", by, of))
            unit.commit()
        return [each.by.name for each in show_unreviewed(house.services, NAME)]

    first, _ = show_unreviewed(house.services, NAME)
    until = review_until(first)
    assert NOW + timedelta(hours=24) == until
    for now, said in ((until, "due by"), (until + timedelta(microseconds=1), "overdue since")):
        assert [True] == [said in each.message for each in of_emergencies([first], now)]
    assert ["Ada", "Bo"] == looked(Person(" ADA"), OLD, NEW) == looked(BO, OLD, NEWER)
    assert ["Bo"] == looked(BO, OLD, NEW)
    assert [] == looked(ADA, NEW, NEWER)


def test_what_two_people_adopt_is_done_with_the_emergencies_before_it() -> None:
    """Of those behind it another person has yet to look, at exactly what changed."""
    first, later = ({"digest": each * 64, "against": "0" * 64} for each in "ab")
    alone, again = (AuditRecord(NAME, 0, NOW, "emergency", ADA, of) for of in (first, later))
    planned = AuditRecord(NAME, 0, NOW, "adopted", ADA, later)
    looked = AuditRecord(NAME, 0, NOW, "signed-off", BO, first)

    assert [again] == unreviewed([alone, planned, again])
    assert [again] == unreviewed([alone, again, looked])
    itself = replace(looked, of={**first, "against": "a" * 64})
    assert [alone] == unreviewed([alone, replace(looked, by=ADA), replace(looked, of=later), itself])
    [told] = of_emergencies([alone], NOW)
    assert f"{NAME} {'0' * 12} {'a' * 12} right|wrong" in str(told.remedy)


@pytest.mark.usefixtures("found")
def test_a_first_version_is_no_emergency(house: House) -> None:
    """While nothing has begun one person adopts, with a reason or without; nobody waits for another look."""
    other = "corner-coffee"
    adopt_programme(house.services, coffee(), AtOnce(ADA, "it has to be now"))

    [kept] = show_audit(house.services, other, limit=9)
    assert ("adopted-alone", "it has to be now") == (kept.step, kept.reason)
    assert [] == show_unreviewed(house.services, other)
    of_before = AuditRecord(other, 0, NOW, "emergency", ADA, {"digest": "a" * 64})
    assert [] == unreviewed([of_before])


def test_a_reason_that_stays_says_nothing_of_a_person(house: House) -> None:
    """Of no step; medicines are no person, and the refusal says where it stands."""
    said = "anna@example.org was charged twice"
    house.plan()
    asked = AnswerPlan(NAME, "p-1", BO, said)
    stop = FreezeProgramme(NAME, ADA, said)

    for step in (
        lambda: approve_plan(house.services, asked),
        lambda: reject_plan(house.services, asked),
        lambda: freeze_programme(house.services, stop, Once("t", "1", "")),
        lambda: roll_back_programme(house.services, RollBackProgramme(NAME, digest_of(OLD), ADA, said)),
    ):
        assert house.refuses(FreeTextRisk, step).facts["pointer"] in {"/reason", "/emergency"}
    freeze_programme(house.services, replace(stop, reason="insulin is too cheap"), Once("t", "1", ""))
    house.refuses(FreeTextRisk, lambda: thaw_programme(house.services, stop, Once("t", "2", "")))


def test_two_plans_adopted_at_once(house: House) -> None:
    """Of two plans against the same version that are adopted at the same time one is stale."""
    house.approved(NEW, NOW.date())
    house.approved(NEWER, NOW.date(), plan_id="p-2")
    together, refused = Barrier(2), []

    def adopt(plan_id: str) -> None:
        together.wait()
        try:
            house.adopt(plan_id)
        except PlanStale as no:
            refused.append(no)

    threads = [Thread(target=adopt, args=(name,)) for name in ("p-1", "p-2")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 1 == len(refused)
    assert 1 == [step for step, _ in house.steps()].count("adopted")


def test_a_frozen_programme_books_nothing_new(sqlite_database: str) -> None:
    """No price is promised and no order booked; what was booked is told again and may come back."""
    with closing(Units(open_engine(sqlite_database))) as units:
        services = Services(units, StandingClock(NOW), SystemEntropy(), b"s")
        adopt_programme(services, coffee())
        sold = record_order(services, order("o-1"))
        basket = order("o-2").basket
        stop = FreezeProgramme("corner-coffee", ADA, "a hundredfold")
        told = freeze_programme(services, stop, Once("t", "1", ""))

        assert told.data == freeze_programme(services, stop, Once("t", "1", "")).data
        with pytest.raises(ProgrammeFrozen):
            quote_basket(services, QuoteBasket("corner-coffee", basket))
        with pytest.raises(ProgrammeFrozen):
            record_order(services, order("o-2"))
        with pytest.raises(ProgrammeFrozen):
            freeze_programme(services, stop, Once("t", "2", ""))
        assert record_order(services, order("o-1")).replayed
        record_return(services, RecordReturn(sold.order.key, "r-1", {"1": Fraction(1)}))

        thaw_programme(services, stop, Once("t", "3", ""))
        assert not record_order(services, order("o-2")).replayed
        with pytest.raises(NotFrozen):
            thaw_programme(services, stop, Once("t", "4", ""))

"""A person erased on both databases: nothing personal is left, and the books hold."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from loyalty.breaches.breach import BreachStep
from loyalty.erasure.erasure import Ground
from loyalty.erasure.refusals import ErasureAsked, ErasureIncomplete, ErasureWaits
from loyalty.jobs.job import Job, JobKind
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.money import Money, currency
from loyalty.language.shapes.wallets import POINTS
from loyalty.privacy.choice import AgeBand, Choice, standing
from loyalty.privacy.purpose import Kept, Purpose
from loyalty.use_cases.breaches.take_step import TakeStep, take_step
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.erasing.ask_erasure import STOPPED, AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.end_legal_hold import end_legal_hold
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.finish_erasures import finish_erasures
from loyalty.use_cases.erasing.replay_erasures import Replayed, count_unlisted, list_erased, replay_erasures
from loyalty.use_cases.erasing.set_legal_hold import SetLegalHold, set_legal_hold
from loyalty.use_cases.erasing.show_erasure import show_erasure
from loyalty.use_cases.erasing.show_unerased import show_unerased
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.privacy.export_member import export_member
from loyalty.use_cases.privacy.reading import age_of
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices, show_choices
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import Services
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vault.contact import Channel, Contact
from tests.stores.test_persons import NOW, a_life, book_of, elsewhere, member, once, services
from tests.stores.test_rights import answers

__all__ = ["elsewhere", "services"]


@pytest.fixture
def lives(services: Services) -> tuple[Services, MemberId, MemberId]:
    """Give services with two members who bought and gave each other points."""
    ada, bea = a_life(services)
    return services, ada, bea


def ask(services: Services, who: MemberId) -> None:
    """Ask that somebody be erased."""
    ask_erasure(services, AskErasure(who, Ground.MEMBER_ASKED, "code-by-email", "test"))


def all_steps(services: Services, who: MemberId) -> dict[str, object]:
    """Ask, close, erase."""
    ask(services, who)
    close_account(services, who, "test")
    return dict(erase_member(services, who).data)


def faults(services: Services) -> list[object]:
    """Give every fault of the book."""
    return [fault for each in verify_ledger(services) for fault in each.faults]


def stands(services: Services, *values: str) -> list[str]:
    """Give where one of the values stands."""
    with services.units.read() as unit:
        return unit.person.where_found(values)


def test_nothing_personal_is_left_and_the_book_holds(lives: tuple[Services, MemberId, MemberId]) -> None:
    """Address, hashes, key and basket are nowhere; the chain holds, and the other member is as before."""
    services, ada, bea = lives
    with services.units.read() as unit:
        hashes = [known.blind_index for known in unit.members.identities(ada) if known.blind_index]
        reference, wrapped = unit.members.get(ada), unit.vault.key(ada)
    assert reference is not None
    assert wrapped is not None
    before, export = book_of(services, bea), export_member(services, bea)

    told = all_steps(services, ada)

    values = [*hashes, reference.reference_hash or "", wrapped.wrapped or ""]
    assert all(values)
    assert [] == stands(services, *values)
    assert [] == faults(services)
    assert (0, 0, 0, 0) == book_of(services, ada)[:4]
    assert before == book_of(services, bea)
    assert export.tables == export_member(services, bea).tables
    assert {"member_fact", "member_identity", "sealed_field", "explanation", "member_key"} <= set(
        told["removed"]  # type: ignore[call-overload]  # plain data
    )
    with services.units.read() as unit:
        key = unit.vault.key(ada)
        assert key is not None
        assert key.wrapped is None
        assert [] == unit.members.identities(ada)
        assert {} == unit.members.load_facts(ada, ["member.birth_day_month"])


def test_asking_stops_what_is_personal(lives: tuple[Services, MemberId, MemberId]) -> None:
    """From the first step on the member is told of nothing, and neither profiled nor priced personally."""
    services, ada, _ = lives

    ask(services, ada)

    with services.units.read() as unit:
        stands = standing(unit.consents.chosen(ada))
        waiting = unit.notices.list("corner-coffee", None, None, 100)
    assert [False] * len(STOPPED) == [stands[each] for each in STOPPED]
    assert ada not in {notice.member_id for notice in waiting}


def test_steps_come_in_order_and_once(lives: tuple[Services, MemberId, MemberId]) -> None:
    """An account is closed before erasing; a step done again is told as replayed and changes nothing."""
    services, ada, _ = lives
    ask(services, ada)
    with pytest.raises(ErasureWaits):
        erase_member(services, ada)
    first = close_account(services, ada, "test")
    book = book_of(services, ada)

    again = close_account(services, ada, "test")
    erased = erase_member(services, ada)

    assert first.data == again.data
    assert again.replayed
    assert book == book_of(services, ada)
    assert erase_member(services, ada).replayed
    assert erased.data == show_erasure(services, ada)
    with pytest.raises(UnknownMember):
        export_member(services, ada)


def test_what_is_set_aside_and_owed_ends(lives: tuple[Services, MemberId, MemberId]) -> None:
    """Points that were set aside come back and lapse with the rest; what was there is told as released."""
    services, ada, _ = lives
    available, pending, held = book_of(services, ada)[:3]
    ask(services, ada)

    told = close_account(services, ada, "test")

    assert isinstance(held, int)
    assert held > 0
    assert {POINTS: available + pending + held} == told.data["released"]  # type: ignore[operator]
    assert (0, 0, 0, 0) == book_of(services, ada)[:4]


def test_a_merged_person_is_erased_under_every_id(services: Services) -> None:
    """Facts, addresses and keys of both ids are gone."""
    ada, bea = a_life(services)
    merge_members(services, MergeMembers(ada, bea, "test"))

    all_steps(services, ada)

    with services.units.read() as unit:
        for each in (ada, bea):
            assert [] == unit.members.identities(each)
            assert {} == unit.vault.sealed(each)
            key = unit.vault.key(each)
            assert key is not None
            assert key.wrapped is None
    assert [] == faults(services)


def test_money_of_the_member_is_not_lost(lives: tuple[Services, MemberId, MemberId]) -> None:
    """While stored value is there the account is not closed, and nothing is booked."""
    services, ada, _ = lives
    load_value(services, LoadValue(ada, Money(500, currency("EUR")), "test"), once("load"))
    ask(services, ada)
    book = book_of(services, ada)

    with pytest.raises(ErasureWaits):
        close_account(services, ada, "test")

    assert book == book_of(services, ada)


def test_what_would_be_left_stops_all(lives: tuple[Services, MemberId, MemberId]) -> None:
    """A copy of the address that nobody registered is found; then nothing at all has been erased."""
    services, ada, bea = lives
    with services.units.write() as unit:
        unit.members.set_facts(bea, {"member.note": "write to ada@example.org"}, NOW)
        unit.commit()
    ask(services, ada)
    close_account(services, ada, "test")

    with pytest.raises(ErasureIncomplete) as refused:
        erase_member(services, ada)

    assert "member_fact.value" == refused.value.facts["where"]
    assert "ada@" not in f"{refused.value} {refused.value.facts}"
    with services.units.read() as unit:
        assert {"email"} == unit.vault.sealed(ada).keys()
        assert "closed" == show_erasure(services, ada)["step"]


def test_a_name_is_taken_out_of_words_that_stay(lives: tuple[Services, MemberId, MemberId]) -> None:
    """What is said of a breach and of rules loses the name, and nothing else of it can be changed."""
    services, ada, _ = lives
    set_contact(services, SetContact(ada, Contact(Channel.EMAIL, "ada@example.org", "Ada Býron")))
    said = {"measures": "locked; ADA BÝRON called, not Ada Býronson"}
    take_step(services, TakeStep("b-1", BreachStep.AWARE, "dpo", markets=("EU",), content=said))

    told = all_steps(services, ada)

    assert 1 == told["removed"]["breach_step"]  # type: ignore[index]  # plain data
    with services.units.read() as unit:
        breach = unit.breaches.get("b-1")
    assert breach is not None
    assert {"measures": "locked; [erased] called, not Ada Býronson"} == breach.content
    assert (("EU",), "dpo") == (breach.markets, breach.taken[0].by)
    for change in ({"by": "nobody"}, {"content": "{}"}):
        with pytest.raises(DBAPIError, match="append-only"), services.units.write() as unit:
            unit.person.change("breach_step", [({"breach_id": "b-1", "number": 1}, change)])


def test_a_given_name_is_a_word_like_others(services: Services) -> None:
    """Who gave a first name only is erased though the word stands in much that is of nobody."""
    ada = member(services, "ada")
    set_contact(services, SetContact(ada, Contact(Channel.EMAIL, "ada@example.org", "May")))
    take_step(services, TakeStep("b-1", BreachStep.AWARE, "dpo", content={"nature": "open since May"}))

    all_steps(services, ada)

    assert ["breach_step.content"] == stands(services, "since May")


def test_a_legal_hold_keeps_its_classes_and_is_named(lives: tuple[Services, MemberId, MemberId]) -> None:
    """Orders stay whole for the case, the address goes; the answer names the case and its end."""
    services, ada, _ = lives
    until = NOW + timedelta(days=100)
    set_legal_hold(services, SetLegalHold(ada, "case-7", (Kept.ORDERS,), "counsel", until))

    told = all_steps(services, ada)

    with services.units.read() as unit:
        assert {} == unit.vault.sealed(ada)
    kept = {each["of_class"]: each for each in told["kept"]}  # type: ignore[attr-defined]
    assert {"en": "rows under a legal hold, case case-7", "zh-CN": "因法律案件 case-7 保留的记录"} == kept[
        "orders"
    ]["words"]
    assert "explanation" in kept["orders"]["tables"]
    assert until == datetime.fromisoformat(kept["orders"]["until"])
    assert 0 == finish_erasures(services)
    assert end_legal_hold(services, ada, "case-7").data["ended_at"] is not None

    [done] = [
        each for each in run_jobs(services, RunJobs("test", (JobKind.RETENTION,))) if isinstance(each, Job)
    ]

    assert "erasures finished 1" in done.result
    after = show_erasure(services, ada)
    assert {"ledger"} <= {each["of_class"] for each in after["kept"]}
    assert "orders" not in {each["of_class"] for each in after["kept"]}
    assert told["erased_at"] == after["erased_at"]
    assert 0 == finish_erasures(services)
    assert [] == faults(services)


def test_a_replayed_erasure_does_nothing_twice(lives: tuple[Services, MemberId, MemberId]) -> None:
    """Who is erased is left as they are; in a database from before them they are erased once more."""
    services, ada, bea = lives
    all_steps(services, ada)
    [line] = list(list_erased(services))
    book = book_of(services, ada)
    assert id_text("mem", ada) in line

    outcomes = [
        each.ended for each in replay_erasures(services, [line, line, "{", line.replace("mem_", "mam_")])
    ]

    assert (1, 0) == (
        count_unlisted(services, [line.replace(id_text("mem", ada), id_text("mem", bea))]),
        count_unlisted(services, [line, line, "{"]),
    )
    assert [Replayed.THERE, Replayed.THERE, Replayed.UNREADABLE, Replayed.UNREADABLE] == outcomes
    assert book == book_of(services, ada)
    other = line.replace(id_text("mem", ada), id_text("mem", bea))
    assert [Replayed.ERASED] == [each.ended for each in replay_erasures(services, [other])]
    assert [Replayed.UNKNOWN] == [
        each.ended
        for each in replay_erasures(services, [line.replace(id_text("mem", ada), id_text("mem", 1))])
    ]


def test_nobody_new_is_erased_with_them(services: Services) -> None:
    """A member who told the same keeps all of it."""
    ada, cem = member(services, "ada"), member(services, "cem")

    all_steps(services, ada)

    assert "cem@example.org" == export_member(services, cem).tables["sealed_field"][0]["value"]


def test_a_backup_from_before_a_merge_is_erased_under_each_id(services: Services) -> None:
    """The line names every id of the person; where they are still two, or were never here, all of them go."""
    ada, bea, cem, dan = (member(services, name) for name in ("ada", "bea", "cem", "dan"))
    merge_members(services, MergeMembers(ada, bea, "test"))
    all_steps(services, ada)
    [line] = list(list_erased(services))
    apart = line.replace(id_text("mem", ada), id_text("mem", cem)).replace(
        id_text("mem", bea), id_text("mem", dan)
    )
    unknown = apart.replace(id_text("mem", cem), id_text("mem", 1))
    assert (0, 2, 1) == tuple(show_unerased(services, [each]).people for each in (line, apart, unknown))
    ended = [each.ended for each in replay_erasures(services, [line, unknown, apart, apart])]
    assert [Replayed.THERE, Replayed.ERASED, Replayed.ERASED, Replayed.THERE] == ended
    assert 0 == show_unerased(services, [line, apart]).people
    assert [Replayed.UNREADABLE] == [
        each.ended for each in replay_erasures(services, [line.replace(id_text("mem", bea), "x")])
    ]


def test_a_backup_in_which_a_person_is_part_of_another_waits(services: Services) -> None:
    """Who was merged there, and not when erased, waits; lines behind are done, and nobody else is erased."""
    ada, bea, cem = (member(services, name) for name in ("ada", "bea", "cem"))
    all_steps(services, ada)
    [line] = list(list_erased(services))
    merge_members(services, MergeMembers(cem, bea, "test"))
    lines = [line.replace(id_text("mem", ada), id_text("mem", bea)), line]
    first, second = replay_erasures(services, lines)
    assert (Replayed.WAITS, Replayed.THERE) == (first.ended, second.ended)
    assert id_text("mem", cem) in first.why
    values = [row["value"] for row in export_member(services, cem).tables["sealed_field"]]
    assert {"cem@example.org", "bea@example.org"} <= set(values)


def test_nothing_is_agreed_to_or_merged_once_erasure_was_asked(services: Services) -> None:
    """A yes and a choice that would allow more are refused, a no is not; neither side of a merge asks."""
    ada, bea = member(services, "ada"), member(services, "bea")
    ask(services, ada)
    for choice in STOPPED:
        with pytest.raises(ErasureAsked):
            set_choices(services, SetChoices(ada, {choice: True}, "test"))
    set_choices(services, SetChoices(ada, {Choice.RESTRICTED: True}, "test"))
    with pytest.raises(ErasureAsked):
        set_choices(services, SetChoices(ada, {Choice.RESTRICTED: False}, "test"))
    with pytest.raises(ErasureAsked):
        answers(services, ada, "yes", Purpose.EMAIL_MARKETING, None, given=True)
    answers(services, ada, "no", Purpose.EMAIL_MARKETING, None, given=False)
    for pair in ((ada, bea), (bea, ada)):
        with pytest.raises(ErasureAsked):
            merge_members(services, MergeMembers(*pair, "test"))


def test_nobody_is_answered_for_by_who_was_erased(services: Services) -> None:
    """The child stays a child, without the number of somebody who is gone; another guardian can be named."""
    mum, dad, kid = (member(services, name) for name in ("mum", "dad", "kid"))
    set_age(services, SetAge(kid, AgeBand.CHILD, mum, "test"))
    erased = all_steps(services, mum)
    assert "member_age" not in [table for each in erased["kept"] for table in each["tables"]]  # type: ignore[attr-defined]
    shown = show_choices(services, kid)
    assert ("child", None) == (shown["age"], shown["guardian"])
    assert dad == set_age(services, SetAge(kid, AgeBand.CHILD, dad, "test")).data["guardian"]


def test_who_was_called_adult_under_another_id_is_so_since_then(services: Services) -> None:
    """FA-14: said again under the id they go on as, it moves nothing, also once the merge is undone."""
    old, ada = member(services, "old"), member(services, "ada")
    for band in (AgeBand.TEEN, AgeBand.ADULT):
        set_age(services, SetAge(old, band, None, "test"))
    merge_members(services, MergeMembers(ada, old, "test"))
    since = services.clock.now()
    services.clock.at = since + timedelta(days=2)  # type: ignore[attr-defined]  # the clock of these tests
    set_age(services, SetAge(ada, AgeBand.ADULT, None, "test"))

    with services.units.read() as unit:
        found = age_of(unit, ada)
    assert found is not None
    assert (ada, AgeBand.ADULT, since) == (found.member_id, found.band, found.at)

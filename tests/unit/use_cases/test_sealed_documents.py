"""What is told is sealed in the transaction that books it, on both databases."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta

import pytest

from loyalty.database.engine import open_engine
from loyalty.decision.explain import instant_text
from loyalty.erasure.erasure import Ground
from loyalty.jobs.job import Job, JobKind
from loyalty.kernel.identity import id_text
from loyalty.orders.order import OrderKey
from loyalty.orders.quote import FrozenDocument
from loyalty.seals.canonical import canonical, whole_bytes
from loyalty.seals.erasures import ErasedList, NotAnErasedList
from loyalty.seals.growth import Grown, Growth
from loyalty.seals.keys import instant_text as exact_text
from loyalty.seals.refusals import NoSealKey, NotRotatable, SealKeyEnded, UnknownSealDay
from loyalty.unit_of_work import Units
from loyalty.use_cases.documents import explanation_of
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.refusals import InTheFuture, UnknownExplanation, UnknownProgramme
from loyalty.use_cases.seals.close_day import close_day
from loyalty.use_cases.seals.find_record import find_record
from loyalty.use_cases.seals.list_seal_days import DaysAsked, list_seal_days, show_growth
from loyalty.use_cases.seals.list_seal_keys import list_seal_keys
from loyalty.use_cases.seals.rotate_seal_key import publish_seal_key, rotate_seal_key
from loyalty.use_cases.seals.sealing import keep_row
from loyalty.use_cases.seals.show_sealed import document_of_order, show_sealed
from loyalty.use_cases.show_explanation import show_explanation
from tests.unit.use_cases.sealing import (
    NOON,
    PROGRAMME,
    Shop,
    changed,
    check_of,
    opened_shop,
    text_of,
    verified,
)

SUNDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (22, 23, 24))


@pytest.fixture
def shop(database_url: str) -> Iterator[Shop]:
    """Give a shop that seals, on each kind of database."""
    with closing(Units(open_engine(database_url))) as units:
        yield opened_shop(units)


def closed(shop: Shop) -> list[Job]:
    """Let the jobs close what is over."""
    found = run_jobs(shop.services, RunJobs("worker", (JobKind.SEAL_DAY,)))
    return [job for job in found if isinstance(job, Job)]


def test_a_receipt_is_sealed_at_once_and_verifies(shop: Shop) -> None:
    """Before its day is closed everything holds but the inclusion, which cannot be checked yet."""
    found = verified(shop.file(shop.own("1")))

    assert "valid" == found.verdict
    states = {str(check.name): str(check.state) for check in found.checks}
    assert {name for name, state in states.items() if state != "holds"} == {"inclusion"}
    assert ("cannot-be-checked", "day-open") == (states["inclusion"], check_of(found, "inclusion").code)


@pytest.mark.parametrize("document", [{"咖": 1}, {"\U0001f600": 1, "\ufb33": 2}])
def test_the_canonical_form_is_sealed_however_a_document_is_kept(shop: Shop, document: object) -> None:
    """Names that RFC 8785 sorts otherwise are sealed in its order."""
    sold = shop.sell("1", None)
    with shop.services.units.write() as unit:
        row = explanation_of(unit, sold)
        told = replace(row, explanation_id="exp_2", document=FrozenDocument.of(whole_bytes(document)))
        keep_row(shop.services, unit, told, NOON)
        sealed = unit.seals.get("exp_2")

    assert sealed is not None
    assert sealed.seal.is_of(canonical(document))


def test_documents_of_a_member_are_a_chain(shop: Shop) -> None:
    """Each holds the seal before it, by number and by hash; a document of nobody is in no chain."""
    ids = [shop.own("1"), shop.sell("2", None), shop.own("3"), shop.own("4")]
    files = [shop.file(each) for each in ids]

    assert ["first", "of-nobody", "follows", "follows"] == [
        check_of(verified(file), "chain").code for file in files
    ]
    assert [1, None, 2, 3] == [file["document"]["integrity"]["chain_number"] for file in files]
    assert all("valid" == verified(file).verdict for file in files)


def test_documents_of_one_member_at_once_are_one_chain(shop: Shop) -> None:
    """Four tills sell to one member at the same time; the numbers have no gap and every link holds."""
    with ThreadPoolExecutor(4) as tills:
        ids = list(tills.map(shop.own, [f"at-once-{number}" for number in range(12)]))

    files = sorted(
        (shop.file(each) for each in ids),
        key=lambda file: int(file["document"]["integrity"]["chain_number"]),
    )

    assert list(range(1, 13)) == [file["document"]["integrity"]["chain_number"] for file in files]
    assert {"first", "follows"} == {check_of(verified(file), "chain").code for file in files}


def test_a_closed_day_holds_its_documents_by_one_signed_root(shop: Shop) -> None:
    """The file then has its place and the path to the root; the seal itself is as it was."""
    ids = [shop.own("1"), shop.own("2"), shop.sell("3", None)]
    before = shop.file(ids[1])["document"]["integrity"]
    root = shop.close(SUNDAY)
    assert root is not None

    file = shop.file(ids[1])
    after = file["document"]["integrity"]

    assert {"log_index": 1, "merkle_root": root.root.hex()} == {
        name: after[name] for name in ("log_index", "merkle_root")
    }
    assert before == after | {"log_index": None, "merkle_root": None}
    assert all("inside" == check_of(verified(shop.file(each)), "inclusion").code for each in ids)
    assert "valid" == verified(file, root=root.root.hex()).verdict


def test_a_day_is_closed_once_by_the_job(shop: Shop) -> None:
    """A second run has nothing to do, and a day on which nothing was sealed has no root."""
    shop.own("1")
    assert [] == closed(shop)
    shop.clock.at = NOON + timedelta(days=2)

    [job] = closed(shop)

    assert "leaves 1" == job.result.partition(",")[0]
    assert [] == closed(shop)
    assert [SUNDAY] == [root.day for root in list_seal_days(shop.services, DaysAsked(PROGRAMME), limit=9)]
    assert None is close_day(shop.services, PROGRAMME, SUNDAY)
    assert None is close_day(shop.services, PROGRAMME, MONDAY)


def test_what_comes_late_to_a_closed_day_is_in_the_next_one(shop: Shop) -> None:
    """A published root is not changed; the next day's tree takes what was sealed too late for it."""
    shop.own("1")
    shop.close(SUNDAY)
    shop.clock.at = NOON
    late = shop.own("2")
    shop.clock.at = NOON + timedelta(days=2)

    [job] = closed(shop)

    assert MONDAY.isoformat() == job.due.item
    assert MONDAY.isoformat() == shop.file(late)["inclusion"]["day"]["day"]


def test_an_earlier_day_that_is_open_is_closed_first(shop: Shop) -> None:
    """Whoever comes to the later day first leaves no day without its root."""
    shop.own("1")
    shop.clock.at = NOON + timedelta(days=1)
    shop.own("2")
    shop.clock.at = NOON + timedelta(days=2)

    shop.close(MONDAY)

    days = [root.day for root in list_seal_days(shop.services, DaysAsked(PROGRAMME), limit=9)]
    assert {SUNDAY, MONDAY} == set(days)


def test_a_day_that_is_not_over_is_not_closed(shop: Shop) -> None:
    """Nothing is published of it."""
    shop.own("1")
    with pytest.raises(InTheFuture):
        close_day(shop.services, PROGRAMME, SUNDAY)

    assert [] == list_seal_days(shop.services, DaysAsked(PROGRAMME), limit=9)


def test_the_tree_of_a_day_begins_with_that_of_the_day_before(shop: Shop) -> None:
    """It is shown by a proof that fails for another root."""
    for number, day in enumerate((SUNDAY, MONDAY, TUESDAY)):
        for each in range(3):
            shop.own(f"{number}-{each}")
        shop.close(day)
    keys = {key.key_id: key for key in list_seal_keys(shop.services)}
    grown = show_growth(shop.services, PROGRAMME, TUESDAY, SUNDAY)

    assert (SUNDAY, TUESDAY, 3, 9) == (
        grown.earlier.day,
        grown.later.day,
        grown.earlier.size,
        grown.later.size,
    )
    assert Grown.HOLDS is Growth.from_json(grown.to_json()).checked(keys)
    assert Grown.UNSIGNED is replace(grown, earlier=replace(grown.earlier, root=bytes(32))).checked(keys)
    assert Grown.UNSIGNED is grown.checked({})
    forged = replace(grown.earlier, root=bytes(32)).by(shop.keys.current())
    assert Grown.REWRITTEN is replace(grown, earlier=forged).checked(keys)
    with pytest.raises(UnknownSealDay):
        show_growth(shop.services, PROGRAMME, SUNDAY, date(2026, 11, 21))
    with pytest.raises(UnknownProgramme):
        show_growth(shop.services, "tea", SUNDAY, MONDAY)


def test_old_keys_stay_published_and_verify_what_they_sealed(shop: Shop) -> None:
    """After a rotation the old key signs a minute longer; what it sealed verifies by the published keys."""
    old_file = shop.file(shop.own("1"))
    old = shop.keys.key
    shop.clock.at += timedelta(hours=1)
    rotate_seal_key(shop.services)
    shop.clock.at += timedelta(hours=1)
    new_file = shop.file(shop.own("2"))
    published = list_seal_keys(shop.services)

    assert [NOON + timedelta(hours=1, minutes=1), None] == [key.valid_until for key in published]
    trusted = {key.key_id: key for key in published}
    assert ["valid", "valid"] == [verified(file, keys=trusted).verdict for file in (old_file, new_file)]
    assert (
        "unknown-key"
        == check_of(verified(new_file, keys={published[0].key_id: published[0]}), "signature").code
    )
    shop.keys.key = old
    with pytest.raises(SealKeyEnded):
        shop.own("3")


def test_a_refused_seal_books_nothing(shop: Shop) -> None:
    """An order that cannot be sealed is not booked either, and can be once the key is right."""
    ended, shop_key = shop.keys.key, shop.keys
    publish_seal_key(shop.services)
    rotate_seal_key(shop.services)
    new, shop_key.key = shop_key.key, ended
    shop.clock.at += timedelta(hours=1)
    with pytest.raises(SealKeyEnded):
        shop.own("1")
    with shop.services.units.read() as unit:
        assert 0 == unit.orders.count(PROGRAMME)

    shop_key.key = new
    shop.own("1")


def test_without_a_key_nothing_is_sealed_and_everything_stays_readable(shop: Shop) -> None:
    """The file then says so, and the same document gets no seal afterwards."""
    shop.services = replace(shop.services, seal_keys=None)
    told = shop.own("1")

    assert "integrity" not in show_explanation(shop.services, told).document
    assert "not-sealed" == verified(shop.file(told)).verdict
    for attempt in (publish_seal_key, rotate_seal_key):
        with pytest.raises(NoSealKey):
            attempt(shop.services)
    with pytest.raises(UnknownExplanation):
        show_sealed(shop.services, "exp_nothing")


def test_a_key_from_the_environment_is_not_rotated(shop: Shop) -> None:
    """Another one is to be given there."""

    class Given:
        def current(self) -> object:
            return shop.keys.current()

        def renew(self) -> bool:
            return False

    shop.services = replace(shop.services, seal_keys=Given())  # type: ignore[arg-type]  # as narrow as it gets
    with pytest.raises(NotRotatable):
        rotate_seal_key(shop.services)


def test_erased_inputs_are_named_and_everything_else_still_holds(shop: Shop) -> None:
    """With the member's key the snapshot is gone; seal, sums, chain and inclusion hold as before."""
    ids = [shop.own("1"), shop.own("2")]
    shop.close(SUNDAY)
    erased_at = NOON + timedelta(days=3)
    with shop.services.units.write() as unit:
        assert unit.vault.destroy_key(shop.member, erased_at)
        unit.commit()

    found = verified(shop.file(ids[1]))

    assert "valid" == found.verdict
    check = check_of(found, "recomputation")
    assert ("cannot-be-checked", "erased") == (str(check.state), check.code)
    assert exact_text(erased_at) == check.facts["at"]
    assert "member.tier = " in check.facts["facts"]
    assert instant_text(erased_at)[:10] == check.facts["at"][:10]


def test_of_an_erased_document_the_seal_still_verifies(shop: Shop) -> None:
    """After an erasure the file is the seal alone: signature, chain and inclusion hold, the rest is told."""
    ids = [shop.own("1"), shop.own("2")]
    shop.close(SUNDAY)
    copy = text_of(shop.file(ids[1]))
    assert "recorded" == found_in_books(shop, copy)
    ask_erasure(shop.services, AskErasure(shop.member, Ground.MEMBER_ASKED, "by-letter", "desk"))
    close_account(shop.services, shop.member, "desk")
    erase_member(shop.services, shop.member)

    left = shop.file(ids[1])
    found = verified(left)

    assert "seal-only" == found.verdict
    assert {"id", "programme", "integrity"} == left["document"].keys()
    told = {str(check.name): check.code for check in found.checks}
    assert {"digest", "sums", "recomputation"} == {
        name for name, code in told.items() if code == "document-erased"
    }
    assert ("follows", "inside") == (told["chain"], told["inclusion"])
    assert "valid" == verified(copy).verdict
    assert "erased-sums" == found_in_books(shop, copy)
    assert document_of_order(shop.services, OrderKey(PROGRAMME, "till", "2")) == ids[1]


def test_an_old_copy_is_held_to_the_published_list(shop: Shop) -> None:
    """It stays valid and says since when it is erased; a list that is changed in a letter is refused."""
    copy, other = (text_of(shop.file(each)) for each in (shop.own("1"), shop.sell("2", None)))
    before = shop.erased()
    ask_erasure(shop.services, AskErasure(shop.member, Ground.MEMBER_ASKED, "by-letter", "desk"))
    close_account(shop.services, shop.member, "desk")
    erase_member(shop.services, shop.member)
    listed = shop.erased()
    emptied = replace(listed, erased={})
    later = replace(listed, erased=dict.fromkeys(listed.erased, date(2026, 11, 30)))
    elsewhere = replace(listed, programme="other").by(shop.keys.current())

    found = [verified(copy, erased=each) for each in (before, listed, emptied, later, elsewhere)]

    assert ["valid", "valid", "invalid", "invalid", "valid"] == [each.verdict for each in found]
    codes = [check_of(each, "erasure").code for each in found]
    assert ["not-listed", "erased", "unsigned", "unsigned", "other-programme"] == codes
    assert NOON.date().isoformat() == check_of(found[1], "erasure").facts["on"]
    assert "not-listed" == check_of(verified(other, erased=listed), "erasure").code
    told = json.dumps(listed.to_json())
    assert not any(word in told for word in (id_text("mem", shop.member), "exp_", "till"))
    with pytest.raises(NotAnErasedList):
        ErasedList.from_json({**listed.to_json(), "member": "x"})


def test_a_seal_that_the_books_do_not_hold_is_told(shop: Shop) -> None:
    """A document of another house is missing here, and another seal of the same document is named."""
    file = shop.file(shop.own("1"))
    other = changed(file, lambda copy: copy["document"].update(id="exp_other"))
    forged = changed(file, lambda copy: copy["document"]["integrity"].update(chain_number=1, sha256="0" * 64))

    assert "missing" == found_in_books(shop, text_of(other))
    assert "other" == found_in_books(shop, text_of(forged))
    assert None is find_record(shop.services, "{}")
    assert None is find_record(shop.services, "no JSON")


def found_in_books(shop: Shop, text: str) -> str:
    """Give what the books say of a file."""
    check = find_record(shop.services, text)
    assert check is not None
    return check.code

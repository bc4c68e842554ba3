"""Everything of one member on both databases: complete, about nobody else, and the same elsewhere."""

import json
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import func, select

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.cli.privacy.folders import read_export, read_sealed, write_export, write_sealed
from loyalty.database.base import metadata
from loyalty.erasure.refusals import ExportIncomplete, ExportUnfit
from loyalty.erasure.store import PersonStore
from loyalty.kernel.identity import HoldId, MemberId, id_text
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.refusals import LedgerTampered
from loyalty.members.identity import IdentityKind, Shown
from loyalty.members.member import MemberExists
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.privacy.choice import AgeBand
from loyalty.privacy.consent import Way
from loyalty.privacy.purpose import Purpose
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.identities.link_identity import LinkIdentity, link_identity
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.transfer_points import TransferPoints, transfer_points
from loyalty.use_cases.privacy.export_member import OF_PERSONS, MemberExport, digest_of_rows, export_member
from loyalty.use_cases.privacy.import_member import import_member
from loyalty.use_cases.privacy.record_consent import RecordConsent, record_consent
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_standing import show_standing
from loyalty.use_cases.vault_keys import key_for
from loyalty.use_cases.verify_ledger import verify_ledger
from loyalty.vault.key import MasterKey, seal
from loyalty.vault.sealed_file import FILE_FRESH_BYTES
from tests.steps.drivers import StandingClock
from tests.stores.making import ENTROPY, opened

NOW = datetime(2027, 1, 10, 9, tzinfo=UTC)
GIVING = """
stored_value: {after_return: value_first}
wallets:
  - id: points
    name: {en: Points, zh-CN: 积分}
    transfer: {at_most: 500}
"""
MASTER = MasterKey(b"m" * 32)


def made(units: Units, at: datetime) -> Services:
    """Give services with a master key, whose clock stands."""
    return Services(units, StandingClock(at), ENTROPY, b"secret", master=MASTER)


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database with the shipped programme."""
    with opened(database_url) as units:
        found = made(units, NOW - timedelta(days=40))
        source = read_rule_folder(Path("rules/corner-coffee")).source
        adopt_programme(found, {**source, "wallets.yaml": GIVING})
        yield found


@pytest.fixture
def elsewhere(tmp_path: Path, sqlite_template: Path) -> Iterator[Services]:
    """Give services on an empty database of another house."""
    path = tmp_path / "elsewhere.db"
    path.write_bytes(sqlite_template.read_bytes())
    with ExitStack() as stack:
        yield made(stack.enter_context(opened(f"sqlite:///{path}")), NOW)


def once(name: str) -> Once:
    """Give an idempotency key."""
    return Once("test", name, name)


def member(services: Services, name: str) -> MemberId:
    """Enrol somebody who told a birthday, is known by an address, and left one sealed."""
    birthday = {"member.birth_day_month": "04-17"}
    told = enrol_member(services, EnrolMember("corner-coffee", f"reference of {name}", birthday), once(name))
    found = MemberId(told.data["member"])
    link_identity(services, LinkIdentity(found, Shown(IdentityKind.EMAIL, f"{name}@example.org"), "test"))
    with services.units.write() as unit:
        key = key_for(services, unit, found)
        unit.vault.keep(found, {"email": seal(key, "email", f"{name}@example.org", b"n" * 12)}, NOW)
        unit.commit()
    return found


def buys(services: Services, who: MemberId, order: str, price: int) -> None:
    """Book an order of coffee."""
    line = BasketLine("1", "beans", Fraction(1), Fraction(price), {"category": "coffee", "brand": "own"})
    basket = Basket((line,), {"channel": "app"})
    record_order(services, RecordOrder("corner-coffee", "test", order, basket, who))


def a_life(services: Services) -> tuple[MemberId, MemberId]:
    """Give two members who bought, gave each other points, and one of whom has points set aside."""
    ada, bea = member(services, "ada"), member(services, "bea")
    buys(services, ada, "A-1", 30_000)
    buys(services, bea, "B-1", 9_000)
    assert isinstance(services.clock, StandingClock)
    services.clock.at = NOW
    transfer_points(services, TransferPoints(bea, ada, "gift-1", 20, "test"), once("gift-1"))
    hold_points(services, HoldPoints(ada, 30, 60, "test"), once("hold-1"))
    return ada, bea


def book_of(services: Services, who: MemberId) -> tuple[object, ...]:
    """Give what somebody has, lot by lot and hold by hold; what a lot came from may name somebody else."""
    with services.units.read() as unit:
        found = unit.ledger.account(who, POINTS, "corner-coffee")
    lots = [replace(lot, external_ref="") for lot in found.lots]
    return (found.available, found.pending, found.held, found.owed, found.seq, lots, found.holds)


def of(export: MemberExport) -> str:
    """Give all of an export as one text."""
    return json.dumps([export.manifest, export.schema, export.tables, export.explanations])


def test_every_row_is_there_and_fits_its_schema(services: Services) -> None:
    """The manifest counts every table of the register as the database does, and the rows fit the schema."""
    ada, _ = a_life(services)

    export = export_member(services, ada)

    with services.units.read() as unit:
        counted = {
            entry.table: unit._connection.scalar(  # noqa: SLF001  counted apart from the store
                select(func.count())
                .select_from(metadata.tables[entry.table])
                .where(metadata.tables[entry.table].c.member_id == ada)
            )
            for entry in OF_PERSONS
            if entry.subjects == ("member_id",)
        }
    found = {name: export.manifest["tables"][name]["rows"] for name in counted}
    assert counted == found
    assert {
        "member",
        "member_fact",
        "member_identity",
        "sealed_field",
        "entry",
        "lot",
        "hold",
        "order_record",
    } <= {name for name, rows in found.items() if rows}
    Draft202012Validator.check_schema(export.schema)
    Draft202012Validator(export.schema).validate(json.loads(json.dumps(export.tables)))
    assert "ada@example.org" == export.tables["sealed_field"][0]["value"]


def test_nobody_else_is_in_it(services: Services) -> None:
    """Neither the id of somebody else, as number or text, nor what they told, nor secrets of the house."""
    ada, bea = a_life(services)
    with services.units.read() as unit:
        secrets = [each.blind_index for each in unit.members.identities(ada)]

    text = of(export_member(services, ada))

    assert id_text("mem", bea) not in text
    assert str(bea) not in text
    assert "bea@example.org" not in text
    assert "B-1" not in text
    assert "transfer:another-member-1:gift-1:1" in text
    assert not any(secret in text for secret in secrets if secret)


def test_elsewhere_it_is_the_same(services: Services, elsewhere: Services, tmp_path: Path) -> None:
    """In an empty database of another house balances, lots and standing are the same, and the chain holds."""
    ada, _ = a_life(services)
    write_export(tmp_path / "out", export_member(services, ada))

    taken = import_member(elsewhere, read_export(tmp_path / "out"))

    assert id_text("mem", ada) == taken.member
    assert book_of(services, ada) == book_of(elsewhere, ada)
    assert show_standing(services, ada).standing == show_standing(elsewhere, ada).standing
    with services.units.read() as here, elsewhere.units.read() as there:
        assert here.members.load_facts(ada, ["member.birth_day_month"]) == (
            there.members.load_facts(ada, ["member.birth_day_month"])
        )
    assert [] == [fault for each in verify_ledger(elsewhere) if not each.again for fault in each.faults]
    again = export_member(elsewhere, ada)
    assert "ada@example.org" == again.tables["sealed_field"][0]["value"]
    with pytest.raises(MemberExists):
        import_member(elsewhere, read_export(tmp_path / "out"))


def test_a_sealed_export_is_one_file_that_its_key_opens(
    services: Services, elsewhere: Services, tmp_path: Path
) -> None:
    """It tells nothing, is the same elsewhere, and is its owner's alone; nothing but its key opens it."""
    ada, _ = a_life(services)
    file = tmp_path / "ada.jwe"
    key = write_sealed(file, export_member(services, ada), bytes(range(FILE_FRESH_BYTES)))
    text = file.read_text(encoding="ascii")
    assert 0o600 == file.stat().st_mode & 0o777
    assert "ada@example.org" not in text
    with pytest.raises(FileExistsError):
        write_sealed(file, export_member(services, ada), bytes(FILE_FRESH_BYTES))
    for wrong, content in (("A" * 43, text), (key, text[:-9] + "AAAA" + text[-5:]), (key, "x"), ("", text)):
        (tmp_path / "other.jwe").write_text(content, encoding="ascii")
        with pytest.raises(ExportUnfit):
            read_sealed(tmp_path / "other.jwe", wrong)

    taken = import_member(elsewhere, read_sealed(file, f"{key}\n"))

    assert id_text("mem", ada) == taken.member
    assert book_of(services, ada) == book_of(elsewhere, ada)


@pytest.mark.parametrize("name", ["lot", "standing"])
def test_what_was_changed_on_the_way_is_not_taken_in(
    services: Services, elsewhere: Services, name: str
) -> None:
    """One changed value, row or owner is refused, and nothing is kept of it."""
    ada, bea = a_life(services)
    export = export_member(services, ada)
    export.tables[name][0]["member_id"] = id_text("mem", bea)

    with pytest.raises(ExportUnfit):
        import_member(elsewhere, export)

    with elsewhere.units.read() as unit:
        assert unit.members.get(ada) is None
        assert 0 == unit.adoption.adoptions("corner-coffee")


@pytest.mark.parametrize(
    ("name", "cell", "value"),
    [
        ("entry", "reason", "x"),
        ("lot", "remaining", 1),
        ("balance", "owed", 7),
        ("posting", "amount", 3),
    ],
)
def test_a_book_that_was_changed_on_the_way_is_not_taken_in(
    services: Services, elsewhere: Services, name: str, cell: str, value: object
) -> None:
    """Also where the manifest was made to agree: the entries are hashed, and everything follows from them."""
    ada, _ = a_life(services)
    export = export_member(services, ada)
    row = next(each for each in export.tables[name] if each[cell] != value)
    row[cell] = value
    export.manifest["tables"][name]["sha256"] = digest_of_rows(export.tables[name])

    with pytest.raises(LedgerTampered):
        import_member(elsewhere, export)

    with elsewhere.units.read() as unit:
        assert unit.members.get(ada) is None


def test_a_row_that_is_missing_is_told(services: Services, monkeypatch: pytest.MonkeyPatch) -> None:
    """An export that has fewer rows of a table than the register counts is given to nobody."""
    ada, _ = a_life(services)
    count = PersonStore.count
    monkeypatch.setattr(PersonStore, "count", lambda *asked: count(*asked) + (asked[1].table == "lot"))

    with pytest.raises(ExportIncomplete):
        export_member(services, ada)


def test_holds_are_kept(services: Services, elsewhere: Services) -> None:
    """Points that were set aside stay set aside, under the same id."""
    ada, _ = a_life(services)
    export = export_member(services, ada)
    held = export.tables["hold"][0]["hold_id"]

    import_member(elsewhere, export)

    with elsewhere.units.read() as unit:
        [hold] = unit.ledger.account(ada, POINTS, "corner-coffee").holds
    assert held == id_text("hld", HoldId(hold.hold_id))


def test_an_age_and_an_answer_without_a_guardian_are_taken_along(
    services: Services, elsewhere: Services
) -> None:
    """Nobody answers for a grown-up, and that nobody is no other person."""
    ada = member(services, "ada")
    notice = show_notice_at_collection(services, "corner-coffee", "en").shown.sha256
    yes = RecordConsent(
        member=ada,
        record_id="r-1",
        purpose=Purpose.RESEARCH_STATISTICS,
        given=True,
        notice=notice,
        way=Way.FORM,
        jurisdiction="DE",
        source="test",
    )
    record_consent(services, yes)
    set_age(services, SetAge(ada, AgeBand.TEEN, None, "test"))

    export = export_member(services, ada)
    taken = import_member(elsewhere, export)

    assert (1, 1) == (taken.rows["consent"], taken.rows["member_age"])
    assert export.tables["consent"] == export_member(elsewhere, ada).tables["consent"]

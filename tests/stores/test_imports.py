"""Tables of points taken in and given out, on both databases."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.history_clock import HistoryClock
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.history.table import Ended, OfMember, RawRow, RowResult
from loyalty.kernel.identity import EntryId, MemberId, id_text
from loyalty.ledger.account import AccountKey, AccountState, Booked, Holdings, Lot
from loyalty.ledger.causes import earning_in, spending_in
from loyalty.ledger.desk import Recording
from loyalty.ledger.due import holdings
from loyalty.ledger.entry import Cause, Entry, LotTerms
from loyalty.ledger.plans import plan_burn, plan_clawback, plan_earn, plan_restore
from loyalty.ledger.verify import verify
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.imports.booking import SOURCE, Importing
from loyalty.use_cases.imports.export_balances import export_balances
from loyalty.use_cases.imports.export_history import export_history
from loyalty.use_cases.imports.export_members import export_members
from loyalty.use_cases.imports.import_balances import import_balances
from loyalty.use_cases.imports.import_history import import_history
from loyalty.use_cases.imports.import_members import import_members
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_member import show_member
from loyalty.use_cases.show_standing import show_standing
from tests.architecture.sources import ROOT
from tests.steps.reading import coffee_with
from tests.stores.making import opened

NAME = "corner-coffee"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
ANNA, BEN, CLEO = MemberId(7), MemberId(8), MemberId(9)
HISTORY: tuple[dict[str, str], ...] = (
    {"kind": "earn", "id": "a", "at": "2026-01-05T10:00:00+00:00", "points": "100", "ends": "2026-06-30"},
    {"kind": "earn", "id": "b", "at": "2026-01-06T10:00:00+00:00", "points": "50", "ends": "never"},
    {"kind": "spend", "id": "b", "at": "2026-01-06T10:00:00+00:00", "points": "30"},
    {
        "kind": "earn",
        "id": "c",
        "at": "2026-02-01T10:00:00+00:00",
        "points": "40",
        "pending_until": "2026-02-15",
        "ends": "2027-12-31",
    },
    {"kind": "take_back", "id": "r1", "of": "a", "at": "2026-03-01T10:00:00+00:00", "points": "60"},
    {"kind": "give_back", "id": "r2", "of": "b", "at": "2026-07-01T10:00:00+00:00", "points": "20"},
    {"kind": "take_back", "id": "r3", "of": "c", "at": "2026-08-01T10:00:00+00:00", "points": "40"},
)


ENDS = {
    "2026-06-30": datetime(2026, 6, 30, 22, tzinfo=UTC),
    "2027-12-31": datetime(2027, 12, 31, 23, tzinfo=UTC),
    "never": None,
}


class _Counting(SystemEntropy):
    """Ids that count up, so that two ways of booking draw the same."""

    def __init__(self) -> None:
        super().__init__()
        self._number = count(1)

    def new_id(self, at: datetime) -> int:  # noqa: ARG002  as the interface has it
        return next(self._number)


@pytest.fixture
def services(units: Units) -> Services:
    """Give the services of a shop with a programme on a fresh database."""
    return _shop(units)


def _shop(units: Units, source: Mapping[str, str] | None = None) -> Services:
    clock = HistoryClock()
    clock.set(NOW)
    services = Services(units, clock, _Counting(), b"secret")
    adopt_programme(services, source or read_rule_folder(ROOT / "rules" / NAME).source)
    return services


def _of(member: MemberId, rows: Sequence[dict[str, str]]) -> OfMember:
    return OfMember(id_text("mem", member), [RawRow(n, cells) for n, cells in enumerate(rows, start=1)])


def _enrol(services: Services, *members: MemberId) -> None:
    command = Importing(NAME, [_of(member, [{"enrolled_at": "2025-12-01"}]) for member in members])
    assert all(result.ended is Ended.IMPORTED for result in import_members(services, command))


def _ended(results: Iterator[RowResult]) -> list[tuple[str, str]]:
    return [(each.ended.value, each.code) for each in sorted(results, key=lambda each: each.row)]


def _entries(services: Services, member: MemberId) -> tuple[Entry, ...]:
    with services.units.read() as unit:
        rows = unit.ledger.audit(AccountKey(member, "points", NAME))
    assert [] == verify(rows)
    return rows.entries


def _held(services: Services, member: MemberId) -> Holdings:
    with services.units.read() as unit:
        return holdings(unit.ledger.account(member, "points", NAME), NOW)


def _lots(services: Services, member: MemberId) -> list[tuple[int, bool, datetime | None]]:
    held = _held(services, member)
    return sorted((lot.remaining, lot.vested, lot.expires_at) for lot in held.lots)


def test_history_gives_the_entries_of_booking_one_after_another(services: Services) -> None:
    """What an import writes at once is what the plans give that book orders and returns one by one."""
    _enrol(services, ANNA)
    services = replace(services, entropy=_Counting())

    results = import_history(services, Importing(NAME, [_of(ANNA, HISTORY)]))

    assert [("imported", "")] * len(HISTORY) == _ended(results)
    assert _one_by_one() == _entries(services, ANNA)


def _one_by_one() -> tuple[Entry, ...]:
    ids, state = _Counting().ids(NOW), AccountState.empty(ANNA, "points", NAME)
    entries: tuple[Entry, ...] = ()
    lots: dict[EntryId, Lot] = {}
    for row in HISTORY:
        at, points = datetime.fromisoformat(row["at"]), int(row["points"])
        # Ended lots are at hand, as the store hands them out for a return.
        state = replace(state, lots=tuple({**lots, **{lot.lot_id: lot for lot in state.lots}}.values()))
        booked = _booked(row, state, at, points, entries, Recording(at, ids))
        state, entries = booked.state, (*entries, *booked.entries)
        lots |= {lot.lot_id: lot for lot in state.lots}
    return entries


def _booked(  # noqa: PLR0917  all that a booking stands on
    row: dict[str, str],
    state: AccountState,
    at: datetime,
    points: int,
    entries: tuple[Entry, ...],
    recording: Recording,
) -> Booked:
    of = f"order:{row.get('of', '')}"
    own = f"order:{row['id']}" if "of" not in row else f"return:{row['of']}:{row['id']}"
    cause = Cause(SOURCE, own, at)
    match row["kind"]:
        case "earn":
            vests = datetime(2026, 2, 14, 23, tzinfo=UTC) if "pending_until" in row else None
            return plan_earn(state, cause, LotTerms(points, vests, ENDS[row["ends"]]), recording)
        case "spend":
            return plan_burn(state, cause, points, recording)
        case "take_back":
            earning = earning_in(entries, of)
            assert earning is not None
            return plan_clawback(state, cause, earning, points, recording)
        case _:
            spending = spending_in(entries, of)
            assert spending is not None
            return plan_restore(state, cause, spending, points, recording)


def test_same_file_again_books_nothing(services: Services) -> None:
    """A history, or balances, that were taken in are there before, also in part; the book stays as it is."""
    _enrol(services, ANNA)
    lots = [{"lot": "1", "points": "10", "ends": "never"}]
    list(import_history(services, Importing(NAME, [_of(ANNA, HISTORY[:3])])))

    rest = import_history(services, Importing(NAME, [_of(ANNA, HISTORY)]))
    assert [("there before", "")] * 3 + [("imported", "")] * 4 == _ended(rest)
    assert [("imported", "")] == _ended(import_balances(services, Importing(NAME, [_of(ANNA, lots)])))
    before = _entries(services, ANNA)

    again = import_history(services, Importing(NAME, [_of(ANNA, HISTORY)]))
    assert [("there before", "")] * len(HISTORY) == _ended(again)
    assert [("there before", "")] == _ended(import_balances(services, Importing(NAME, [_of(ANNA, lots)])))
    assert before == _entries(services, ANNA)


def test_dry_run_changes_nothing(services: Services) -> None:
    """A dry run says what would come of each row, and nothing is booked or enrolled."""
    dry = Importing(NAME, [_of(BEN, [{}])], dry_run=True)
    assert [("imported", "")] == _ended(import_members(services, dry))
    assert [("refused", "unknown-member")] == _ended(import_balances(services, dry))
    _enrol(services, ANNA)

    results = import_history(services, Importing(NAME, [_of(ANNA, HISTORY)], dry_run=True))

    assert [("imported", "")] * len(HISTORY) == _ended(results)
    assert () == _entries(services, ANNA)


@pytest.mark.parametrize(
    ("code", "change"),
    [
        ("unknown-kind", {"kind": "gift"}),
        ("not-an-id", {"id": "a b"}),
        ("not-points", {"points": "-5"}),
        ("not-points", {"points": "1.5"}),
        ("not-a-time", {"at": "yesterday"}),
        ("not-a-time", {"at": ""}),
        ("in-the-future", {"at": "2026-11-23"}),
        ("lot-ended", {"ends": "2026-01-01"}),
        ("unknown-wallet", {"wallet": "moon"}),
        ("insufficient-points", {"kind": "spend", "points": "151"}),
        ("unknown-order", {"kind": "take_back", "of": "nothing"}),
        ("already-reversed", {"kind": "take_back", "of": "a", "points": "101"}),
        ("behind-the-book", {"at": "2026-01-01"}),
    ],
)
def test_wrong_row_stops_no_other(services: Services, code: str, change: dict[str, str]) -> None:
    """Each wrong row is told by its code, with what to mend; the rows around it are booked."""
    _enrol(services, ANNA)
    list(import_history(services, Importing(NAME, [_of(ANNA, HISTORY[:2])])))
    good = {"kind": "earn", "id": "x", "at": "2026-01-07", "points": "10", "ends": "never"}

    rows = [good | {"id": "y"} | change, good]
    results = list(import_history(services, Importing(NAME, [_of(ANNA, rows)])))

    assert [("refused", code), ("imported", "")] == _ended(iter(results))
    assert all(result.mend for result in results if result.ended is Ended.REFUSED)
    # A hundred have ended since.
    assert 60 == _held(services, ANNA).available


def test_bought_value_comes_in_without_an_end(services: Services) -> None:
    """A row of stored value with an end is refused; without one it never ends."""
    adopt_programme(services, coffee_with("\nstored_value: {after_return: value_first}\n"))
    _enrol(services, ANNA)
    rows = [
        {"lot": "1", "points": "10", "wallet": "value:EUR", "ends": "2027-12-31"},
        {"lot": "2", "points": "10", "wallet": "value:EUR"},
    ]

    results = import_balances(services, Importing(NAME, [_of(ANNA, rows)]))

    assert [("refused", "purchased-value-expiry"), ("imported", "")] == _ended(results)


def test_rows_of_nobody_are_told(services: Services) -> None:
    """Rows whose member nobody knows, or that cannot be read, are told and book nothing."""
    rows = [RawRow(1, {"lot": "1", "points": "5"}), RawRow(2, None)]
    command = Importing(NAME, [OfMember("", rows), OfMember("nobody-known", [RawRow(3, rows[0].cells)])])

    results = import_balances(services, command)

    assert [("refused", "no-member"), ("refused", "unreadable"), ("refused", "unknown-member")] == _ended(
        results
    )


def test_members_keep_their_time_and_tier(services: Services) -> None:
    """A member taken in is one since then, in the tier the row says; a wrong tier or fact is told."""
    rows = [
        OfMember("anna", [RawRow(1, {"reference": "anna", "enrolled_at": "2024-03-01", "tier": "silver"})]),
        OfMember("ben", [RawRow(2, {"reference": "ben", "tier": "slver"})]),
        OfMember("cleo", [RawRow(3, {"reference": "cleo", "member.shoe": "42"})]),
    ]

    results = list(import_members(services, Importing(NAME, rows)))

    ended = [("imported", ""), ("refused", "unknown-tier"), ("refused", "undeclared-fact")]
    assert ended == _ended(iter(results))
    assert "did you mean `silver`" in results[1].mend
    (exported,) = export_members(services, NAME)
    assert ("silver", "2024-02-29T23:00:00+00:00") == (exported["tier"], exported["enrolled_at"])


def test_a_tier_that_was_taken_in_is_history(services: Services) -> None:
    """The standing of any day begins with it, through its last day, and says where it comes from."""
    cells = {"member": id_text("mem", ANNA), "enrolled_at": "2020-03-01", "tier": "gold"}
    cells |= {"tier_since": "2025-05-01", "tier_until": "2027-04-30"}
    rows = [OfMember(cells["member"], [RawRow(1, cells)])]
    assert [("imported", "")] == _ended(import_members(services, Importing(NAME, rows)))

    days = (date(2025, 4, 30), date(2025, 5, 1), date(2027, 4, 30), date(2027, 5, 1))
    shown = [show_standing(services, ANNA, day) for day in days]

    assert ["blue", "gold", "gold", "silver"] == [each.standing.tier for each in shown]
    assert ["taken_over"] == [each.cause for each in shown[2].movements]
    member = show_member(services, ANNA)
    assert member.standing == show_standing(services, ANNA).standing
    with services.units.read() as unit:
        assert shown[2].movements == tuple(unit.tiers.movements(ANNA, NAME))


@pytest.mark.parametrize(
    ("code", "since", "until"),
    [("in-the-future", "2099-01-01", ""), ("tier-ended", "2025-05-01", "2025-04-30")],
)
def test_a_tier_nobody_can_have_held_is_refused(
    services: Services, code: str, since: str, until: str
) -> None:
    """A tier begins before it ends, and before today; its last day may be its first."""
    cells = {"reference": "anna", "enrolled_at": "2020-03-01", "tier": "gold"}
    wrong = RawRow(1, cells | {"tier_since": since, "tier_until": until})
    right = RawRow(2, cells | {"tier_since": "2025-05-01", "tier_until": "2025-05-01"})

    results = import_members(services, Importing(NAME, [OfMember("anna", [wrong])]))

    assert [("refused", code)] == _ended(results)
    assert [("imported", "")] == _ended(
        import_members(services, Importing(NAME, [OfMember("anna", [right])]))
    )


def test_a_member_with_neither_number_is_refused(services: Services) -> None:
    """Nobody could find them again, and the same file again would enrol them once more."""
    rows = [OfMember("", [RawRow(1, {"enrolled_at": "2024-03-01"})])]

    assert [("refused", "no-member")] == _ended(import_members(services, Importing(NAME, rows)))


@pytest.mark.parametrize("table", ["balances", "history"])
def test_what_is_given_out_gives_the_same_balances(
    services: Services, tmp_path_factory: pytest.TempPathFactory, sqlite_template: Path, table: str
) -> None:
    """Members with balances, or with their history, come to the same lots in an empty database."""
    _enrol(services, ANNA, BEN)
    list(import_history(services, Importing(NAME, [_of(ANNA, HISTORY), _of(BEN, HISTORY[:4])])))
    _enrol(services, CLEO)
    assert 9 == _owes_nine(services).owed
    path = tmp_path_factory.mktemp("other") / "other.db"
    path.write_bytes(sqlite_template.read_bytes())
    give, take = {
        "balances": (export_balances, import_balances),
        "history": (export_history, import_history),
    }[table]

    with opened(f"sqlite:///{path}") as units:
        other = _shop(units)
        list(import_members(other, Importing(NAME, _again(export_members(services, NAME)))))
        results = _ended(take(other, Importing(NAME, _again(give(services, NAME)))))

        assert results
        assert {("imported", "")} == set(results)
        for member in (ANNA, BEN, CLEO):
            assert _lots(services, member) == _lots(other, member)
            assert _held(services, member).owed == _held(other, member).owed
            _entries(other, member)


def _owes_nine(services: Services) -> Holdings:
    rows: list[dict[str, str]] = [
        {"kind": "earn", "id": "a", "at": "2026-10-01", "points": "9", "ends": "never"},
        {"kind": "spend", "id": "a", "at": "2026-10-02", "points": "9"},
        {"kind": "take_back", "id": "r", "of": "a", "at": "2026-10-03", "points": "9"},
    ]
    list(import_history(services, Importing(NAME, [_of(CLEO, rows)])))
    return _held(services, CLEO)


def _again(rows: Iterator[dict[str, str]]) -> list[OfMember]:
    of: dict[str, list[RawRow]] = {}
    for number, row in enumerate(rows, start=1):
        of.setdefault(row["member"], []).append(RawRow(number, row))
    return [OfMember(who, raw) for who, raw in of.items()]


def test_facts_that_need_a_consent_are_left_out_and_told(units: Units) -> None:
    """A table says of nobody what they agreed to: what needs a consent stays out, and the row says so."""
    source = dict(read_rule_folder(ROOT / "rules" / NAME).source)
    kept = source["facts.yaml"].replace("pia-2026-1", "pia-2026-1, consent: birthday_benefit")
    services = _shop(units, source | {"facts.yaml": kept})
    row = {"enrolled_at": "2025-12-01", "member.country": "PL", "member.birth_day_month": "11-23"}

    [told] = import_members(services, Importing(NAME, [_of(ANNA, [row])]))

    assert (Ended.IMPORTED, "purpose-mismatch") == (told.ended, told.code)
    assert "`member.birth_day_month` left out" in told.mend
    with services.units.read() as unit:
        assert {"member.country": "PL"} == unit.members.load_facts(ANNA, row)

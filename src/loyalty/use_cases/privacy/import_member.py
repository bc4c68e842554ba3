"""A member taken in from an export of another house: the same balances, lots and standing."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.version import Person, ProgrammeVersion
from loyalty.erasure.plain import ANOTHER, SEALED, STAYS_HERE, VALUE, WITHHELD, read_cell
from loyalty.erasure.rechain import rechained
from loyalty.erasure.refusals import ExportUnfit
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.account import AccountKey
from loyalty.ledger.refusals import LedgerTampered
from loyalty.ledger.verify import verify
from loyalty.members.member import MemberExists
from loyalty.privacy.register import Entry
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.privacy.export_member import BY_NAME, FORMAT, OF_PERSONS, MemberExport, digest_of_rows
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.vault_keys import key_for
from loyalty.vault.key import NONCE_BYTES, seal

Rows = list[dict[str, Any]]
Kinds = Mapping[str, tuple[str, bool]]
IMPORT = Person("import of a member")
"""Who adopts versions that came with a member."""
_PEOPLE = frozenset({"household", "household_member"})
"""Tables of several people together, which one of them does not take along."""


@dataclass(frozen=True, slots=True)
class TakenIn:
    """Who was taken in, how many rows of each table, and how many were left where they came from."""

    member: str
    rows: Mapping[str, int]
    left: Mapping[str, int]


def import_member(services: Services, export: MemberExport) -> TakenIn:
    """Take a member in under the id they had. Where there is no such programme its versions come too.

    What means something beside the secrets of the other house only stays there: by what the member is
    known, codes. Rows that name another member stay too. Raises ExportUnfit, MemberExists, VaultLocked, and
    LedgerTampered where its book is not what was booked.
    """
    with services.units.read() as unit:
        kinds = {entry.table: unit.person.kinds(entry) for entry in OF_PERSONS}
    found, left = _read(export, kinds)
    return retrying(services, lambda: _take_in(services, export, found, left))


def _take_in(
    services: Services, export: MemberExport, found: dict[str, Rows], left: Mapping[str, int]
) -> TakenIn:
    with services.units.write() as unit:
        for row in found["member"]:
            there = unit.members.get(MemberId(row["member_id"]))
            if there is not None:
                raise MemberExists(there)
        _adopt(services, unit, export.rules)
        sealed = found.pop(SEALED)
        for entry in _in_order():
            if entry.table in found:
                unit.person.add(entry.table, found[entry.table])
        _refuse_tampered(unit, found["balance"])
        _seal(services, unit, sealed)
        unit.commit()
    rows = {name: len(rows) for name, rows in found.items() if rows}
    return TakenIn(export.manifest["member"], rows | ({SEALED: len(sealed)} if sealed else {}), left)


def _read(export: MemberExport, kinds: Mapping[str, Kinds]) -> tuple[dict[str, Rows], dict[str, int]]:
    """Give the rows as they are kept, and how many of each table are left out. Raises ExportUnfit."""
    if export.manifest.get("format") != FORMAT or set(export.tables) != {each.table for each in OF_PERSONS}:
        raise ExportUnfit("its manifest is of another format, or names other tables")
    own = {parse_id("mem", text) for text in export.manifest["ids"]}
    found: dict[str, Rows] = {}
    left: dict[str, int] = {}
    for entry in OF_PERSONS:
        rows, said = export.tables[entry.table], export.manifest["tables"].get(entry.table, {})
        if said.get("rows") != len(rows) or said.get("sha256") != digest_of_rows(rows):
            raise ExportUnfit(f"the rows of {entry.table} are not those of the manifest", table=entry.table)
        taken = [row for row in rows if _stands_alone(entry, row)]
        if len(rows) > len(taken):
            left[entry.table] = len(rows) - len(taken)
        found[entry.table] = [_cells(entry, row, kinds[entry.table]) for row in taken]
        if not all(_is_of(own, [row[name] for name in entry.subjects]) for row in found[entry.table]):
            raise ExportUnfit(f"a row of {entry.table} is of somebody else", table=entry.table)
    try:
        return {**found, **rechained(found)}, left
    except (InvariantBroken, ValueError) as fault:
        raise ExportUnfit("its entries are no book") from fault


def _refuse_tampered(unit: UnitOfWork, balances: Rows) -> None:
    """Raise LedgerTampered where the accounts, as they now stand here, break a law of the ledger."""
    for row in balances:
        key = AccountKey(MemberId(row["member_id"]), row["unit"], row["programme"])
        for fault in verify(unit.ledger.audit(key)):
            raise LedgerTampered(f"{key.unit}: {fault.law}: {fault.differs}.")


def _is_of(own: Collection[object], named: Collection[object]) -> bool:
    """Give whether those a row names are the member; a guardian whom nobody needs is named by nothing."""
    told = [each for each in named if each is not None]
    return all(each in own for each in told) and (bool(told) or not named)


def _stands_alone(entry: Entry, row: Mapping[str, Any]) -> bool:
    if entry.table in STAYS_HERE | _PEOPLE:
        return False
    return not any(str(row.get(name, "")).startswith(ANOTHER) for name in entry.subjects)


def _cells(entry: Entry, row: Mapping[str, Any], kinds: Kinds) -> dict[str, Any]:
    kinds = dict(kinds)
    if entry.table == SEALED:
        kinds[VALUE] = kinds.pop("sealed")
    withheld = set(WITHHELD.get(entry.table, ()))
    if set(row) != set(kinds) - withheld:
        raise ExportUnfit(f"a row of {entry.table} has other columns", table=entry.table)
    try:
        cells = {name: read_cell(name, value, kinds[name][0]) for name, value in row.items()}
    except (ValueError, TypeError) as fault:
        raise ExportUnfit(f"a row of {entry.table} cannot be read", table=entry.table) from fault
    return {**cells, **dict.fromkeys(withheld)}


def _in_order() -> list[Entry]:
    """Give the tables so that each stands behind those its rows need."""
    first = ("member", "entry", "credit_grant", "subscription", "invoice")
    rest = [entry for entry in OF_PERSONS if entry.table not in first]
    return [*(BY_NAME[name] for name in first), *rest]


def _adopt(services: Services, unit: UnitOfWork, rules: Mapping[str, Any]) -> None:
    """Keep the versions a member's records name, where the programme is not there at all; else need them."""
    name = rules["programme"]
    if unit.adoption.adoptions(name):
        missing = [each for each in rules["versions"] if unit.adoption.of_digest(name, each) is None]
        if missing:
            raise ExportUnfit(f"the programme here never had the version {missing[0][:12]}")
        return
    for each in rules["bindings"]:
        digest, source = each["digest"], rules["versions"][each["digest"]]
        try:
            services.programmes.of_source(digest, json.loads(source))
        except InvariantBroken as fault:
            raise ExportUnfit(f"its rules are not those of the version {digest[:12]}") from fault
        adopted, binds = (datetime.fromisoformat(each[at]) for at in ("adopted_at", "binds_from"))
        unit.adoption.adopt(ProgrammeVersion(name, digest, source, adopted, binds))
        of = {"digest": digest, "binds_from": each["binds_from"]}
        now = services.clock.now()
        unit.adoption_plans.record(AuditRecord(name, 0, now, "adopted-alone", IMPORT, of, None))


def _seal(services: Services, unit: UnitOfWork, rows: Rows) -> None:
    for row in rows:
        member = MemberId(row["member_id"])
        key = key_for(services, unit, member)
        text = seal(key, row["field"], row[VALUE] or "", services.entropy.bits(8 * NONCE_BYTES))
        unit.vault.keep(member, {row["field"]: text}, services.clock.now())

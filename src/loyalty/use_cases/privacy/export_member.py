"""Everything that is kept of a member, as plain data with its schema and a count for every table."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.erasure.plain import SEALED, STAYS_HERE, VALUE, WITHHELD, Writer, numbers_in, other, schema_of
from loyalty.erasure.refusals import ExportIncomplete
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.kernel.identity import MemberId, id_text
from loyalty.privacy.fields.every import OF_NO_MEMBER, REGISTER
from loyalty.privacy.register import Entry
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person
from loyalty.use_cases.documents import document_of
from loyalty.use_cases.services import Services
from loyalty.use_cases.vault_keys import key_of
from loyalty.vault.key import unseal

FORMAT = "loyalty-member-export/1"
BY_NAME: Mapping[str, Entry] = {entry.table: entry for entry in REGISTER}
OF_PERSONS = tuple(entry for entry in REGISTER if entry.subjects or entry.through is not None)
"""Tables whose rows are of somebody."""
BRIEFLY = tuple(entry for entry in REGISTER if entry not in OF_PERSONS and entry.table not in OF_NO_MEMBER)
"""Tables whose rows name people by ids only, and are kept briefly."""


@dataclass(frozen=True, slots=True)
class MemberExport:
    """What is kept of a member: a manifest, the schema, rows by table, explanations, the rules they name."""

    manifest: Mapping[str, Any]
    schema: Mapping[str, Any]
    tables: Mapping[str, list[dict[str, Any]]]
    explanations: Mapping[str, Any]
    rules: Mapping[str, Any]


def export_member(services: Services, member_id: MemberId) -> MemberExport:
    """Give everything that is kept of a member, under every id they had.

    Nobody else is named in it. Raises UnknownMember, MemberMerged, VaultLocked, and ExportIncomplete where
    the counts of the register are not met.
    """
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        ids = one_person(unit, member_id)
        raw = {
            entry.table: [dict(row) for row in unit.person.rows(entry, BY_NAME, ids)] for entry in OF_PERSONS
        }
        raw[SEALED] = _opened(services, unit, raw[SEALED])
        others = sorted(
            unit.person.members_among(numbers_in(r for rows in raw.values() for r in rows)) - set(ids)
        )
        writer = Writer(ids, {each: other(place) for place, each in enumerate(others, start=1)})
        tables = {name: [writer.row(BY_NAME[name], row) for row in rows] for name, rows in raw.items()}
        _complete(unit, tables, ids)
        explanations = _explanations(services, unit, tables)
        schema = _schema(unit)
        versions = [each for each in unit.adoption.list() if each.programme == member.programme]
    rules = {
        "programme": member.programme,
        "versions": {each.digest: each.source for each in versions},
        "bindings": [
            {
                "digest": v.digest,
                "adopted_at": instant_text(v.adopted_at),
                "binds_from": instant_text(v.binds_from),
            }
            for v in sorted(versions, key=lambda each: (each.adopted_at, each.binds_from))
        ],
    }
    about = {
        "format": FORMAT,
        "member": id_text("mem", member_id),
        "ids": [id_text("mem", each) for each in ids],
        "programme": member.programme,
        "made_at": instant_text(services.clock.now()),
    }
    return MemberExport({**about, **_manifest(tables)}, schema, tables, explanations, rules)


def digest_of_rows(rows: list[dict[str, Any]]) -> str:
    """Give the SHA-256 of rows in their canonical form, by which the manifest knows them."""
    return sha256(canonical_json(rows).encode()).hexdigest()


def _opened(services: Services, unit: UnitOfWork, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Give sealed fields with what they say, so that the member can read them."""
    found = []
    for row in rows:
        key = key_of(services, unit, MemberId(row["member_id"]))
        text = None if key is None else unseal(key, row["field"], row["sealed"])
        found.append({name: value for name, value in row.items() if name != "sealed"} | {VALUE: text})
    return found


def _complete(
    unit: UnitOfWork, tables: Mapping[str, list[dict[str, Any]]], ids: tuple[MemberId, ...]
) -> None:
    for entry in OF_PERSONS:
        counted = unit.person.count(entry, BY_NAME, ids)
        if counted != len(tables[entry.table]):
            raise ExportIncomplete(table=entry.table, needed=counted, available=len(tables[entry.table]))


def _explanations(
    services: Services, unit: UnitOfWork, tables: Mapping[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    found = {}
    for row in tables["explanation"]:
        kept = unit.explanations.get(row["explanation_id"])
        if kept is not None:
            programme = services.programmes.by_digest(unit, kept.digest)
            found[kept.explanation_id] = document_of(programme, kept)
    return found


def _manifest(tables: Mapping[str, list[dict[str, Any]]]) -> dict[str, Any]:
    rows = {
        entry.table: {
            "says": dict(entry.says),
            "rows": len(tables[entry.table]),
            "sha256": digest_of_rows(tables[entry.table]),
            "purpose": str(entry.purpose),
            "basis": str(entry.basis),
            "kept": str(entry.kept),
            "recipients": [str(each) for each in entry.recipients],
            "withheld": sorted(WITHHELD.get(entry.table, ())),
            "taken_in_elsewhere": entry.table not in STAYS_HERE,
        }
        for entry in OF_PERSONS
    }
    briefly = {entry.table: dict(entry.says) for entry in BRIEFLY}
    return {"tables": rows, "by_no_member": briefly}


def _schema(unit: UnitOfWork) -> dict[str, Any]:
    """Give the JSON Schema of the tables: an array of rows each."""
    definitions = {}
    for entry in OF_PERSONS:
        row = schema_of(entry, unit.person.kinds(entry))
        if entry.table == SEALED:
            properties = {n: said for n, said in row["properties"].items() if n != "sealed"}
            properties[VALUE] = {"type": ["string", "null"]}
            row |= {"properties": properties, "required": sorted(properties)}
        definitions[entry.table] = {"type": "array", "items": row}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": FORMAT,
        "type": "object",
        "properties": definitions,
        "required": sorted(definitions),
        "additionalProperties": False,
    }

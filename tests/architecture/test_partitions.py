"""The schema and the write path can be spread over machines by member: what docs/scale.md reasons from."""

import re
import sys

import pytest
from sqlalchemy import Delete, Insert, Select, Table, UniqueConstraint, Update
from sqlalchemy.types import NullType

from loyalty.database import ledger_statements
from loyalty.database.base import metadata
from loyalty.unit_of_work import Units
from tests.architecture.sources import ENGINE, python_files

# Tables that stand whole on every machine, or on one, each with its reason.
NOT_BY_MEMBER = {
    "access_deed": "what keys and staff did, few, one chain of all programmes; names no member",
    "access_token": "who asks, for a quarter of an hour; found by its own id",
    "adoption_plan": "a version of rules, few",
    "api_key": "who asks, few",
    "audit_record": "the life of versions, few",
    "breach_step": "the register of breaches, few",
    "budget_tally": "one row of a budget; its limit is of the whole programme",
    "case_step": "found by the number of a case; a step names its member in what it keeps",
    "deed_label": "who did what, few, found by the number of the deed",
    "discount_tally": "one row of a budget; its limit is of the whole programme",
    "frozen_document": "found by the number on a document, written once beside it",
    "gift_card": "of whoever shows its code",
    "household": "of several members",
    "idempotency": "found by the key of a request, which names no member before it is read",
    "invoice_count": "one row of a programme: numbers of invoices are without a gap",
    "job": "found by when it is due",
    "member_merge": "of two members",
    "member_merged_identity": "of two members",
    "report_release": "what reports told of groups, by programme",
    "price_row": "prices of articles, of no member",
    "programme_binding": "a version of rules, few",
    "programme_freeze": "a version of rules, few",
    "programme_version": "a version of rules, few",
    "receipt_code": "found by the code on a receipt of nobody",
    "return_record": "found by the number of its order, which the till knows before the member",
    "reward_stock": "one row of a reward; its stock is of the whole programme",
    "seal_day": "a root for each day",
    "seal_key": "public keys, few",
    "segment_count": "a number for each segment and day",
    "sign_off": "what reviewers signed, few",
    "text_drill": "trials of texts, few",
    "thinned_line": "found by the number of its order",
    "voucher_tally": "one row of a voucher; its limit is of the whole programme",
    "webhook_endpoint": "whom to tell, few",
    "webhook_secret": "whom to tell, few",
}
LEDGER = ("entry", "posting", "allocation", "lot", "lot_end", "hold", "balance", "outbox")


def _keys(table: Table) -> list[tuple[str, ...]]:
    unique = [
        tuple(column.name for column in each.columns)
        for each in table.constraints
        if isinstance(each, UniqueConstraint)
    ]
    return [tuple(column.name for column in table.primary_key), *unique]


@pytest.mark.parametrize("name", LEDGER)
def test_every_key_of_the_book_has_the_member(name: str) -> None:
    """Each primary and unique key of the ledger's tables has the member, and so has each foreign key."""
    table = metadata.tables[name]

    assert [] == [key for key in _keys(table) if "member_id" not in key]
    assert "member_id" == _keys(table)[0][0]
    for reference in table.foreign_key_constraints:
        assert "member_id" in reference.column_keys


def test_tables_without_a_member_are_few_and_known() -> None:
    """A table that no member owns is listed with its reason, so that a new one is thought about."""
    assert Units.__module__ in sys.modules  # the stores are imported with it, and so all tables are known
    without = {name for name, table in metadata.tables.items() if "member_id" not in table.columns}

    assert set() == without - NOT_BY_MEMBER.keys()


def test_the_book_is_written_and_read_by_member() -> None:
    """Each statement of the ledger that changes or locks a row names the member of it."""
    found = {
        name: str(statement)
        for name, statement in vars(ledger_statements).items()
        if hasattr(statement, "compile") and re.match(r"(?i)\s*(update|delete)|.*for update", str(statement))
    }

    assert found
    assert [] == [name for name, text in found.items() if "member_id" not in text]


def test_nothing_leans_on_what_one_machine_alone_has() -> None:
    """No advisory lock, no sequence, no table lock, no stored procedure in a path that books."""
    banned = re.compile(r"pg_advisory|nextval|LOCK TABLE|CREATE SEQUENCE|autoincrement=True", re.IGNORECASE)
    found = [path.name for path in python_files(ENGINE) if banned.search(path.read_text(encoding="utf-8"))]

    assert [] == found


def test_statements_are_planned_once() -> None:
    """Each value has a type: a statement whose values have none is compiled and planned with every use.

    How many rows a list or a job asks for at most has none; they are asked seldom.
    """
    rooms = [module for name, module in sorted(sys.modules.items()) if name.startswith("loyalty.")]
    statements = {
        f"{module.__name__}.{name}": each
        for module in rooms
        for name, each in vars(module).items()
        if isinstance(each, Select | Insert | Update | Delete)
    }
    untyped = {
        name: [key for key, bind in each.compile().binds.items() if isinstance(bind.type, NullType)]
        for name, each in statements.items()
    }

    assert len(statements) > 250
    assert {} == {name: keys for name, keys in untyped.items() if set(keys) - {"limit"}}

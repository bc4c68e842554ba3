"""Roles of people: named sets of scopes."""

import pytest

from loyalty.access.key import Role
from loyalty.access.refusals import RoleExceeded
from loyalty.access.roles import OF_ROLE, scopes_of
from loyalty.access.scopes import Scope
from loyalty.adapters.clock import SystemClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases.create_key import CreateKey, create_key
from loyalty.use_cases.find_key import list_keys
from loyalty.use_cases.services import Services
from loyalty.wording.catalogue import PATTERNS
from tests.architecture.sources import ROOT, table_rows


def test_nobody_writes_rules_and_approves_them() -> None:
    """No role has both rights, nor gets the other by naming it; who looks at everything writes nothing."""
    both = {Scope.RULES_WRITE, Scope.RULES_APPROVE}

    assert [] == [role for role, scopes in OF_ROLE.items() if both <= scopes]
    for role, other in ((Role.MARKETER, Scope.RULES_APPROVE), (Role.APPROVER, Scope.RULES_WRITE)):
        with pytest.raises(RoleExceeded):
            scopes_of(role, OF_ROLE[role] | {other})
    assert [] == [scope for scope in OF_ROLE[Role.AUDITOR] if scope.endswith(":write")]


def test_a_role_is_narrowed_and_never_widened() -> None:
    """Of each role all is given, or what is named; every scope beside is refused by its name.

    A system is given what is named and nothing else.
    """
    for role, scopes in OF_ROLE.items():
        assert scopes == scopes_of(role, frozenset())
        for scope in Scope:
            if scope in scopes:
                assert {scope} == scopes_of(role, frozenset({scope}))
            else:
                with pytest.raises(RoleExceeded, match=str(scope)):
                    scopes_of(role, frozenset({scope}))
    assert frozenset() == scopes_of(Role.SYSTEM, frozenset())


def test_operators_read_of_every_role() -> None:
    """The page for operators has a row for each role with its scopes, and members read its name."""
    rows = table_rows((ROOT / "docs" / "operator.md").read_text(encoding="utf-8"), "Role")
    reads = {str(scope) for scope in Scope if scope.endswith(":read")}
    said = {
        Role(row[0].strip("`")): {
            scope
            for words in row[2].split(", ")
            for scope in (reads if words.startswith("every") else {words})
        }
        for row in rows
    }

    assert {role: {str(scope) for scope in scopes} for role, scopes in OF_ROLE.items()} == said
    assert [] == [role for role in Role if f"role.{role}" not in PATTERNS]


def test_no_way_to_make_a_key_gives_a_role_more(sqlite_database: str) -> None:
    """Whoever asks for a key, what makes it holds it to its role, and keeps nothing where it refuses."""
    services = Services(Units(open_engine(sqlite_database)), SystemClock(), SystemEntropy(), b"s" * 32)
    with pytest.raises(RoleExceeded):
        create_key(services, CreateKey("anna", frozenset({Scope.RULES_APPROVE}), role=Role.MARKETER))
    made = create_key(services, CreateKey("anna", frozenset(), role=Role.MARKETER)).key

    assert [made] == list(list_keys(services))
    assert OF_ROLE[Role.MARKETER] == made.scopes

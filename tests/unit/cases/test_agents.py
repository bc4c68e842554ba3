"""To whom a case is given over the API: to agents whose key could answer it."""

from types import SimpleNamespace
from typing import cast

from loyalty.access.key import CHANCE_BYTES, ApiKey, Kind, Role, mint
from loyalty.access.scopes import Scope
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.cases.take_case_step import agents_of
from tests.unit.use_cases.versions import NOW

ANSWERS = frozenset({Scope.CASES_WRITE})


def key(
    label: str,
    role: Role = Role.AGENT,
    kind: Kind = Kind.LIVE,
    scopes: frozenset[Scope] = ANSWERS,
    programme: str | None = None,
) -> ApiKey:
    """Give a key of an agent, or of another kind."""
    chance = label[:1].encode() * CHANCE_BYTES
    return mint(chance, label=label, programme=programme, scopes=scopes, kind=kind, at=NOW, role=role).key


def test_only_who_could_answer_a_case_is_given_one() -> None:
    """No trial key, which books nothing; no system, whose answer is refused; nobody out of reach."""
    keys = [
        key("Bea"),
        key("Cy", programme="coffee"),
        key("Di", programme="tea"),
        key("Ed", kind=Kind.TRIAL),
        key("helpdesk", role=Role.SYSTEM, scopes=frozenset(Scope)),
        key("Flo", scopes=frozenset({Scope.CASES_READ})),
    ]
    unit = cast("UnitOfWork", SimpleNamespace(keys=SimpleNamespace(list=lambda: keys)))

    assert ["Bea", "Cy"] == agents_of(unit, "coffee")

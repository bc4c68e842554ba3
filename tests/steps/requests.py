"""Sentences about bare requests to the API: keys, bodies, problems."""

import json
import re
import sqlite3
from collections.abc import Iterator

from pytest_bdd import given, parsers, then, when
from werkzeug.test import TestResponse

from loyalty.access.key import Kind, Role
from loyalty.access.roles import OF_ROLE
from loyalty.access.scopes import Scope
from tests.steps.drivers import World
from tests.steps.driving import SOURCE, Priced
from tests.steps.reading import Table, rows
from tests.steps.web import REPLAYED, key_of

JSON = "application/json"
OUR_ID = re.compile(r"\b([a-z]{3})_[0-9a-z]{13}\b")
UNKNOWN_KEY = f"lk_{'0' * 16}_{'0' * 64}"


@given("a request without a key")
def no_key(world: World) -> None:
    """Send no key from now on."""
    world.key = None


@given(
    parsers.re(
        r"an? (?P<kind>trial key|agent's key|auditor's key|key)(?: of (?P<name>\w+))? that may (?P<scopes>.+)"
    )
)
def key_that_may(world: World, kind: str, name: str | None, scopes: str) -> None:
    """Make a key with the scopes named; one that may nothing known is not one of ours."""
    words = re.findall(r"[a-z]+:[a-z]+", scopes)
    role = Role(kind.partition("'")[0]) if "'" in kind else Role.SYSTEM
    everything = OF_ROLE.get(role, frozenset(Scope))
    chosen = everything if scopes == "do everything" else frozenset(Scope(word) for word in words)
    trial = Kind.TRIAL if kind == "trial key" else Kind.LIVE
    made = key_of(world.services, chosen, trial, name or SOURCE, role)
    world.key = made if chosen else UNKNOWN_KEY


@when(parsers.re(r"(?P<method>GET|DELETE|PATCH) (?P<path>\S+) is asked(?: for the reason (?P<why>\S+))?"))
def is_asked(world: World, method: str, path: str, why: str | None) -> None:
    """Send a request without a body; staff says why."""
    _ask(world, method, path, None, {"Loyalty-Reason": why} if why else {})


@when(parsers.re(r"(?P<method>POST|PUT) (?P<path>\S+) is sent(?P<how>[^:]*):"))
def is_sent(world: World, method: str, path: str, how: str, docstring: str) -> None:
    """Send a body: with an idempotency key, as another media type, for a reason, under the tag of the answer.

    `@Ada` stands for a member's id, `@.hold` for what the answer before says of `hold`, `@rules` for
    the rules that are to be planned.
    """
    key, media = re.search(r"with the key (\S+)", how), re.search(r"as (\S+)", how)
    headers = {"Idempotency-Key": key[1]} if key else {}
    if why := re.search(r"for the reason (\S+)", how):
        headers["Loyalty-Reason"] = why[1]
    if "under its tag" in how:
        headers["If-Match"] = _answer(world).headers["ETag"]
    _ask(world, method, path, docstring, headers, media=media[1] if media else JSON)


def _ask(
    world: World, method: str, path: str, body: str | None, headers: dict[str, str], *, media: str = JSON
) -> None:
    headers |= {"Authorization": f"Bearer {world.key}"} if world.key else {}
    headers |= {} if body is None else {"Content-Type": media}
    sent = None if body is None else _named(world, body)
    world.before = _counted(world)

    priced = world.priced.id if world.priced is not None else ""  # a quote can still be bought

    def send() -> None:
        world.answer = world.client.open(_named(world, path), method=method, headers=headers, data=sent)
        told = world.answer.headers.get(REPLAYED) == "true"
        world.priced = Priced(priced, world.answer.get_json(silent=True) or {}, told)

    world.attempt(send)


def _named(world: World, text: str) -> str:
    known = {**world.members}
    if world.answer is not None and isinstance(told := world.answer.get_json(silent=True), dict):
        known |= dict(_leaves(told))
    files = [{"path": path, "text": rules} for path, rules in (world.planned or {}).items()]
    text = text.replace('"@rules"', json.dumps(files))
    return re.sub(r"(?<=[\"/=])@(\.?\w+(?:\.\w+)*)", lambda found: known[found[1]], text)


def _leaves(told: object, path: str = "") -> Iterator[tuple[str, str]]:
    """Give every value of an answer by its path, `.outcomes.0.id`."""
    yield path, str(told)
    if isinstance(told, dict | list):
        for name, value in told.items() if isinstance(told, dict) else enumerate(told):
            yield from _leaves(value, f"{path}.{name}")


def _counted(world: World) -> dict[str, int]:
    """Give how many rows each table of the scenario's database has."""
    with sqlite3.connect(world.folder / "scenario.db") as connection:
        named = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
        return {
            name: int(connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0])  # noqa: S608 - our own tables
            for (name,) in named.fetchall()
        }


@then(parsers.re(r"the answer is (?P<status>\d+)(?: (?P<code>\S+))?"))
def answer_is(world: World, status: str, code: str | None) -> None:
    """Hold the status; of a problem also its code and that it is a problem document."""
    answer = _answer(world)

    assert int(status) == answer.status_code, answer.text
    if code is not None:
        problem = answer.get_json()
        assert answer.content_type == "application/problem+json"
        assert code == problem["code"]
        assert {"type", "title", "status", "detail", "trace_id"} <= problem.keys()
        assert int(status) == problem["status"]


@then("these places are named:")
def places(world: World, datatable: Table) -> None:
    """Hold every place of the request that is wrong."""
    errors = _answer(world).get_json()["errors"] if world.refused is None else world.refused.places
    found = [{"place": error["pointer"], "code": error["code"]} for error in errors]

    assert rows(datatable) == found


@then("the database is unchanged")
def unchanged(world: World) -> None:
    """Hold that the request left no row anywhere."""
    assert world.before == _counted(world)


@then("the answer says:")
def says(world: World, docstring: str) -> None:
    """Hold the members that the text names, each whole: nothing else within it, nothing missing.

    `ntc_…` stands for an id of ours that the scenario has no name for.
    """
    text = _named(world, docstring)
    told = OUR_ID.sub(lambda found: found[0] if found[0] in text else f"{found[1]}_…", _answer(world).text)
    expected, answer = json.loads(text), json.loads(told)

    assert expected == {name: answer[name] for name in expected if name in answer}


@then(parsers.parse("among the {name} of the answer is:"))
def among(world: World, name: str, datatable: Table) -> None:
    """Hold that a list of the answer has each row of the table, by its columns; of a text, the `line`.

    An answer that is no data is a text itself, whatever it is called.
    """
    answer = _answer(world)
    told = answer.get_json()[name] if answer.is_json else answer.text
    listed = (
        [{"line": " ".join(line.split())} for line in told.splitlines()] if isinstance(told, str) else told
    )
    found = [{head: _cell(each.get(head)) for head in datatable[0]} for each in listed]

    assert [] == [row for row in rows(datatable) if row not in found], found


def _cell(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value)


def _answer(world: World) -> TestResponse:
    assert world.answer is not None
    return world.answer

"""The life of a version over the API: two keys, tags, and steps that may be repeated."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from loyalty.access.scopes import Scope
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.language.findings import Span
from loyalty.use_cases import soundness
from tests.unit.api.routes.shop import RULES, Shop, basket

NAME = "corner-coffee"
PLANS = f"/v1/programmes/{NAME}/plans"
ANSWER = f"{PLANS}/p-1"


def files(price: str = "3.00") -> list[dict[str, str]]:
    """Give the shipped rule files with another parcel fee, without their examples."""
    source = read_rule_folder(RULES).source
    return [
        {"path": path, "text": text.replace("amount: 3.20", f"amount: {price}")}
        for path, text in source.items()
        if path != "examples.yaml"
    ]


def send(shop: Shop, path: str, body: object, tag: str | None, method: str = "POST") -> TestResponse:
    """Send a step under a tag, without an idempotency key."""
    headers = dict(shop.headers) | ({"If-Match": tag} if tag else {})
    with shop.app.test_client() as client:
        return client.open(path, method=method, json=body, headers=headers, buffered=True)


def tag_of(shop: Shop, path: str) -> str:
    """Give the tag of what is at a path."""
    return shop.send("GET", path).headers["ETag"]


@pytest.fixture
def begun(shop: Shop) -> Shop:
    """Give the shop with a member, and a key of its author."""
    shop.member()
    shop.key(Scope.RULES_WRITE, Scope.PROGRAMMES_READ, label="Ada")
    return shop


def planned(shop: Shop) -> dict[str, Any]:
    """Plan a version as the author, and give what is told."""
    body = {"id": "p-1", "files": files()}
    made = send(shop, PLANS, body, tag_of(shop, f"/v1/programmes/{NAME}"))
    assert 201 == made.status_code, made.text
    told: dict[str, Any] = made.get_json()
    return told


def board(shop: Shop, label: str = "Bo") -> None:
    """Go on as somebody who approves."""
    shop.key(Scope.RULES_APPROVE, Scope.PROGRAMMES_READ, label=label)


def test_a_version_is_planned_approved_and_adopted(begun: Shop) -> None:
    """Each step under the tag of what was looked at; repeated, it gets the same answer."""
    plan = planned(begun)
    author = begun.headers
    board(begun)
    tag = tag_of(begun, ANSWER)
    let = [send(begun, f"{ANSWER}/approval", {}, tag) for _ in range(2)]
    begun.headers = author
    approved = tag_of(begun, ANSWER)
    bound = [send(begun, f"{ANSWER}/adoption", None, approved) for _ in range(2)]

    assert ["waiting", "Ada"] == [plan["state"], plan["author"]]
    assert [200, 200] == [answer.status_code for answer in let]
    assert let[0].get_json() == let[1].get_json()
    assert ["approved", "Bo"] == [let[0].get_json()["state"], let[0].get_json()["answered"]["by"]]
    assert [None, "true"] == [answer.headers.get("Idempotency-Replayed") for answer in bound]
    assert bound[0].get_json() == bound[1].get_json()
    assert plan["digest"] == bound[0].get_json()["digest"]
    assert "2026-11-22T09:00:00Z" == bound[0].get_json()["binds_from"]
    steps = begun.ask("GET", f"/v1/programmes/{NAME}/audit")["steps"]
    assert ["adopted-alone", "planned", "approved", "adopted"] == [step["step"] for step in steps]
    assert [None, "Ada", "Bo", "Ada"] == [step["by"] if "key" in step else None for step in steps]


def test_a_step_names_what_it_was_decided_on(begun: Shop) -> None:
    """Without a tag the answer is 428, with another one 412; no row is left."""
    body = {"id": "p-1", "files": files()}
    before = begun.rows()
    answers = [send(begun, PLANS, body, tag) for tag in (None, '"9-"', "*", 'W/"1-"')]

    assert [428, 412, 412, 412] == [answer.status_code for answer in answers]
    assert {"pointer": "If-Match"}.items() <= answers[1].get_json()["errors"][0].items()
    assert before == begun.rows()

    planned(begun)
    board(begun)
    assert 428 == send(begun, f"{ANSWER}/approval", {}, None).status_code
    assert 412 == send(begun, f"{ANSWER}/approval", {}, '"x"').status_code
    begun.key(Scope.RULES_WRITE, label="Ada")
    assert 428 == send(begun, f"{ANSWER}/adoption", None, None).status_code


def test_the_rights_are_on_different_keys(begun: Shop) -> None:
    """Who plans may not approve, who approves may not plan, and one with both approves nothing of theirs."""
    planned(begun)
    tag = tag_of(begun, ANSWER)
    assert 403 == send(begun, f"{ANSWER}/approval", {}, tag).status_code
    board(begun)
    assert 403 == send(begun, PLANS, {"id": "p-2", "files": files("1.00")}, tag).status_code

    begun.key(*Scope, label="Cy")
    own = {"id": "p-3", "files": files("1.00")}
    assert 201 == send(begun, PLANS, own, tag_of(begun, f"/v1/programmes/{NAME}")).status_code
    other = f"{PLANS}/p-3"
    refused = send(begun, f"{other}/approval", {}, tag_of(begun, other))
    board(begun, label="CY")
    again = send(begun, f"{other}/approval", {}, tag_of(begun, other))

    assert [(403, "four-eyes")] * 2 == [
        (answer.status_code, answer.get_json()["code"]) for answer in (refused, again)
    ]


def test_findings_point_into_the_files(begun: Shop) -> None:
    """What is wrong with a file is told at the file of the body, with line, column and help."""
    wrong = [file | {"text": file["text"].replace("of: line.amount}", "of: line.amont}")} for file in files()]
    place = next(n for n, file in enumerate(wrong) if "line.amont" in file["text"])
    answer = send(
        begun, PLANS, {"id": "p-1", "files": wrong}, tag_of(begun, f"/v1/programmes/{NAME}")
    ).get_json()

    assert "findings" == answer["code"]
    first = answer["errors"][0]
    assert f"/files/{place}/text" == first["pointer"]
    assert "unknown fact `line.amont`" in first["message"]
    assert "did you mean `line.amount`?" == first["hint"]


def test_a_broken_constraint_comes_with_its_witness(begun: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks a constraint is told at its file, with the example that shows it, whole."""
    place = next(n for n, file in enumerate(files()) if file["path"] == "constraints.yaml")
    witness = "  - name: a case\n" + "    # a line\n" * 100
    at = Span("constraints.yaml", 6, 5)
    found = (
        Verdict("no_point_pump", at, Evidence.PROVED, holds=False, because="0.01 to pay", witness=witness),
    )
    monkeypatch.setattr(soundness, "_verdicts", lambda _: found)
    tag = tag_of(begun, f"/v1/programmes/{NAME}")
    answer = send(begun, PLANS, {"id": "p-1", "files": files()}, tag).get_json()

    assert "constraints-broken" == answer["code"]
    pointer, message = f"/files/{place}/text", "6:5 0.01 to pay"
    told = {"pointer": pointer, "code": "no_point_pump", "message": message, "witness": witness}
    assert [told] == answer["errors"]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"id": "p-1"}, "/files"),
        ({"id": "p-1", "files": [{"path": "a.yaml", "text": ""}], "earlier": "0" * 64}, "/files"),
        ({"id": "p-1", "files": []}, "/files"),
        ({"id": "..", "files": [{"path": "a.yaml", "text": ""}]}, "/id"),
        ({"id": "p-1", "files": [{"path": "../a.yaml", "text": ""}]}, "/files/0/path"),
        ({"id": "p-1", "files": [{"path": "a.yaml", "text": 1}]}, "/files/0/text"),
        ({"id": "p-1", "files": [{"path": "a.yaml", "text": ""}] * 2}, "/files/1/path"),
        ({"id": "p-1", "day": "tomorrow", "earlier": "0" * 64}, "/day"),
        ({"id": "p-1", "earlier": "0"}, "/earlier"),
    ],
)
def test_what_cannot_be_planned(begun: Shop, body: dict[str, object], place: str) -> None:
    """Each place that is wrong is named, and nothing is kept."""
    before = begun.rows()
    answer = send(begun, PLANS, body, tag_of(begun, f"/v1/programmes/{NAME}"))

    assert 422 == answer.status_code
    assert [place] == [error["pointer"] for error in answer.get_json()["errors"]]
    assert before == begun.rows()


def test_the_files_of_another_programme(begun: Shop) -> None:
    """Files are planned under the name they have themselves."""
    other = [
        file | {"text": file["text"].replace("programme: corner-coffee", "programme: tea")}
        for file in files()
    ]
    answer = send(begun, PLANS, {"id": "p-1", "files": other}, tag_of(begun, f"/v1/programmes/{NAME}"))

    assert [("/files", "other-programme")] == [(e["pointer"], e["code"]) for e in answer.get_json()["errors"]]


def test_a_first_version_by_two_people(shop: Shop) -> None:
    """Of a programme that is not there yet `If-None-Match: *` stands for the tag."""
    shop.key(Scope.RULES_WRITE, label="Ada")
    tea = [
        file | {"text": file["text"].replace("programme: corner-coffee", "programme: tea")}
        for file in files()
    ]
    headers = {**shop.headers, "If-None-Match": "*"}
    path = "/v1/programmes/tea/plans"
    with shop.app.test_client() as client:
        made = client.post(path, json={"id": "t-1", "files": tea}, headers=headers)

    assert 201 == made.status_code
    assert "against" not in made.get_json()


def test_at_once_while_nobody_takes_part_and_in_an_emergency(shop: Shop) -> None:
    """A folder is adopted at once before the first member; then it is an emergency with a reason."""
    shop.key(Scope.RULES_APPROVE, label="Ada")
    first = shop.ask("POST", "/v1/programmes", {"files": files("2.00")})
    assert "2026-11-14T23:00:00Z" == first["binds_from"]

    shop.key()
    shop.member()
    shop.key(Scope.RULES_APPROVE, label="Ada")
    later = {"files": files("1.00")}
    refused = shop.send("POST", "/v1/programmes", later)
    urgent = shop.ask("POST", "/v1/programmes", {**later, "emergency": "the parcel is dear"})
    back = shop.ask(
        "POST", f"/v1/programmes/{NAME}/rollback", {"digest": first["digest"], "emergency": "too cheap"}
    )

    assert (409, "needs-plan") == (refused.status_code, refused.get_json()["code"])
    assert "2026-11-22T09:00:00Z" == urgent["binds_from"]
    assert first["digest"] == back["digest"]


def test_a_frozen_programme_says_so(shop: Shop) -> None:
    """Quotes and orders are refused by name, until it is thawed; the programme tells since when."""
    stop = {"reason": "a hundredfold"}
    frozen = shop.ask("POST", f"/v1/programmes/{NAME}/freeze", stop)
    refused = [
        shop.send("POST", "/v1/quotes", basket()),
        shop.send("PUT", "/v1/orders/o-1", basket()),
        shop.send("POST", f"/v1/programmes/{NAME}/freeze", stop),
    ]

    assert frozen["frozen"]
    assert frozen["since"] == shop.ask("GET", f"/v1/programmes/{NAME}")["frozen_since"]
    assert {"programme-frozen"} == {answer.get_json()["code"] for answer in refused}
    assert not shop.ask("POST", f"/v1/programmes/{NAME}/thaw", stop)["frozen"]
    assert 201 == shop.send("PUT", "/v1/orders/o-1", basket()).status_code


def test_a_key_of_one_programme_reaches_no_other(begun: Shop) -> None:
    """Plans, audits and freezes of another programme are out of its reach."""
    planned(begun)
    begun.key(programme="tea", label="tea")
    for method, path in (("GET", PLANS), ("GET", ANSWER), ("GET", f"/v1/programmes/{NAME}/audit")):
        assert 403 == begun.send(method, path).status_code
    assert 403 == begun.send("POST", f"/v1/programmes/{NAME}/freeze", {"reason": "x"}).status_code
    assert 403 == begun.send("POST", "/v1/programmes", {"files": files()}).status_code


def test_the_audit_is_read_in_stretches(begun: Shop) -> None:
    """`next` is the `after` of the next stretch."""
    planned(begun)
    path = f"/v1/programmes/{NAME}/audit"
    first = begun.ask("GET", f"{path}?limit=1")

    assert [1, 1] == [first["steps"][0]["number"], first["next"]]
    assert [2] == [step["number"] for step in begun.ask("GET", f"{path}?after=1")["steps"]]

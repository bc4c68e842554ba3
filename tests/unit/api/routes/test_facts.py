"""Facts of a member that are declared, changed and withdrawn after enrolment."""

from typing import Any

import pytest

from loyalty.access.scopes import Scope
from loyalty.kernel.identity import MemberId, parse_id
from tests.unit.api.routes.shop import Shop

BIRTHDAY, COUNTRY = "member.birth_day_month", "member.country"


def known(shop: Shop, member: str) -> dict[str, str]:
    """Give what is kept of a member."""
    with shop.services.units.read() as unit:
        return unit.members.load_facts(MemberId(parse_id("mem", member) or 0), [BIRTHDAY, COUNTRY])


def test_facts_are_declared_changed_and_withdrawn(either_shop: Shop) -> None:
    """What is named is so from then on, what is not stays; the same again gives the same and says so."""
    member = either_shop.member()
    path = f"/v1/members/{member}/facts"
    either_shop.ask("PUT", path, {"facts": {BIRTHDAY: "04-17", COUNTRY: "DE"}})

    first = either_shop.send("PUT", path, {"facts": {BIRTHDAY: None, COUNTRY: "AT"}})
    again = either_shop.send("PUT", path, {"facts": {COUNTRY: "AT", BIRTHDAY: None}})

    assert {"member": member, "kept": [COUNTRY], "withdrawn": [BIRTHDAY]} == first.get_json()
    assert first.get_json() == again.get_json()
    assert (None, "true") == tuple(a.headers.get("Idempotency-Replayed") for a in (first, again))
    assert {COUNTRY: "AT"} == known(either_shop, member)


def test_a_birthday_of_leap_years_is_kept_and_one_of_no_year_is_not(shop: Shop) -> None:
    """What is told at enrolment is looked at as what is told later; 29 February is a day."""
    enrol = {"programme": "corner-coffee", "facts": {BIRTHDAY: "02-31"}}
    refused = shop.send("POST", "/v1/members", enrol).get_json()
    member = shop.ask("POST", "/v1/members", {**enrol, "facts": {BIRTHDAY: "02-29"}})["member"]

    assert [f"/facts/{BIRTHDAY}"] == [each["pointer"] for each in refused["errors"]]
    assert {BIRTHDAY: "02-29"} == known(shop, member)


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        ({}, [("/facts", "required")]),
        ({"facts": {}}, [("/facts", "too-short")]),
        ({"facts": None}, [("/facts", "null")]),
        ({"facts": []}, [("/facts", "not-an-object")]),
        ({"facts": {BIRTHDAY: ["04-17"]}}, [(f"/facts/{BIRTHDAY}", "not-a-fact")]),
        ({"facts": {f"member.{n}": None for n in range(101)}}, [("/facts", "too-long")]),
        ({"facts": {COUNTRY: "Germany"}}, [(f"/facts/{COUNTRY}", "fact-invalid")]),
        ({"facts": {COUNTRY: "XX"}}, [(f"/facts/{COUNTRY}", "fact-invalid")]),
        *(
            ({"facts": {BIRTHDAY: day}}, [(f"/facts/{BIRTHDAY}", "fact-invalid")])
            for day in ("02-30", "11-31")
        ),
        (
            {"facts": {BIRTHDAY: "04-17", "member.hobby": None, COUNTRY: "x"}},
            [("/facts/member.hobby", "undeclared-fact"), (f"/facts/{COUNTRY}", "fact-invalid")],
        ),
        ({"facts": {"member.tier": "gold"}}, [("/facts/member.tier", "undeclared-fact")]),
        ({"facts": {"member.age": 44}}, [("/facts/member.age", "undeclared-fact")]),
    ],
)
def test_facts_that_do_not_fit_change_nothing(
    shop: Shop, body: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    """Each is named at its place, and what fits beside it is not kept either."""
    member = shop.member()

    refused = shop.send("PUT", f"/v1/members/{member}/facts", body)

    assert 422 == refused.status_code
    assert faults == [(error["pointer"], error["code"]) for error in refused.get_json()["errors"]]
    assert {} == known(shop, member)


def test_what_may_not_be_kept_may_be_withdrawn(shop: Shop) -> None:
    """A fact whose label became a protected one is let go, if it was kept before."""
    path = f"/v1/members/{shop.member()}/facts"

    assert ["member.age"] == shop.ask("PUT", path, {"facts": {"member.age": None}})["withdrawn"]


def test_only_who_may_write_members_sets_facts_of_one_who_takes_part(shop: Shop) -> None:
    """Nobody of the id, one who goes on as another, another programme's key, a key that may only read."""
    member, other, body = shop.member(), shop.member(), {"facts": {COUNTRY: "DE"}}
    shop.ask("POST", f"/v1/members/{member}/merges", {"merged": other})

    nobody = shop.send("PUT", "/v1/members/mem_0apx0w03r2j71/facts", body)
    no_id = shop.send("PUT", "/v1/members/ada/facts", body)
    merged = shop.send("PUT", f"/v1/members/{other}/facts", body)
    shop.key(Scope.MEMBERS_WRITE, programme="tea")
    elsewhere = shop.send("PUT", f"/v1/members/{member}/facts", body)
    shop.key(Scope.MEMBERS_READ)
    reader = shop.send("PUT", f"/v1/members/{member}/facts", body)

    answers = [(a.status_code, a.get_json()["code"]) for a in (nobody, no_id, merged, elsewhere)]
    unknown = (404, "unknown-member")
    assert [unknown, unknown, (410, "member-merged"), unknown] == answers
    assert 403 == reader.status_code
    assert {} == known(shop, member)

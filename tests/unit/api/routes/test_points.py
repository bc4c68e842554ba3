"""Members, balances, the ledger, holds, redemptions and usage, from end to end."""

import pytest

from loyalty.access.key import Kind
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.verify_ledger import verify_ledger
from tests.unit.api.routes.shop import LINE, Shop, basket


def test_a_member_is_enrolled_once(either_shop: Shop) -> None:
    """The same key gives the same member; the same reference under another key names who is there."""
    body = {"programme": "corner-coffee", "reference": "crm-1", "facts": {"member.birth_day_month": "11-22"}}
    first = either_shop.send("POST", "/v1/members", body, key="a")
    again = either_shop.send("POST", "/v1/members", body, key='"a"')
    other = either_shop.send("POST", "/v1/members", body, key="b")

    assert (201, 201, 409) == (first.status_code, again.status_code, other.status_code)
    assert (None, "true") == tuple(a.headers.get("Idempotency-Replayed") for a in (first, again))
    assert first.get_json() == again.get_json()
    assert first.get_json()["member"] == other.get_json()["reasons"][0]["member"]


def test_a_member_is_shown_with_the_tier(shop: Shop) -> None:
    """A new member holds the first tier since enrolment."""
    found = shop.ask("GET", f"/v1/members/{shop.member()}")

    assert ("corner-coffee", "blue") == (found["programme"], found["standing"]["tier"])
    assert found["enrolled_at"] == found["standing"]["since"] == "2026-11-22T09:00:00Z"


def test_facts_that_no_rule_may_read_are_not_taken(shop: Shop) -> None:
    """A protected fact is refused at enrolment, and what was sent is not repeated."""
    body = {"programme": "corner-coffee", "facts": {"member.age": "8347261905"}}
    answer = shop.send("POST", "/v1/members", body)

    assert ["undeclared-fact"] == [error["code"] for error in answer.get_json()["errors"]]
    assert "8347261905" not in answer.text


def test_balances_are_of_any_moment(shop: Shop) -> None:
    """What is pending now can be spent later, and ends when it says."""
    member = shop.member()
    earned = shop.ask("PUT", "/v1/orders/o-1", basket(member))["points"]["earned"]

    now = shop.ask("GET", f"/v1/members/{member}/balances")
    then = shop.ask("GET", f"/v1/members/{member}/balances?as_of=2027-01-01T00:00:00%2B01:00")
    assert (0, earned) == (now["active"], now["pending"])
    assert (earned, 0, "2026-12-31T23:00:00Z") == (then["active"], then["pending"], then["as_of"])
    assert [earned] == [ending["points"] for ending in now["expiring"]]


def test_the_ledger_is_read_in_stretches(shop: Shop) -> None:
    """Stretches follow each other without gap or overlap, the newest first, and end."""
    member = shop.member_with_points()
    for number in range(3):
        body = {"member": member, "id": f"v-{number}", "points": 100, "reward": "mug"}
        shop.ask("POST", "/v1/redemptions", body)

    seen: list[int] = []
    cursor = ""
    for _ in range(10):
        page = shop.ask("GET", f"/v1/members/{member}/ledger?limit=2{cursor}")
        seen += [entry["seq"] for entry in page["entries"]]
        if "next" not in page:
            break
        cursor = f"&cursor={page['next']}"
    assert list(range(seen[0], 0, -1)) == seen
    assert 3 < len(seen)


def test_entries_add_up_to_the_balance(shop: Shop) -> None:
    """What the entries say the member gained and gave is what the member has."""
    member = shop.member_with_points()
    shop.ask("POST", "/v1/redemptions", {"member": member, "id": "v-1", "points": 100, "reward": "mug"})
    shop.ask("POST", "/v1/holds", {"member": member, "points": 50, "seconds": 60})

    entries = shop.ask("GET", f"/v1/members/{member}/ledger?limit=200")["entries"]
    has = shop.ask("GET", f"/v1/members/{member}/balances")
    assert has["active"] + has["pending"] + has["held"] - has["owed"] == sum(e["points"] for e in entries)
    assert 50 == has["held"]


def test_a_hold_ends_once(either_shop: Shop) -> None:
    """A hold is made, shown, captured in part, and cannot be ended again."""
    member = either_shop.member_with_points()
    hold = either_shop.ask("POST", "/v1/holds", {"member": member, "points": 500, "seconds": 900})
    where = f"/v1/holds/{hold['hold']}"
    assert hold == either_shop.ask("GET", f"{where}?member={member}")

    taken = either_shop.ask("POST", f"{where}/capture", {"member": member, "points": 300})
    assert (500, 300, "captured") == (taken["points"], taken["captured"], taken["state"])
    assert taken == either_shop.ask("GET", f"{where}?member={member}")
    again = either_shop.send("POST", f"{where}/void", {"member": member})
    assert (409, "captured") == (again.status_code, again.get_json()["reasons"][0]["state"])


def test_a_void_gives_everything_back(shop: Shop) -> None:
    """After a void the member has what there was before the hold."""
    member = shop.member_with_points()
    before = shop.ask("GET", f"/v1/members/{member}/balances")["active"]
    hold = shop.ask("POST", "/v1/holds", {"member": member, "points": 500, "seconds": 900})["hold"]
    voided = shop.ask("POST", f"/v1/holds/{hold}/void", {"member": member})

    assert ("voided", 0) == (voided["state"], voided["captured"])
    assert before == shop.ask("GET", f"/v1/members/{member}/balances")["active"]


def test_no_more_is_held_than_there_is(shop: Shop) -> None:
    """The refusal says what is needed and what there is, and changes nothing."""
    member = shop.member()
    before = shop.rows()
    answer = shop.send("POST", "/v1/holds", {"member": member, "points": 1, "seconds": 60})

    assert 409 == answer.status_code
    assert (1, 0) == (answer.get_json()["reasons"][0]["need"], answer.get_json()["reasons"][0]["have"])
    assert before == shop.rows()


def test_a_redemption_is_rolled_back_once(either_shop: Shop) -> None:
    """Points come back to where they came from, one time."""
    member = either_shop.member_with_points()
    before = either_shop.ask("GET", f"/v1/members/{member}/balances")
    either_shop.ask(
        "POST", "/v1/redemptions", {"member": member, "id": "v-1", "points": 100, "reward": "mug"}
    )
    undone = either_shop.ask("POST", "/v1/redemptions/v-1/rollback", {"member": member})

    assert ("v-1", 100, "rolled_back") == (undone["redemption"], undone["points"], undone["state"])
    assert before == either_shop.ask("GET", f"/v1/members/{member}/balances")
    assert 409 == either_shop.send("POST", "/v1/redemptions/v-1/rollback", {"member": member}).status_code


def test_a_redemption_told_again_under_another_key_is_answered_as_the_first(either_shop: Shop) -> None:
    """The id is the redemption's own for ever: nothing more is taken; another reward or cost is refused."""
    member = either_shop.member_with_points()
    body = {"member": member, "id": "v-1", "points": 100, "reward": "mug"}
    first = either_shop.ask("POST", "/v1/redemptions", body)
    before = either_shop.rows()

    assert first == either_shop.ask("POST", "/v1/redemptions", body)
    for other in ({**body, "points": 101}, {**body, "reward": "cup"}):
        refused = either_shop.send("POST", "/v1/redemptions", other)
        assert (409, "already-booked") == (
            refused.status_code,
            refused.get_json()["type"].rpartition("/")[2],
        )
    assert before == either_shop.rows()
    either_shop.ask("POST", "/v1/redemptions/v-1/rollback", {"member": member})
    assert 409 == either_shop.send("POST", "/v1/redemptions", body).status_code


def test_a_key_is_for_one_request(shop: Shop) -> None:
    """The same idempotency key with another body is refused; with the same one it is replayed."""
    body = {"member": shop.member_with_points(), "points": 500, "seconds": 900}
    first = shop.send("POST", "/v1/holds", body, key="h-1")
    before = shop.rows()
    again = shop.send("POST", "/v1/holds", body, key="h-1")
    other = shop.send("POST", "/v1/holds", {**body, "points": 501}, key="h-1")

    assert first.get_json() == again.get_json()
    assert (201, "true") == (again.status_code, again.headers["Idempotency-Replayed"])
    assert 422 == other.status_code
    assert before == shop.rows()


@pytest.mark.parametrize("length", [1, 255])
def test_keys_of_every_length_are_kept(either_shop: Shop, length: int) -> None:
    """The longest key that is allowed can be booked under, on both databases."""
    body = {"member": either_shop.member_with_points(), "points": 5, "seconds": 60}

    assert 201 == either_shop.send("POST", "/v1/holds", body, key="k" * length).status_code
    assert (
        "true"
        == either_shop.send("POST", "/v1/holds", body, key="k" * length).headers["Idempotency-Replayed"]
    )


def test_each_event_has_an_outcome(either_shop: Shop) -> None:
    """One bad event stops no other; the same request again finds duplicates."""
    event = {
        "id": "e-1",
        "member": either_shop.member(),
        "meter": "api-calls",
        "quantity": "1.5",
        "at": "2026-11-22T08:00:00Z",
    }
    events = [event, {**event, "quantity": 2}, {**event, "id": "e-2", "meter": "none"}]
    body = {"programme": "corner-coffee", "events": events}

    first = either_shop.ask("POST", "/v1/usage/events", body)["outcomes"]
    again = either_shop.ask("POST", "/v1/usage/events", body)["outcomes"]
    assert ["accepted", "conflict", "refused"] == [outcome["outcome"] for outcome in first]
    assert (["quantity"], "unknown-meter") == (first[1]["differs"], first[2]["why"])
    assert ["duplicate", "conflict", "refused"] == [outcome["outcome"] for outcome in again]


def test_a_key_of_one_programme_reaches_no_other(shop: Shop) -> None:
    """What belongs to another programme is forbidden by name and unknown by id."""
    member = shop.member_with_points()
    quote = shop.ask("POST", "/v1/quotes", basket(member))
    shop.key(programme="tea-house")

    assert "programme-out-of-reach" == shop.send("POST", "/v1/quotes", basket()).get_json()["code"]
    assert "programme-out-of-reach" == shop.send("PUT", "/v1/orders/o-1", basket()).get_json()["code"]
    assert "unknown-member" == shop.send("GET", f"/v1/members/{member}").get_json()["code"]
    hold = {"member": member, "points": 5, "seconds": 60}
    assert "unknown-member" == shop.send("POST", "/v1/holds", hold).get_json()["code"]
    assert "unknown-quote" == shop.send("GET", f"/v1/quotes/{quote['id']}").get_json()["code"]
    why = shop.send("GET", f"/v1/explanations/{quote['explanation']}")
    assert "unknown-explanation" == why.get_json()["code"]
    assert [] == shop.ask("GET", "/v1/programmes")["programmes"]
    assert 404 == shop.send("GET", "/v1/programmes/corner-coffee").status_code
    assert 403 == shop.send("GET", "/v1/programmes/corner-coffee/source").status_code


def test_a_key_of_the_programme_reaches_it(shop: Shop) -> None:
    """A key of one programme does in it what its scopes say, and need not name it in a query."""
    shop.key(programme="corner-coffee")
    member = shop.member()
    shop.ask("PUT", "/v1/orders/o-1", basket(member, LINE))

    assert "o-1" == shop.ask("GET", "/v1/orders/o-1")["id"]
    assert member == shop.ask("GET", f"/v1/members/{member}")["member"]


def test_a_trial_key_asks_only(shop: Shop) -> None:
    """A trial key gets prices and books nothing."""
    shop.key(kind=Kind.TRIAL)
    assert shop.ask("POST", "/v1/quotes", basket())
    before = shop.rows()

    assert 403 == shop.send("PUT", "/v1/orders/o-1", basket()).status_code
    assert 403 == shop.send("POST", "/v1/members", {"programme": "corner-coffee"}).status_code
    assert before == shop.rows()


def test_writing_is_not_reading(shop: Shop) -> None:
    """A key that may write points may not read them."""
    member = shop.member()
    shop.key(Scope.POINTS_WRITE)

    assert 403 == shop.send("GET", f"/v1/members/{member}/balances").status_code


def test_what_a_case_took_back_keeps_no_order_from_coming_back(either_shop: Shop) -> None:
    """A return takes what is left of the award, and the money goes back in any case."""
    member = either_shop.member()
    either_shop.ask("PUT", "/v1/orders/o-1", basket(member, {**LINE, "quantity": 2}))
    earned = either_shop.ask("GET", f"/v1/members/{member}/balances")["pending"]
    case = {"programme": "corner-coffee", "kind": "review", "topic": "points", "member": member, "seq": 1}
    either_shop.ask("PUT", "/v1/cases/c-1", case)
    taken = {"member": member, "case": "c-1", "award": 1, "points": earned - 10, "reason": "error"}
    either_shop.ask("POST", "/v1/clawbacks", taken)

    one = {"programme": "corner-coffee", "id": "r-1", "lines": [{"line": "1", "quantity": 1}]}
    first = either_shop.ask("POST", "/v1/orders/o-1/returns", one)
    rest = {"programme": "corner-coffee", "id": "r-2"}
    second = either_shop.ask("POST", "/v1/orders/o-1/cancellation", rest)

    assert (10, 0) == (first["points_taken_back"], second["points_taken_back"])
    with either_shop.services.units.read() as unit:
        key = MemberId(parse_id("mem", member) or 0), "points", "corner-coffee"
        earning = unit.ledger.order_account(*key, source="till", external_ref="order:o-1").earning
    assert earning is not None
    assert (earned - 10, earned) == (earning.judged, earning.taken_back)
    assert 0 < first["refund"]["amount"] <= second["refund"]["amount"]
    has = either_shop.ask("GET", f"/v1/members/{member}/balances")
    assert (0, 0, 0) == (has["active"], has["pending"], has["owed"])
    assert [] == [each for each in verify_ledger(either_shop.services) if each.faults]

"""Sentences about what is asked around a bill: plans compared, what is left of a plan."""

from fractions import Fraction
from typing import Any

from pytest_bdd import parsers, then, when

from loyalty.use_cases.show_explanation import show_explanation
from loyalty.wording.bills.value import value_wording
from tests.steps.answer_ways import ways
from tests.steps.drivers import World
from tests.steps.reading import Table, decimal, instant, major, only, pairs, rows


@when(parsers.re(r"this use(?: of (?P<name>\w+))? is compared on every plan(?:, against (?P<plan>[-\w]+))?:"))
def compared(world: World, name: str | None, plan: str | None, datatable: Table) -> None:
    """Price a stated use on every plan."""
    used = {row["meter"]: row["quantity"].replace(",", "") for row in rows(datatable)}
    member = world.member(name) if name else None

    def compare() -> None:
        world.told = world.driver.compare(used, member, plan)

    world.attempt(compare)


def compared_plans(world: World) -> list[dict[str, str]]:
    """Give every plan, the cheapest first; one that is left out has its reason for a total."""
    world.expect_no_refusal()
    offered = [
        {
            "plan": plan["name"]["en"],
            "total": major(plan["due"]),
            "more": major(plan["more"]),
            "first period": major(plan["first_due"]),
            "against now": "" if plan["against"] is None else major(plan["against"]),
        }
        for plan in world.told["plans"]
    ]
    left_out = [{"plan": one["name"]["en"], "total": one["why"]} for one in world.told["left_out"]]
    plain = dict.fromkeys(("more", "first period", "against now"), "")
    return [*offered, *({**plain, **one} for one in left_out)]


@then(parsers.re(r"(?:of (?P<meter>\S+)|from (?P<start>[-\d]+) to (?P<end>[-\d]+)) (?P<name>\w+) has:"))
def has(  # noqa: PLR0917 - the parts of one sentence
    world: World, name: str, meter: str | None, start: str | None, end: str | None, datatable: Table
) -> None:
    """Hold what is left of a meter in the running period, or what the membership was worth in a time."""
    world.expect_no_refusal()
    told = _left(world, name, meter) if meter else _worth(world, name, start or "", end or "")
    expected = pairs(datatable)

    assert expected == only(told, expected)


def _left(world: World, name: str, meter: str) -> dict[str, str]:
    found = ways(world).entitlement(world.subscriptions[name], meter)
    allowance, free, more = (found.get(part) or {} for part in ("allowance", "free", "more"))
    return {
        "used": decimal(found["used"]),
        "allowance": decimal(allowance.get("of", "0")),
        "left": decimal(allowance.get("left", "0")),
        "free left": decimal(free.get("left", "0")),
        "next unit": found["next"],
        "its price": str(more.get("price", "")),
        "it adds": major(more["due"]["amount"]) if more else "",
    }


def _worth(world: World, name: str, start: str, end: str) -> dict[str, str]:
    """Give what was saved against what plans cost, each number held to the explanation it names."""
    found = ways(world).value(world.members[name], instant(start), instant(end))
    total = found["total"]
    parts = [*found["orders"], *found["plans"]]
    for part in parts:
        document = show_explanation(world.services, part["explanation"]).document
        assert part["paid"] == document["total"]["due"]
        assert part["saved"] == document["baseline"]["saved"] == part["public"] - part["paid"]
    for sum_ in ("public", "paid", "saved", "fee"):
        assert total[sum_] == sum(part[sum_] for part in parts)
    said = value_wording(found, "en").sections[0].sentences[0]
    return {
        "orders": str(len(found["orders"])),
        "periods of plans": str(len(found["plans"])),
        "without membership": major(total["public"]),
        "paid": major(total["paid"]),
        "saved": major(total["saved"]),
        "cost of plans": major(total["fee"]),
        "worth": major(total["net"]),
        "in words": said.replace("\u2212", "-"),
    }


@when(parsers.re(r"(?P<name>\w+) wants to be told(?: of a budget of (?P<budget>[\d.]+))?:"))
def wants(world: World, name: str, budget: str | None, datatable: Table) -> None:
    """Set the alerts of a subscription: amounts, or percentages of the budget."""
    wish: dict[str, Any] = {"alerts": []}
    wish |= {} if budget is None else {"budget": _euro(budget)}
    for row in rows(datatable):
        shared = row["from"].endswith("%")
        limit = {"percent": row["from"][:-1]} if shared else {"amount": _euro(row["from"])}
        wish["alerts"].append({"id": row["alert"], **limit})

    def set_() -> None:
        ways(world).wish_alerts(world.subscriptions[name], wish)

    world.attempt(set_)


@then(parsers.parse("{name} is told of {alerts}"))
def is_told(world: World, name: str, alerts: str) -> None:
    """Hold the alerts that are told of now, in order, and what the period has come to."""
    world.expect_no_refusal()
    found = ways(world).check_alerts()
    told = [f"{one['id']} at {major(one['spent']['amount'])}" for one in found]
    state = ways(world).alerts(world.subscriptions[name])
    reached = {one["id"] for one in state["alerts"] if one["reached"]}

    assert alerts == (", ".join(told) or "nothing")
    assert reached == {one["id"] for one in state["alerts"] if "told_at" in one}


def _euro(text: str) -> dict[str, Any]:
    return {"amount": int(Fraction(text) * 100), "currency": "EUR"}

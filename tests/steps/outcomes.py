"""Sentences about what came of it: prices, points, reasons, refusals."""

from collections.abc import Callable, Mapping
from datetime import datetime
from fractions import Fraction
from typing import Any

from pytest_bdd import parsers, then

from tests.steps.answers import compared_plans
from tests.steps.drivers import World
from tests.steps.driving import Document
from tests.steps.reading import Table, decimal, local, major, only, pairs, rows
from tests.steps.subscriptions import bill_sums

WORTH_OF_A_POINT = 1  # cent, as redeem.yaml of the coffee programme says: 100 points are 1.00


@then(parsers.parse("the total is {money}"))
@then(parsers.parse("合计为{money}欧元"))
def total(world: World, money: str) -> None:
    """Hold what is due, compulsory fees and tax included."""
    assert money == major(world.document["total"]["due"])


@then(parsers.re(r"the (?P<what>price|refund|bill) is:"))
@then(parsers.re(r"(?P<what>价格)为："))
def sums(world: World, what: str, datatable: Table) -> None:
    """Hold the sums a table names."""
    expected = {CHINESE.get(name, name): value for name, value in pairs(datatable).items()}
    found = bill_sums(world, expected) if what == "bill" else SUMS[what](world.document)

    assert expected == only(found, expected)


def _price(document: Document) -> Mapping[str, str]:
    sums, baseline = document["total"], document["baseline"] or {}
    points = document["points"]
    return {
        "total": major(sums["due"]),
        "paid with points": major(sums["points_money"]),
        "left to pay": major(sums["payable"]),
        "to pay": _to_pay(document),
        "paid with stored value": major(document.get("stored_value", {}).get("used", 0)),
        "tax contained": major(sums["tax_inside"]),
        "tax added": major(sums["tax_added"]),
        "without membership": major(baseline.get("public_total", sums["due"])),
        "saved by membership": major(baseline.get("saved", 0)),
        "by the rules": major(baseline.get("instead_of", sums["due"])),
        "price rests on": str(baseline.get("level", "none")),
        "vouchers given": "; ".join(
            f"{given['voucher']} until {given['last_day']}" for given in document.get("vouchers_given", ())
        ),
        "points used": str(points["used"]),
        "points earned": str(points["earned"]),
        "points can be spent from": local(_moment(points["pending_until"])),
        "points are gone on": local(_moment(points["expires_at"])),
    }


CHINESE = {
    "合计": "total",
    "非会员": "without membership",
    "会员节省": "saved by membership",
    "另计税费": "tax added",
}


def _to_pay(document: Document) -> str:
    """Give what is left to pay in the currency of the bill."""
    own = {**document, "amount": document["total"]["payable"]}
    paid = document.get("converted", own)
    places = int(paid["exponent"])
    whole, part = divmod(int(paid["amount"]), 10**places)
    return f"{paid['currency']} {whole}" + (f".{part:0{places}d}" if places else "")


def _refund(document: Document) -> Mapping[str, str]:
    """Give what a return gives back and takes back."""
    given = document["refund"]
    return {
        "money back": major(given["money"]),
        "points taken back": str(given["points_back"]),
        "points given back": str(given["points_restored"]),
        "not refundable": major(given["not_refundable"]),
        "kept order": major(given["kept_payable"]),
        "to stored value": major(given.get("to_stored_value", 0)),
        "of other wallets": "; ".join(
            f"{each['wallet']} {each['points_back']}" for each in given.get("wallets", ())
        ),
        "vouchers ended": "; ".join(
            ended["voucher"] + (", used" if ended["used"] else "")
            for ended in given.get("vouchers_ended", ())
        ),
    }


SUMS = {"price": _price, "价格": _price, "refund": _refund}


@then(parsers.re(r"the (?P<what>lines|awards|slices|plans) are:"))
@then(parsers.re(r"(?P<what>明细)为："))
def parts(world: World, what: str, datatable: Table) -> None:
    """Hold every part of an answer, in order, by the columns a table names."""
    heads = datatable[0]
    if what in {"lines", "明细"}:
        found = [{head: LINE[head](line) for head in heads} for line in world.document["lines"]]
    else:
        found = [only(part, heads) for part in PARTS[what](world)]

    assert rows(datatable) == found


LINE: dict[str, Callable[[Document], str]] = {
    "line": lambda line: line["label"]["en"],
    "amount": lambda line: major(line["amount"]),
    "明细": lambda line: line["label"]["zh-CN"],
    "金额": lambda line: major(line["amount"]),
    "必付": lambda line: "是" if line["mandatory"] else "否",
    "of": lambda line: _text(line["order_line"]),
    "what": lambda line: line["category"].replace("_", " "),
    "for": lambda line: line["purpose"],
    "to": lambda line: line["recipient"],
    "compulsory": lambda line: _truth(line["mandatory"]),
    "refundable": lambda line: _truth(line["refundable"]),
    "contained": lambda line: _truth(line["inside"]),
    "plan": lambda line: line["plan"],
    "from": lambda line: line["from"],
    "until": lambda line: line["until"],
    "avoided by": lambda line: ", ".join(f"{w['fact']} {w['value']}" for w in line["avoided_by"]),
}


def _awards(world: World) -> list[dict[str, str]]:
    """Give what the points are made of, exactly."""
    return [
        {"award": award["label"]["en"], "of": _text(award["line"]), "points": decimal(award["points"])}
        for award in world.document["points"]["awards"]
    ]


def _slices(world: World) -> list[dict[str, str]]:
    """Give the parts of a charge, the lowest band first; a part without units is protection."""
    return [
        {
            "from": decimal(part["from"]),
            "up to": decimal(part["up_to"]) if part["up_to"] else "",
            "quantity": decimal(part["quantity"]),
            "unit": part["unit"],
            "flat": part["flat"],
            "amount": decimal(Fraction(part["amount"]) / 100),
        }
        for part in world.document["slices"]
    ]


PARTS = {"awards": _awards, "slices": _slices, "plans": compared_plans}


@then(parsers.parse("{points:d} points are earned"))
@then(parsers.parse("获得{points:d}积分"))
def earned(world: World, points: int) -> None:
    """Hold the points of an order."""
    assert points == world.document["points"]["earned"]


@then("these points are worth more than was paid")
def pump(world: World) -> None:
    """Hold a money pump to be one: the points buy more than the order cost."""
    document = world.document

    assert document["points"]["earned"] * WORTH_OF_A_POINT > document["total"]["payable"]


@then("among what did not apply is:")
def not_applied(world: World, datatable: Table) -> None:
    """Hold rules that did not apply: what was needed, and one of the facts as it was."""
    found = [
        {
            "rule": rule["label"]["en"],
            "of": _text(rule["line"]),
            "needed": rule["needed"]["en"],
            "was": "; ".join(f"{name} {value}" for name, value in sorted(rule["was"].items())),
            "missing": "; ".join(_missing(part) for part in rule["missing"]),
            "gives": _amount(rule["gives"]["kind"], rule["gives"]["value"]) if rule.get("gives") else "",
        }
        for rule in world.document["not_applied"]
    ]
    found += [_code(code) for code in world.document.get("vouchers", ())]
    shown = [{head: rule[head] for head in datatable[0]} for rule in found]

    assert [row for row in rows(datatable) if row not in shown] == [], shown


def _code(code: Document) -> dict[str, str]:
    """Give a code that was shown like a rule: the voucher it is of, and why it does not count."""
    plain = dict.fromkeys(("of", "needed", "gives"), "")
    return {
        **plain,
        "rule": f"code {code['place']}",
        "was": _text(code["voucher"]),
        "missing": _text(code["reason"]),
    }


def _missing(part: Document) -> str:
    """Give a code, and the distance where there is one."""
    return f"{part['code']} {_amount(part['unit'], part['distance'])}" if part["distance"] else part["code"]


def _amount(kind: str, text: str) -> str:
    """Give a number of a kind, money as money."""
    return major(int(text)) if kind == "money" else decimal(text)


@then(parsers.parse("it is refused: {title}"))
@then(parsers.parse("请求被拒绝：{title}"))
def refused(world: World, title: str) -> None:
    """Hold a refusal to its sentence."""
    assert world.refused is not None
    assert REFUSED.get(title, title) == world.refused.title
    world.refused = None


REFUSED = {
    "计划不保存该信息": "The programme keeps no such fact",
    "请求与计划不符": "The request does not fit the programme",
}
"""What a refusal says, by what a reader of Chinese calls it."""


@then("the answer is the one given before")
def replayed(world: World) -> None:
    """Hold that nothing was booked again."""
    world.expect_no_refusal()
    assert world.priced is not None

    assert world.priced.replayed


@then(parsers.re(r"these facts were (?P<which>used|not used):"))
@then(parsers.re(r"(?P<which>未使用)的信息为："))
def facts(world: World, which: str, datatable: Table) -> None:
    """Hold every fact a step looked at, or every declared one that none did, with label and purpose."""
    which = "not used" if which == "未使用" else which
    said = [[LABELS.get(cell, cell) for cell in row] for row in datatable]
    _facts(world.document["inputs"][which.replace(" ", "_")], said)


LABELS = {"信息": "fact", "类别": "label", "受保护": "protected", "个人": "personal", "替代": "proxy"}


def _facts(inputs: list[dict[str, Any]], table: Table) -> None:
    found = [
        {"fact": item["fact"], "label": item["label"], "for": ", ".join(item.get("purpose", ()))}
        for item in inputs
    ]

    assert rows(table) == [{head: item[head] for head in table[0]} for item in found]


def _text(value: str | None) -> str:
    return value or ""


def _truth(value: bool) -> str:  # noqa: FBT001 - one truth, in words
    return "yes" if value else "no"


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text is not None else None

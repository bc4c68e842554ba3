"""The file in which a till keeps what it sold: a JSON object a line, each in the shape the API takes."""

import json
from collections.abc import Mapping
from datetime import UTC
from pathlib import Path
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.request import read_json, read_order
from loyalty.orders.order import Promise
from loyalty.use_cases.tills.sync_sales import ProvisionalSale

OF_A_SALE = ("id", "digest", "promised")
MOST = 10**15


def keep_sale(file: Path, order_id: str, basket: Mapping[str, Any], decision: Decision) -> None:
    """Add a sale at the end of a file; ``basket`` is what was asked for, ``decision`` what was promised."""
    programme = decision.programme
    sold = {
        "programme": programme.name,
        "id": order_id,
        "at": decision.situation.at.astimezone(UTC).isoformat(),
        "digest": programme.digest,
        "promised": {
            "payable": {"amount": decision.payable, "currency": programme.currency.code},
            "points_earned": decision.points_earned,
            "points_used": decision.points_used,
        },
    }
    sale = {"currency": programme.currency.code} | dict(basket) | sold
    with file.open("a", encoding="utf-8") as kept:
        kept.write(json.dumps(sale, ensure_ascii=False) + "\n")


def read_sale(number: int, line: str) -> tuple[str, ProvisionalSale]:
    """Give the programme and the sale that a line of the file writes.

    Raises RequestMisfit, which names the line.
    """
    try:
        data = read_json(line)
    except json.JSONDecodeError as fault:
        raise _misfit(number, "", f"this is not JSON, from character {fault.colno} on") from fault
    if not isinstance(data, dict):
        raise _misfit(number, "", "a sale is a JSON object")
    order = {name: value for name, value in data.items() if name not in OF_A_SALE}
    try:
        read = read_order(order)
    except RequestMisfit as refused:
        raise RequestMisfit(
            tuple(Misfit(f"line {number} {m.pointer}", m.code, m.message, m.hint) for m in refused.misfits)
        ) from refused
    for name in ("id", "digest"):
        if not isinstance(data.get(name), str) or not data[name]:
            raise _misfit(number, f"/{name}", "a text is needed here")
    if read.at is None:
        raise _misfit(number, "/at", "it says when the sale was")
    promise = _promise(number, data["digest"], data.get("promised"), read.basket.currency)
    return read.programme, ProvisionalSale(data["id"], read.at, read.basket, promise, read.member)


def _promise(number: int, digest: str, promised: object, currency: str) -> Promise:
    if not isinstance(promised, dict) or not isinstance(promised.get("payable"), dict):
        raise _misfit(number, "/promised", "what the till promised is needed here")
    if promised["payable"].get("currency") != currency:
        raise _misfit(number, "/promised/payable/currency", f"the prices of the sale are in {currency}")
    payable = _whole(number, "/promised/payable/amount", promised["payable"].get("amount"))
    earned, used = (
        _whole(number, f"/promised/{name}", promised.get(name, 0))
        for name in ("points_earned", "points_used")
    )
    return Promise(digest, payable, earned, used)


def _whole(number: int, pointer: str, value: object) -> int:
    if type(value) is int and 0 <= value <= MOST:
        return value
    raise _misfit(number, pointer, f"a whole number from 0 to {MOST} is needed here")


def _misfit(number: int, pointer: str, message: str) -> RequestMisfit:
    return RequestMisfit((Misfit(f"line {number} {pointer}".rstrip(), "wrong-type", message),))

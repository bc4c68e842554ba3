"""What was bought stays whole: no wallet of it ends, no points are sold that end, no fee eats it."""

from collections.abc import Iterator, Mapping
from typing import Final

from loyalty.language.findings import Span
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.prepaid.sayings import (
    eats_value,
    ends_value,
    is_bought_points,
    is_paid_value,
    keeps_value,
)
from loyalty.publication.prepaid.vouchers import sold_vouchers
from loyalty.publication.spoken.texts import texts_of

_POINTS: Final = "points"
_HELP: Final = (
    "let members pay it in as `stored_value` or on a gift card, which never ends; points are what is given"
)

_SOLD: Final = "sell it as a gift card, which never ends, or give a code that is worth less as a bonus"


def check_bought(matter: Matter) -> Iterator[Breach]:
    """Give what lets value end that members paid for, and where China is told that it is not given back."""
    shape = matter.shape
    yield from _wallets(shape)
    yield from _sold(shape)
    for fee, _ in matter.fees():
        if eats_value(" ".join((fee.id, fee.purpose, *fee.name.values()))):
            message = f"the fee `{fee.id}` is taken of what members paid in"
            yield _ended(fee.place("name"), message, "leave the fee out", fee.id)
    for coupon in shape.coupons:
        if coupon.amount is not None and coupon.rest == "lost" and _is_paid(coupon.id, coupon.name):
            message = (
                f"what is left of the coupon `{coupon.id}` is lost, and it is called money that was paid in"
            )
            yield _ended(
                coupon.place("rest"), message, "give it as prepaid credit that was bought", coupon.id
            )
    for voucher, choice in sold_vouchers(matter):
        message = f"a code of `{voucher.id}` is given for buying `{choice}`, so that it is sold, and it ends"
        yield _ended(voucher.place("given_by_order"), message, _SOLD, voucher.id)
    yield from _told(matter)


def _wallets(shape: ProgrammeShape) -> Iterator[Breach]:
    paid = {wallet.id: wallet for wallet in shape.wallets if _is_paid(wallet.id, wallet.name)}
    for wallet in paid.values():
        if wallet.expire is not None:
            message = f"the wallet `{wallet.id}` is called money that was paid in, and what is in it ends"
            yield _ended(wallet.place("expire"), message, _HELP, wallet.id)
    for conversion in shape.conversions:
        for key, named in (("from_", conversion.from_), ("to", conversion.to)):
            if named in paid and (key == "from_" or conversion.programme is None):
                message = (
                    f"`{conversion.id}` mixes points with `{named}`, which is called money that was paid in"
                )
                yield _ended(conversion.place(key), message, _HELP, conversion.id)


def _sold(shape: ProgrammeShape) -> Iterator[Breach]:
    """Give rules and events by which points are bought, into a wallet whose points end."""
    ending = {wallet.id for wallet in shape.wallets if wallet.expire is not None}
    if shape.earn is not None and shape.earn.expire is not None:
        ending.add(_POINTS)
    earning: tuple[EarnRuleShape, ...] = shape.earn.rules if shape.earn is not None else ()
    rules: tuple[EarnRuleShape | EarnEventShape, ...] = (*earning, *shape.events)
    for rule in rules:
        if (rule.wallet or _POINTS) in ending and any(map(is_bought_points, (rule.id, *rule.name.values()))):
            message = f"`{rule.id}` says that its points are bought, and they end"
            yield _ended(rule.place("name"), message, _HELP, rule.id)


def _told(matter: Matter) -> Iterator[Breach]:
    law = next(iter(matter.law.values("prepaid.refund_days")), None)
    for said in texts_of(matter.shape):
        if ends_value(said.text, getattr(said.owner, "until", None)):
            yield _ended(said.span, "a text has what was paid in end", "say that it does not end", said.where)
        if law is not None and keeps_value(said.text):
            message = (
                "a text says that what was paid in is not given back; for some days it is, without a reason"
            )
            help_ = f"leave that out, or say that it can be had back for {law.value} days"
            yield Breach("PY-03", "CLAIM_UNSUPPORTED", said.span, message, help_, law, said.where)


def _ended(place: Span, message: str, help_: str, where: str) -> Breach:
    return Breach("PY-01", "PURCHASED_VALUE_EXPIRY", place, message, help_, where=where)


def _is_paid(name: str, texts: Mapping[str, str]) -> bool:
    return any(is_paid_value(each) or is_bought_points(each) for each in (name, *texts.values()))

"""Prices that a text says goods begin at: `Drills from £29`, `Bohrer ab 29 €`, `电钻29镑起`.

An amount that an order has to come to reads alike: beside words of orders, of what is saved or of who
buys it is one. What no goods stand beside is neither.
"""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.syntax.syntax_tree import Number, parts_in
from loyalty.publication.claimed.given import set_by
from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.numerals import CURRENCY, NUMBER, amounts, in_digits

_AMOUNT: Final = rf"(?:{CURRENCY} ?({NUMBER})|({NUMBER}) ?{CURRENCY})"
_BEGINS: Final = (
    r"(?:(?:(?:starting|priced|prices?|available|yours) )?from(?: only| just)?"
    r"|(?:starting|starts) at|as low as"
    r"|(?:schon |bereits )?ab(?: nur)?|dès|à partir de|(?:już )?od|alkaen)"
)
_PRICE: Final = re.compile(
    rf"\b[^\W\d_]+\W{{1,3}}{_BEGINS} {_AMOUNT}"
    rf"|\b[^\W\d_]+ {_AMOUNT}(?: alkaen|:sta alkaen)\b"
    rf"|[\u3040-\u9fff](?:仅|只要|低至|只需)?{_AMOUNT}(?:起(?![订购送步付减充])|から|[〜~])"
    rf"|[\u3400-\u9fff]低至{_AMOUNT}",
    re.IGNORECASE,
)
_NO_PRICE: Final = re.compile(
    r"\b(?:valid|appl\w+|gültig|gilt|valables?|ważn\w+|voimassa|bulk|wholesale|volume|orders?|baskets?|carts?|purchases?|spend\w*|shop(?:ping)?|buy\w*|checkout|bills?"
    r"|subtotals?|totals?|sums?"
    r"|values?|worth|bands?|budgets?|amounts?|levels?|tiers?|status|members?|customers?|minimum|min"
    r"|off|less|discounts?|save\w*|savings?|free|cheaper|gifts?|vouchers?|coupons?|points?|rewards?"
    r"|cash ?back|bonus\w*|delivery|shipping|postage|instal\w+|finance|refunds?"
    r"|\w*bestell\w*|\w*einkauf\w*|einkäufe\w*|warenkorb\w*|warenwert\w*|umsatz\w*|\w*rabatt\w*|nachlass\w*|spar\w*"
    r"|gratis|kostenlos\w*|versand\w*|lieferung\w*|punkte\w*|gutschein\w*|geschenk\w*"
    r"|commandes?|achats?|panier|remises?|réductions?|économis\w+|offerte?s?|gratuit\w*|livraison|points"
    r"|zamówie\w*|zakup\w*|koszyk\w*|rabat\w*|zniżk\w*|dostaw\w*|darmow\w*|punkt\w*"
    r"|tilau\w*|ostoks\w*|alennu\w*|ilmai\w*|toimitu\w*|pist\w+)\b|%"
    r"|满|订单|消费|购物|下单|减|折|省|免|包邮|送|赠|券|积分|返|会员|运费|配送|优惠|充值|注文|送料|割引|以上",
    re.IGNORECASE,
)
"""Words of an amount that is spent, of what is given from it on, and of what is sold by no article."""


def beginning_in(text: str, language: str) -> Iterator[Claim]:
    """Give the prices that a text says goods begin at."""
    told = in_digits(text)
    for found in () if _NO_PRICE.search(told) else _PRICE.finditer(told):
        digits = next(each for each in found.groups() if each and each[0].isdigit())
        number, *besides = amounts(digits, language)
        yield Claim(Kind.BEGINS, found[0], number, besides=tuple(besides))


def is_offered(shape: ProgrammeShape, owner: Shape, claim: Claim) -> bool:
    """Whether a price is one that is measured or reduced, or a rule sets it, or asks for as much."""
    prices = [each.price for each in shape.from_prices] + [each.now for each in shape.reductions]
    if isinstance(owner, DiscountRuleShape):
        asked = [each for each in (owner.when, owner.lines, owner.contains) if each is not None]
        numbers = (part for each in asked for part in parts_in(each) if isinstance(part, Number))
        if owner.reached is not None or any(Fraction(each.text) == claim.number for each in numbers):
            return True
        prices += set_by(owner)
    return any(price <= claim.number for price in prices)

"""Days and goods that are called free of a tax: as much has to be taken off as the tax would come to."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from loyalty.language.tables import Table, read_table
from loyalty.publication.claimed.kinds import Claim, Kind
from loyalty.publication.claimed.numerals import in_digits
from loyalty.publication.claimed.parts import equal_to_more
from loyalty.publication.matter import Matter

_TAX: Final = (
    r"(?:vat|gst|hst|qst|sales[ -]tax|tax|mwst\.?|mehrwertsteuer|umsatzsteuer|ust\.?|tva|alv|arvonlisävero)"
)
_UNTAXED: Final = re.compile(
    rf"\b{_TAX}[ -]?(?:free|frei\w*|vapaa\w*)\b(?!-| (?:allowance|shop|income|savings account))"
    rf"|\bpay (?:no|zero) {_TAX}(?!\w)|\b(?:no|zero) {_TAX} (?:day|days|week|weekend|event|to pay|on)\b"
    rf"|\bwe(?:['’]ll| will)? (?:pay|cover|absorb) (?:the |your )?{_TAX}(?!\w)"
    rf"|(?<![0-9%] ){_TAX} (?:is |are )?(?:on us|off|geschenkt|offerte?|gratis)\b"
    rf"|\bwir (?:schenken|zahlen|übernehmen)(?: ihnen| dir)? die {_TAX}(?!\w)"
    r"|\b(?:zakupy|dni?|weekend) bez vat\b|\bbez vat-?u\b|\bilman alv:?\w*"
    r"|免(?:增值|消费|商品)?税(?![店品区号金点额])|包税",
    re.IGNORECASE,
)


def untaxed_in(text: str) -> Iterator[Claim]:
    """Give what a text says is free of tax."""
    yield from (Claim(Kind.TAX_FREE, found[0]) for found in _UNTAXED.finditer(in_digits(text)))


def without_tax(text: str) -> str:
    """Give a text without what it says is free of tax: `TVA offerte` offers nothing else."""
    return _UNTAXED.sub(" ", text)


def share_of_tax(matter: Matter) -> Fraction:
    """Give the share off that comes to the tax of a price with it: the least by countries, each's highest."""
    basket, highest = matter.shape.basket, list[Fraction]()
    for tax in basket.tax if basket is not None else ():
        if tax.rate is not None:
            highest.append(max(tax.rate.values))
        table = None if tax.table is None else read_table(tax.table, matter.programme.source[tax.table], [])
        if table is not None:
            highest.append(_least_of_countries(table))
    return equal_to_more(max(highest, default=Fraction(0)))


def _least_of_countries(table: Table) -> Fraction:
    """Give the least of the rates that are the highest of a country, or the highest where no row has one."""
    country = next((n for n, each in enumerate(table.columns) if each.rpartition(".")[2] == "country"), None)
    highest = dict[str, Fraction]()
    for row in table.rows:
        for name in ("",) if country is None else row.cells[country].values or ("",):
            highest[name] = max(row.value, highest.get(name, row.value))
    return min(highest.values(), default=Fraction(0))

"""What members would lose by a new version: sentences, and a table of what balances buy less of."""

from fractions import Fraction
from typing import Any

from loyalty.comparison.losing.bands import BandLoss, losses_by_band
from loyalty.comparison.losing.devaluation import CODE
from loyalty.comparison.losing.loss import Less
from loyalty.comparison.versions import Versions
from loyalty.language.readers.words import decimal_text
from loyalty.wording.catalogue import say
from loyalty.wording.languages import EN, LANGUAGES
from loyalty.wording.parts import Grid


def loss_sentences(versions: Versions, language: str) -> tuple[str, ...]:
    """Give a sentence for everything that would be lost, then for everything of which a balance buys less."""
    first = versions.begins.isoformat()
    lost = (
        say("versions.lost", language, what=loss.said.text(language), since=first) for loss in versions.losses
    )
    return (*lost, *(_less(less, language) for less in versions.devaluations))


def loss_grids(versions: Versions, language: str) -> tuple[Grid, ...]:
    """Give a table for each of which a balance buys less: by band, the balance that loses most."""
    heads = tuple(say(f"versions.band.{head}", language) for head in ("head", "balance", "old", "new"))
    made = ((less, _bands(versions, less)) for less in versions.devaluations)
    return tuple(
        Grid(
            _less(less, language),
            heads,
            tuple(_row(versions, less, band, language) for band in bands),
            say("versions.band.below", language),
        )
        for less, bands in made
        if bands
    )


def losses_data(versions: Versions) -> list[dict[str, Any]]:
    """Give every loss as plain data, with its sentences, and its bands where a balance buys less."""
    said = zip(*(loss_sentences(versions, language) for language in LANGUAGES), strict=True)
    sentences = [dict(zip(LANGUAGES, each, strict=True)) for each in said]
    first = versions.begins.isoformat()
    lost: list[dict[str, Any]] = [
        {"code": loss.code, "where": loss.where, "since": first} for loss in versions.losses
    ]
    less: list[dict[str, Any]] = [
        {
            "code": CODE,
            "where": less.where,
            "since": less.since.isoformat(),
            "smallest_balance": less.balance,
            "open": less.open,
            "bands": [_band_data(versions, less, band) for band in _bands(versions, less)],
        }
        for less in versions.devaluations
    ]
    return [{**row, "sentence": told} for row, told in zip([*lost, *less], sentences, strict=True)]


def _less(less: Less, language: str) -> str:
    what, since = less.said.text(language), less.since.isoformat()
    if less.balance is None or less.open:
        return say("versions.lost", language, what=what, since=since)
    return say("versions.less", language, what=what, since=since, balance=_points(less.balance, language))


def _bands(versions: Versions, less: Less) -> tuple[BandLoss, ...]:
    if less.worth is None:
        return ()
    return losses_by_band(less.worth, int(versions.new.shape.numbers.limits.points))


def _row(versions: Versions, less: Less, band: BandLoss, language: str) -> tuple[str, ...]:
    first, balance = _points(band.first, language), _points(band.balance, language)
    if band.last is None:
        named = say("versions.band.open", language, first=first)
    else:
        named = say("versions.band.closed", language, first=first, last=_points(band.last, language))
    return named, balance, *(_bought(versions, less, value, language) for value in (band.before, band.now))


def _bought(versions: Versions, less: Less, value: int, language: str) -> str:
    if less.unit == "money":
        return say("versions.band.money", language, amount=_money(versions, value), code=_currency(versions))
    return say(f"versions.band.{less.unit}", language, number=_points(value, language))


def _money(versions: Versions, steps: int) -> str:
    amount = Fraction(steps) * versions.old.shape.numbers.money.step
    return decimal_text(amount, versions.old.currency.exponent)


def _currency(versions: Versions) -> str:
    return versions.old.currency.code


def _points(number: int, language: str) -> str:
    return f"{number:,}" if language == EN else str(number)


def _band_data(versions: Versions, less: Less, band: BandLoss) -> dict[str, Any]:
    money = less.unit == "money"
    before, now = (_money(versions, v) if money else str(v) for v in (band.before, band.now))
    return {
        "first": band.first,
        "last": band.last,
        "balance": band.balance,
        "before": before,
        "now": now,
        "unit": _currency(versions) if money else less.unit,
    }

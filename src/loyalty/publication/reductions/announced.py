"""Reductions that a version announces, against the price history and the law of each market."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from zoneinfo import ZoneInfo

from loyalty.decision.programme import Programme
from loyalty.language.shapes.reductions import ReductionShape
from loyalty.language.texts.jurisdictions import UNIVERSAL
from loyalty.price_history.claim import GAP, PERCENT, PRIOR, Claim, Fault
from loyalty.price_history.judging import stated_wrongly
from loyalty.price_history.row import Audience, Priced, PriceRow
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.reductions.for_whom import given_to, maybe_given_to
from loyalty.publication.reductions.prior_prices import cited, regime_of, verdict_of, verdicts

_KEYS = {PERCENT: "percent", PRIOR: "was"}


def check_reductions(matter: Matter) -> Iterator[Breach]:
    """Give reductions that the history does not bear out, or that are none.

    A reduction is held against the law of the day that is looked at, or of its first day where that is
    later. Without a history what is stated is looked at alone, and that nobody looked is a warning.
    """
    for reduction in matter.shape.reductions:
        for market in markets_of(reduction, matter.shape.jurisdictions):
            yield from _of_market(matter, reduction, market)


def not_borne_out(programme: Programme, day: date, history: tuple[PriceRow, ...]) -> Iterator[str]:
    """Give ``CODE id`` of reductions that run on a day or are to come and that the history contradicts.

    What it leaves open is told, too: as ``doubt CODE id``.
    """
    for reduction in programme.shape.reductions:
        if reduction.until is not None and reduction.until < day:
            continue
        markets = markets_of(reduction, programme.shape.jurisdictions)
        told = verdicts(claim_of(reduction, "", programme.zone), history, markets)
        codes = {fault.code for verdict in told for fault in verdict.faults}
        doubts = {doubt.code for verdict in told for doubt in verdict.doubts} - codes
        yield from (f"{code} {reduction.id}" for code in sorted(codes))
        yield from (f"doubt {code} {reduction.id}" for code in sorted(doubts))


def markets_of(reduction: ReductionShape, declared: tuple[str, ...]) -> tuple[str, ...]:
    """Give the markets that a reduction is announced in; everywhere, where none is declared."""
    return (reduction.market,) if reduction.market is not None else declared or (UNIVERSAL,)


def claim_of(reduction: ReductionShape, market: str, zone: ZoneInfo) -> Claim:
    """Give what a reduction claims in a market, by the days of the programme's zone."""
    return Claim(
        Priced(reduction.sku, market, reduction.channel or "", Audience(reduction.audience)),
        reduction.from_,
        zone,
        reduction.now,
        reduction.was,
        None if reduction.percent is None else reduction.percent * 100,
    )


def _of_market(matter: Matter, reduction: ReductionShape, market: str) -> Iterator[Breach]:
    claim, law = claim_of(reduction, market, matter.programme.zone), matter.law_of(market)
    yield from _said_narrowly(matter, reduction, market, claim)
    if matter.history is None:
        for fault in stated_wrongly(claim):
            yield _breach(matter, reduction, market, fault)
        message = f"the price history of `{reduction.sku}` was not looked at here"
        help_ = "`loyalty plan` and `loyalty prices check` look at it"
        yield Breach("RF-07", GAP, reduction.place("sku"), message, help_, None, reduction.id, warning=True)
        return
    verdict = verdict_of(claim, matter.history, market, law)
    for fault in verdict.faults:
        yield _breach(matter, reduction, market, fault)
    for doubt in verdict.doubts:
        yield replace(_breach(matter, reduction, market, doubt), warning=True)


def _said_narrowly(matter: Matter, reduction: ReductionShape, market: str, claim: Claim) -> Iterator[Breach]:
    """Give a reduction that is said to be for few where a rule gives it to more, whom the law is about."""
    law = matter.law_of(market)
    regime = regime_of(law, market)
    if regime.days is None or regime.deals or regime.binds(claim.of.audience):
        return
    given = given_to(matter, reduction, claim)
    if given is None:
        yield from _maybe_narrowly(matter, reduction, market, claim)
        return
    audience, rule = given
    if regime.binds(audience):
        message = (
            f"`{reduction.id}` is said to be for `{claim.of.audience}`, "
            f"and the discount `{rule}` gives it to `{audience}`"
        )
        help_ = f"write `audience: {audience}`, so that it is held against the prices that those had"
        value = law.asking("prior_price.groups" if audience is Audience.GROUP else "prior_price.days")
        yield Breach("RF-03", PRIOR, reduction.place("audience"), message, help_, value, reduction.id)


def _maybe_narrowly(matter: Matter, reduction: ReductionShape, market: str, claim: Claim) -> Iterator[Breach]:
    """Warn of a discount for more that makes this price of a kind of articles, which nobody told this is."""
    law, found = matter.law_of(market), maybe_given_to(matter, reduction, claim)
    if found is not None and regime_of(law, market).binds(found[0]):
        audience, rule, fact = found
        said = f"`{reduction.id}` is said to be for `{claim.of.audience}`"
        message = f"{said}, and `{rule}` makes this price for `{audience}` where `{fact}` fits"
        help_ = f"write `audience: {audience}`, or show `{reduction.sku}` with its `{fact}` in an example"
        value, place = law.asking("prior_price.days"), reduction.place("audience")
        yield Breach("RF-03", PRIOR, place, message, help_, value, reduction.id, warning=True)


def _breach(matter: Matter, reduction: ReductionShape, market: str, fault: Fault) -> Breach:
    stated = (
        key for key in (_KEYS.get(fault.code, "was"), "was", "percent") if getattr(reduction, key) is not None
    )
    place = reduction.place(next(stated))
    value = cited(fault, matter.law_of(market))
    return Breach(fault.constraint, fault.code, place, fault.message, fault.help, value, reduction.id)

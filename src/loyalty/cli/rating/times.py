"""Times for ``loyalty rate``: a period, and the share of it in which the charge runs."""

from datetime import UTC, date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import click

from loyalty.decision.rating import WHOLE_TIME, Over, basis_of
from loyalty.decision.use import Stretch
from loyalty.kernel.period import Period, day_start
from loyalty.language.shapes.charges import TermsShape
from loyalty.subscriptions.share import share

Moment = date | datetime
Span = tuple[Moment, Moment]


class Times(click.ParamType[Span]):
    """A start and an end, each a day or an instant, with ``/`` between them."""

    name = "start/end"

    def convert(
        self,
        value: Any,  # noqa: ANN401  as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Span:
        """Give the two moments, or end with wrong use."""
        if isinstance(value, tuple):
            return value
        start, _, end = value.partition("/")
        moments = _moment(start), _moment(end)
        if moments[0] is None or moments[1] is None:
            message = f"`{value}` is not START/END, such as 2026-01-01/2026-02-01, of days or of instants."
            raise click.BadParameter(message, ctx, param)
        return moments[0], moments[1]


def over(terms: TermsShape, period: Span | None, service: Span | None) -> Over:
    """Give what is rated: half-open times, days beginning in the zone of the terms. Ends with wrong use.

    Without a ``service`` it is the whole period, and nothing is shared.
    """
    if period is None:
        if service is not None:
            raise click.UsageError("--service goes with --period: it is a part of it.")
        return WHOLE_TIME
    zone = ZoneInfo(terms.proration.timezone if terms.proration is not None else "UTC")
    whole = period_in(period, zone)
    start, end = whole.start, whole.end
    if service is None:
        return Over(whole)
    first, last = (_instant(moment, zone) for moment in service)
    if not start <= first <= last <= end:
        raise click.UsageError("--service lies in --period, and does not end before it starts.")
    try:
        part = share(first, last, whole, basis_of(terms), zone)
    except ValueError as error:
        raise click.UsageError("--period has no whole day, and days are counted.") from error
    return Over(whole, Stretch("1", part.part, part.total))


def period_in(span: Span, zone: ZoneInfo) -> Period:
    """Give the half-open period of ``--period``, days beginning in a zone; ends with wrong use."""
    start, end = (_instant(moment, zone) for moment in span)
    if end <= start:
        raise click.UsageError("--period ends after it starts.")
    return Period(start, end)


def _moment(text: str) -> Moment | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None


def _instant(moment: Moment, zone: ZoneInfo) -> datetime:
    try:
        return moment.astimezone(UTC) if isinstance(moment, datetime) else day_start(moment, zone)
    except OverflowError as error:
        raise click.UsageError(f"{moment} lies outside the years 1 to 9999 of UTC.") from error

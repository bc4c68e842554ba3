"""``loyalty estimate`` and ``compare-use``: what a member's recorded use costs, on one plan and on all."""

from datetime import datetime
from fractions import Fraction

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_document, print_document_json
from loyalty.cli.rating.compare import print_comparison
from loyalty.decision.use import Stretch
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.use_cases.compare_plans import ComparePlans, compare_plans
from loyalty.use_cases.estimate_usage import Circumstances, EstimateUsage, estimate_usage

start = click.option("--start", type=options.Instant(), required=True, help="The first moment.")
end = click.option("--end", type=options.Instant(), required=True, help="The first moment after it.")


@click.command()
@click.argument("programme")
@click.argument("plan")
@options.member
@start
@end
@options.seats
@options.add_ons
@options.coupons
@click.option("--currency", metavar="CODE", help="The currency of the bill; without it, the programme's.")
@click.option(
    "--share", type=options.Share(), metavar="PART/TOTAL", help="The share that is paid for, 16/31."
)
@click.option("--since", type=options.Instant(), help="When the subscription began; without it, now.")
@click.option("--first-period", is_flag=True, help="Fees that are charged once fall due.")
@click.option("--running", is_flag=True, help="The period is not over: what falls due then is left out.")
@click.option(
    "--points", type=click.IntRange(0, options.POINTS_MAX), default=0, help="Points to pay with, at most."
)
@options.facts
@options.at
@options.database
@options.language
@options.as_json
def estimate(
    programme: str,
    plan: str,
    member: MemberId,
    start: datetime,
    end: datetime,
    seats: int | None,
    add_ons: tuple[tuple[str, int], ...],
    coupons: tuple[str, ...],
    currency: str | None,
    share: tuple[int, int] | None,
    since: datetime | None,
    points: int,
    facts: tuple[tuple[str, str], ...],
    at: datetime | None,
    database: str | None,
    language: str,
    *,
    first_period: bool,
    running: bool,
    as_json: bool,
) -> None:
    """Price one period of a PLAN for what a member's events in it add up to; books nothing.

    \b
    Example:
      loyalty estimate corner-coffee brew-pro mem_01b6esf8g0000 \\
        --start 2026-12-01T00:00:00+01:00 --end 2027-01-01T00:00:00+01:00
    """
    numbers = {name: Fraction(number) for name, number in options.once_each("--add-on", add_ons).items()}
    part, total = share or (1, 1)
    held = options.no_coupon_twice(coupons)
    stretch = Stretch("1", part, total, Fraction(1 if seats is None else seats), numbers)
    command = EstimateUsage(
        programme,
        plan,
        period=_period(start, end),
        member=member,
        facts=options.once_each("--fact", facts),
        at=at,
        first_period=first_period,
        circumstances=Circumstances(stretch, since, held, points, currency or "", running),
    )
    document = estimate_usage(open_database(database), command)
    if as_json:
        print_document_json(document)
    else:
        print_document(document, language)


@click.command("compare-use")
@click.argument("programme")
@options.member
@start
@end
@click.option("--plan", help="The plan of now; its interval counts, and others are told against it.")
@options.database
@options.language
@options.as_json
def compare_use(
    programme: str,
    member: MemberId,
    start: datetime,
    end: datetime,
    plan: str | None,
    database: str | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Price what a member used in a period on every plan of a programme, the cheapest first.

    \b
    Example:
      loyalty compare-use corner-coffee mem_01b6esf8g0000 \\
        --start 2026-12-01T00:00:00+01:00 --end 2027-01-01T00:00:00+01:00
    """
    command = ComparePlans(programme, period=_period(start, end), member=member, plan=plan)
    found = compare_plans(open_database(database), command)
    print_comparison(found.programme, found.comparison, found.plans, language, as_json=as_json)


def _period(start: datetime, end: datetime) -> Period:
    if end <= start:
        raise click.UsageError("--end is a moment after --start.")
    return Period(start, end)

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
@click.option("--coupon", "coupons", multiple=True, help="A coupon that holds; once per coupon.")
@click.option("--currency", metavar="CODE", help="The currency of the bill; without it, the programme's.")
@click.option("--first-period", is_flag=True, help="Fees that are charged once fall due.")
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
    database: str | None,
    language: str,
    *,
    first_period: bool,
    as_json: bool,
) -> None:
    """Price one period of a PLAN for what a member's events in it add up to; books nothing.

    \b
    Example:
      loyalty estimate corner-coffee brew-pro mem_01b6esf8g0000 \\
        --start 2026-12-01T00:00:00+01:00 --end 2027-01-01T00:00:00+01:00
    """
    numbers = {name: Fraction(number) for name, number in options.once_each("--add-on", add_ons).items()}
    stretch = Stretch(seats=Fraction(1 if seats is None else seats), add_ons=numbers)
    command = EstimateUsage(
        programme,
        plan,
        period=_period(start, end),
        member=member,
        first_period=first_period,
        circumstances=Circumstances(stretch, coupons=coupons, currency=currency or ""),
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

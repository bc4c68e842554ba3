"""``loyalty rate``: what a quantity costs, by a plan of a programme or by the terms in one file."""

from datetime import datetime
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import click

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.rule_folder import read_rule_file
from loyalty.cli import options
from loyalty.cli.output import money_text, print_document, print_json, stop
from loyalty.cli.rating.asking import setting_of
from loyalty.cli.rating.plan import Bought, Wish, by_plan, counted_of, readings_in
from loyalty.cli.rating.times import Span, Times, over
from loyalty.cli.rules import print_findings
from loyalty.decision.rating import Booked, Rated, rate_cumulative, rate_events, rate_terms
from loyalty.kernel.money import Money
from loyalty.language.findings import Finding
from loyalty.language.load import LoadedTerms, load_terms
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.charges import FlatTerms, TermsShape
from loyalty.sumcheck import check
from loyalty.usage.meter import Reading

HOW_MUCH = "Say how much was used, by --quantity, by --cumulative or by --events."
ONE_WAY = "--quantity, --cumulative and --events exclude one another; say how much was used by one of them."
BRIEF = ("share", "amount", "exact", "slices")
"""What is told of a charge beside its steps."""


class Used(NamedTuple):
    """How much was used: one of three ways to say it."""

    quantity: Fraction | None
    cumulative: tuple[Fraction, ...] | None
    events: Path | None


NOT_SAID = Used(None, None, None)


@click.command()
@click.argument("rules", metavar="DIR|TERMS.yaml", type=click.Path(exists=True, path_type=Path))
@click.option("--quantity", type=options.Quantity(), help="How much was used, as decimal text.")
@click.option(
    "--cumulative",
    type=options.Quantities(),
    help="The quantity after each change, such as 7,3; prints what each change books. Only with terms.",
)
@click.option(
    "--events",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file of events, one JSON object on each line; in a plan each may name its `meter`.",
)
@click.option("--period", type=Times(), help="The period, half-open, such as 2026-01-01/2026-02-01.")
@click.option("--service", type=Times(), help="The part of the period that is paid for, half-open.")
@click.option("--plan", help="The plan; needed with a folder.")
@click.option("--meter", help="What is counted, and whose charge is told; needed with a folder.")
@click.option(
    "--usage",
    "others",
    type=options.Used(),
    multiple=True,
    help="METER=QUANTITY of a further meter of the plan; once per meter.",
)
@options.seats
@options.add_ons
@options.coupons
@click.option("--currency", metavar="CODE", help="The currency of the bill; without it, the programme's.")
@options.tier
@options.country
@options.at
@options.language
@options.as_json
def rate(
    rules: Path,
    quantity: Fraction | None,
    cumulative: tuple[Fraction, ...] | None,
    events: Path | None,
    period: Span | None,
    service: Span | None,
    plan: str | None,
    meter: str | None,
    others: tuple[tuple[str, Fraction], ...],
    seats: int | None,
    add_ons: tuple[tuple[str, int], ...],
    coupons: tuple[str, ...],
    currency: str | None,
    tier: str | None,
    country: str | None,
    at: datetime | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Price a quantity by a plan of a folder of rule files, or by the terms of one charge in a file.

    With a folder the explanation is of the plan's whole period: its price, use, fees and tax.
    With --period and --service the charge is shared by time, as `proration` of the terms counts it.

    \b
    Examples:
      loyalty rate rules/corner-coffee --plan brew-pro --meter api-calls --quantity 150000
      loyalty rate rules/cloud-desk --plan team --meter api-calls --quantity 60000 --seats 5 --coupon welcome
      loyalty rate seed/demo/terms.yaml --quantity 15 --json
      loyalty rate docs/examples/terms/package.yaml --cumulative 17,22,8
      loyalty rate docs/examples/terms/percentage.yaml --events docs/examples/terms/percentage.jsonl
    """
    used, times = Used(quantity, cumulative, events), (period, service)
    if sum(way is not None for way in used) > 1:
        raise click.UsageError(ONE_WAY)
    if used == NOT_SAID and rules.is_dir():
        raise click.UsageError(HOW_MUCH)
    if rules.is_dir():
        if plan is None or meter is None:
            raise click.UsageError("With a folder of rule files, say which --plan and which --meter.")
        numbers = options.once_each("--add-on", add_ons)
        bought = Bought(seats, numbers, options.no_coupon_twice(coupons), currency)
        wish = Wish(plan, meter, _of_a_plan(used, meter, others, times), events, period, bought)
        _print(by_plan(setting_of(rules, tier, country, at), wish), language, as_json=as_json)
        return
    _alone(plan=plan, meter=meter, usage=others, seats=seats, add_on=add_ons, coupon=coupons)
    _alone(currency=currency, tier=tier, country=country)
    _by_terms(rules, used, times, at, language, as_json=as_json)


def _by_terms(
    file: Path,
    used: Used,
    times: tuple[Span | None, Span | None],
    at: datetime | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Rate what was used by the terms in a file, and print it; a flat amount needs no quantity."""
    terms, source = terms_in(file)
    if used == NOT_SAID:
        if not isinstance(terms.terms, FlatTerms):
            raise click.UsageError(HOW_MUCH)
        used = Used(Fraction(0), None, None)
    day, asked = at or SystemClock().now().replace(microsecond=0), over(terms, *times)
    if used.quantity is not None:
        _print(rate_terms(terms, source, used.quantity, day, asked.share), language, as_json=as_json)
    if used.cumulative is not None:
        booked = rate_cumulative(terms, source, used.cumulative, day, asked.share)
        _print_cumulative(booked, used.cumulative, language, as_json=as_json)
    if used.events is not None:
        start = asked.period.start if asked.period else day
        readings = readings_in(used.events, start, asked.period, lambda _: counted_of(terms.terms))
        booked = rate_events(terms, source, readings, day, asked)
        _print_events(booked, readings, language, as_json=as_json)


def _alone(**given: object) -> None:
    """End with wrong use where an option of plans stands beside terms."""
    for name, value in given.items():
        if value not in {None, ()}:
            option = name.replace("_", "-")
            raise click.UsageError(f"--{option} goes with a folder of rule files; terms stand alone.")


def _of_a_plan(
    used: Used,
    meter: str,
    others: tuple[tuple[str, Fraction], ...],
    times: tuple[Span | None, Span | None],
) -> dict[str, Fraction]:
    """Give how much was used of each meter, none where events say; ends with wrong use."""
    period, service = times
    if used.cumulative is not None or service is not None:
        raise click.UsageError("--cumulative and --service go with terms that stand alone.")
    if period is not None and used.events is None:
        raise click.UsageError("With a folder of rule files, --period goes with --events.")
    if others and used.events is not None:
        raise click.UsageError("--usage goes with --quantity; events name their own `meter`.")
    own = [] if used.quantity is None else [(meter, used.quantity)]
    return options.once_each("--usage", [*own, *others])


def terms_in(file: Path) -> tuple[TermsShape, dict[str, str]]:
    """Give the terms in a file, and its text by name."""
    text = read_rule_file(file)
    loaded = LoadedTerms(None, (text,)) if isinstance(text, Finding) else load_terms(text, file.name)
    if loaded.shape is None or isinstance(text, Finding):
        print_findings(file.parent, loaded.findings)
        raise click.exceptions.Exit(1)
    return loaded.shape, {file.name: text}


def _print(rated: Rated, language: str, *, as_json: bool) -> None:
    if as_json:
        _print_json(rated.to_json(), rated)
        return
    share = f" for {rated.share.part}/{rated.share.total} of the period" if rated.share else ""
    counted = f", counted by the {rated.basis}" if rated.share else ""
    click.echo(f"{rated.meter}: {_major(rated.amount, rated)}{share}{counted}\n")
    print_document(rated.document, language)


def _print_cumulative(
    booked: Booked, quantities: tuple[Fraction, ...], language: str, *, as_json: bool
) -> None:
    names = [decimal_text(quantity) for quantity in quantities]
    if as_json:
        told = booked.last.to_json()
        brief: dict[str, Any] = {key: told[key] for key in BRIEF if key in told}
        steps = _steps(booked, "quantity", names)
        _print_json({**brief, "steps": steps, "explanation": booked.last.document}, booked.last)
        return
    _print_steps(booked, [f"{name} {booked.last.meter}" for name in names], language)


def _print_events(booked: Booked, readings: list[Reading], language: str, *, as_json: bool) -> None:
    names = [reading.id for reading in readings]
    if as_json:
        _print_json({**booked.last.to_json(), "booked": _steps(booked, "event", names)}, booked.last)
        return
    _print_steps(booked, names, language)


def _steps(booked: Booked, what: str, names: list[str]) -> list[dict[str, Any]]:
    """Give what each step books and what is booked in all after it, in minor units."""
    steps = zip(names, booked.steps, booked.cumulative(), strict=False)
    return [{what: name, "amount": amount, "cumulative": so_far} for name, amount, so_far in steps]


def _print_steps(booked: Booked, names: list[str], language: str) -> None:
    for name, step in zip(names, booked.steps, strict=False):
        click.echo(f"{name}: books {_major(step, booked.last)}")
    click.echo()
    _print(booked.last, language, as_json=False)


def _print_json(told: dict[str, Any], rated: Rated) -> None:
    print_json(told)
    problems = check(rated.document)
    if problems:
        stop("\n".join(problems))


def _major(amount: int, rated: Rated) -> str:
    return money_text(Money(amount, rated.currency))

"""``loyalty rate-batch``: a file of usage events, added up and rated in one go."""

from contextlib import closing
from datetime import datetime
from pathlib import Path
from time import perf_counter_ns

import click

from loyalty.adapters.batch_rating import BatchTotals, EventsFile, EventsFileError, rate_events
from loyalty.adapters.clock import SystemClock
from loyalty.cli import options
from loyalty.cli.output import counted, money_text, note, print_json, stop
from loyalty.cli.rating.rate import terms_in
from loyalty.cli.rules import moment, participant, programme_in
from loyalty.decision.rating import BulkCharge, bulk_of_plan, bulk_of_terms
from loyalty.kernel.money import Money
from loyalty.language.readers.sql import CannotRead
from loyalty.language.readers.words import decimal_text

MILLI = 10**6


@click.command("rate-batch")
@click.argument("rules", metavar="DIR|TERMS.yaml", type=click.Path(exists=True, path_type=Path))
@click.argument("events", metavar="EVENTS", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", default="member", show_default=True, help="The column that says whose an event is.")
@click.option("--quantity", default="quantity", show_default=True, help="The column of how much was used.")
@click.option("--plan", help="The plan; needed with a folder.")
@click.option("--meter", help="What is counted; needed with a folder, and where EVENTS has several.")
@options.tier
@options.at
@click.option(
    "--out",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where every amount is written, as parquet or CSV.",
)
@options.as_json
def rate_batch(
    rules: Path,
    events: Path,
    by: str,
    quantity: str,
    plan: str | None,
    meter: str | None,
    tier: str | None,
    at: datetime | None,
    out: Path | None,
    *,
    as_json: bool,
) -> None:
    """Price a file of usage events, parquet or CSV: the sum of each member's events, by one charge.

    The file holds one period. Each sum is rated as `loyalty rate` would, to the last cent.

    \b
    Example:
      loyalty rate-batch seed/demo/terms.yaml events.parquet --out amounts.parquet
    """
    try:
        charge = _charge(rules, plan, meter, tier, at)
        note(f"rating {events}")
        begun = perf_counter_ns()
        with closing(rate_events(charge, EventsFile(events, by, quantity, meter))) as batch:
            took = (perf_counter_ns() - begun) // MILLI
            if out is not None:
                batch.write(out)
            _print(batch.totals, charge, took, out, as_json=as_json)
    except (CannotRead, EventsFileError) as fault:
        stop(f"{fault}.")


def _charge(
    rules: Path, plan: str | None, meter: str | None, tier: str | None, at: datetime | None
) -> BulkCharge:
    if not rules.is_dir():
        if plan is not None or tier is not None:
            raise click.UsageError("--plan and --tier go with a folder of rule files; terms stand alone.")
        terms, source = terms_in(rules)
        return bulk_of_terms(terms, source, at or SystemClock().now().replace(microsecond=0))
    if plan is None or meter is None:
        raise click.UsageError("With a folder of rule files, say which --plan and which --meter.")
    programme = programme_in(rules)
    return bulk_of_plan(programme, plan, meter, moment(programme, at), participant(programme, tier))


def _print(totals: BatchTotals, charge: BulkCharge, took: int, out: Path | None, *, as_json: bool) -> None:
    quantity = decimal_text(totals.quantity)
    if as_json:
        print_json(
            {
                "events": totals.events,
                "sums": totals.sums,
                "quantity": quantity,
                "amount": {"amount": totals.amount, "currency": charge.currency.code},
                "milliseconds": took,
            }
        )
        return
    due = Money(totals.amount, charge.currency)
    rows = (
        ("events", f"{totals.events:,}"),
        ("sums", f"{totals.sums:,}"),
        (charge.meter, quantity),
        ("amount", money_text(due)),
        ("milliseconds", f"{took:,}"),
    )
    for what, much in rows:
        click.echo(f"  {what:<28}{much:>24}")
    if out is not None:
        note(f"{counted(totals.sums, 'amount')} in {out}")

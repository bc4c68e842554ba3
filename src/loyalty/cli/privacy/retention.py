"""``loyalty retention``: the oldest row of each table beside its limit."""

import click

from loyalty.ageing.limits import OVERDUE
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json, stop
from loyalty.use_cases.erasing.show_retention import retention_data, show_retention


@click.command()
@options.database
@options.as_json
def retention(database: str | None, *, as_json: bool) -> None:
    """List the oldest row of each table whose rows have an age, beside its limit.

    The job `retention` removes what is over, every night. Ends with 1 where a row is there two days
    after its time.

    \b
    Example:
      loyalty retention
    """
    rows = show_retention(open_database(database))
    if as_json:
        print_json([retention_data(each) for each in rows])
    else:
        widest = max((len(each.table) for each in rows), default=0)
        for each in rows:
            shown = retention_data(each)
            oldest = shown["oldest"] or "no rows"
            over = f", {counted(each.over, 'row')} over" if each.over else ""
            click.echo(f"  {each.table:<{widest}}  {each.kept:<10}{each.days:>5} days  oldest {oldest}{over}")
    late = [each.table for each in rows if each.overdue]
    if late:
        stop(f"{OVERDUE}: {', '.join(late)}; run `loyalty jobs run --kind retention`.")

"""``loyalty segments`` and ``rfm``: members counted, and the buyers of a file in ten groups."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from loyalty.adapters.history_file import open_history
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.cli.versions.histories import reading
from loyalty.privacy.reports.cells import hidden
from loyalty.use_cases.segments.count_segments import count_segments
from loyalty.use_cases.segments.group_history import group_counts, group_history
from loyalty.use_cases.segments.list_segments import list_segments

_programme = click.option("--programme", required=True, help="The programme whose segments they are.")


@click.group()
def segments() -> None:
    """Count the members of segments, and list what they look at."""


@segments.command()
@_programme
@options.database
@options.as_json
def count(programme: str, database: str | None, *, as_json: bool) -> None:
    """Count the members of every segment, as the first `loyalty jobs run` of a day does.

    Decisions look at the last count of a day before their own. A day is counted once.

    \b
    Example:
      loyalty segments count --programme corner-coffee
    """
    found = count_segments(open_database(database), programme)
    if as_json:
        print_json({"day": found.day.isoformat(), "segments": len(found.members), "before": found.before})
        return
    said = "had been counted" if found.before else "counted"
    click.echo(f"{counted(len(found.members), 'segment')} {said} on {found.day}")


@segments.command(name="list")
@_programme
@options.database
@options.as_json
def listed(programme: str, database: str | None, *, as_json: bool) -> None:
    """List the segments, how many members each had when last counted, and what it looks at.

    A number below the smallest size of a segment, or below eleven, is not told; one that is told moves
    by eleven at least, and lies by as many from that of a segment over the same facts.

    \b
    Example:
      loyalty segments list --programme corner-coffee
    """
    rows: list[dict[str, Any]] = [
        {
            "segment": each.segment,
            "name": dict(each.name),
            "at_least_members": each.at_least,
            "counted_on": each.day.isoformat() if each.day is not None else None,
            "members": each.members,
            "reads": list(each.reads),
            "labels": list(each.labels),
        }
        for each in list_segments(open_database(database), programme)
    ]
    if as_json:
        print_json(rows)
        return
    for row in rows:
        members = (
            row["members"] if row["members"] is not None else "too few, or too near to another, to be told"
        )
        told = f"{members} on {row['counted_on']}" if row["counted_on"] is not None else "never counted"
        click.echo(f"{row['segment']:<24}{told}; looks at {', '.join(row['labels'])} facts")
    click.echo(counted(len(rows), "segment"))


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--on", type=options.Day(), required=True, help="The day from whose beginning days count.")
@options.as_json
def rfm(file: Path, on: date, *, as_json: bool) -> None:
    """Put the buyers of a history of sales in ten groups by recency and frequency.

    FILE is parquet or CSV, with the columns that `loyalty replay` reads. Nothing is booked. Groups of
    fewer than eleven are not told, nor others by which such a one would be found.

    \b
    Example:
      loyalty rfm seed/online_retail.parquet --on 2011-12-11
    """
    with reading():
        groups = group_counts(group_history(open_history(file).rows(), on).values())
    small = hidden(groups)
    told = {name: None if name in small else number for name, number in groups.items()}
    if as_json:
        print_json(told)
        return
    for name, number in sorted(told.items(), key=lambda found: (-(found[1] or 0), found[0])):
        click.echo(f"{name.replace('_', ' '):<24}{'not told' if number is None else number:>8}")

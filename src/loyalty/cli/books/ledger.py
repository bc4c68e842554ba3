"""``loyalty ledger``: every account held to the laws of the book."""

from typing import Any

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_json
from loyalty.kernel.identity import id_text
from loyalty.ledger.verify import TAMPERED
from loyalty.use_cases.verify_ledger import Verified, count_accounts, verify_ledger


@click.group()
def ledger() -> None:
    """Look after the ledger."""


@ledger.command()
@options.database
@options.as_json
def verify(database: str | None, *, as_json: bool) -> None:
    """Check every account from its rows alone: chain, sums, lots, holds. Changes nothing.

    Of what moved between two accounts both sides are held to each other.

    Each fault is LEDGER_TAMPERED and printed with its member, its entry and what differs; then the code is 1.

    \b
    Example:
      loyalty ledger verify --db sqlite:///var/loyalty.db
    """
    services = open_database(database)
    accounts = entries = 0
    faulty: list[Verified] = []
    with progress() as shown:
        task = shown.add_task("verifying", total=count_accounts(services))
        for verified in verify_ledger(services):
            accounts, entries = accounts + (not verified.again), entries + verified.entries
            if verified.faults:
                faulty.append(verified)
            shown.advance(task, 0 if verified.again else 1)
    faults = [fault for verified in faulty for fault in _faults(verified)]
    if as_json:
        print_json({"accounts": accounts, "entries": entries, "faults": faults})
    else:
        for fault in faults:
            where = f"{fault['member']} {fault['entry'] or 'account'}"
            click.echo(f"{fault['code']} {where}: {fault['law']}: {fault['differs']}")
        sums = (
            counted(accounts, "account"),
            counted(entries, "entry", "entries"),
            counted(len(faults), "fault"),
        )
        click.echo(", ".join(sums))
    if faults:
        raise click.exceptions.Exit(1)


def progress() -> Progress:
    """Give a bar with how much of how many is done; nothing is written where stderr is no terminal."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _faults(verified: Verified) -> list[dict[str, Any]]:
    return [
        {
            "code": TAMPERED,
            "member": _named("mem", verified.account.member_id),
            "unit": verified.account.unit,
            "entry": _named("ent", fault.entry_id) if fault.entry_id is not None else None,
            "law": fault.law,
            "differs": fault.differs,
        }
        for fault in verified.faults
    ]


def _named(prefix: str, stored: object) -> str:
    """Give an id as it is written outside; a file of SQLite may have something else in its place."""
    return id_text(prefix, stored) if isinstance(stored, int) else repr(stored)

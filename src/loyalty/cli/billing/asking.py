"""A write from the command line: shown first, asked about, then booked as it was shown."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

import click

from loyalty.adapters.clock import HeldClock
from loyalty.cli.billing.written import print_bill, print_standing
from loyalty.cli.output import money_text, note, print_json, stop
from loyalty.idempotency.fingerprint import fingerprint
from loyalty.kernel.identity import id_text
from loyalty.kernel.money import Money, currency
from loyalty.sumcheck import check
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services


class Ask(Protocol):
    """Asks a use case, for a preview or for good."""

    def __call__(self, services: Services, *, preview: bool, terms: str | None = None) -> Told:
        """Give what it tells; ``terms`` are those that were agreed to. Raises its refusals."""


preview = click.option("--preview", is_flag=True, help="Only show what would be booked.")
agreed = click.option(
    "--agreed",
    "terms_agreed",
    metavar="SHA256",
    help="The terms of --preview that the member agreed to; with --yes.",
)
yes = click.option("--yes", is_flag=True, help="Book without asking.")
key = click.option(
    "--key", metavar="TEXT", help="Names this request: sent again under the same key, it is booked once."
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How a write is asked for and told."""

    preview: bool
    yes: bool
    language: str
    as_json: bool


def once_of(services: Services, command: str, sent: str | None, asked: object) -> Once:
    """Give what makes a command safe to repeat: the caller's key, or one of its own that nobody repeats."""
    name = sent or new_text_id(services, "cli", services.clock.now())
    return Once(f"cli {command}", name, fingerprint(asked))


def note_replayed(told: Told) -> None:
    """Say beside the answer that it is of an earlier request."""
    if told.replayed:
        note("This was booked before; it is told again.")


def carry_out(services: Services, ask: Ask, manner: Manner) -> None:
    """Show what a change of a subscription would book, ask, and book it as of the instant it was shown for.

    With ``preview`` it is only shown, with ``yes`` only booked. Ends with code 1 where nobody agrees.
    """
    if manner.as_json and not manner.preview and not manner.yes:
        raise click.UsageError("With --json say --preview to be shown it, or --yes to book it.")
    if manner.preview or manner.yes:
        _print(ask(services, preview=manner.preview), manner)
        return
    held = replace(services, clock=HeldClock(services.clock.now()))
    shown = ask(held, preview=True)
    _print(shown, manner)
    if shown.replayed:
        return
    _confirm()
    terms = shown.data.get("terms")
    booked = ask(held, preview=False, terms=None if terms is None else terms["sha256"])
    if _lines(booked) == _lines(shown):
        click.echo(_booked(booked.data["invoice"]))
    else:
        note("Something was recorded meanwhile; this is what was booked.")
        _print(booked, manner)


def _confirm() -> None:
    try:
        agreed = click.confirm("Book it?", err=True)
    except click.Abort:
        stop("\nNothing was booked; --yes books without asking.")
    if not agreed:
        stop("Nothing was booked.")


def _print(told: Told, manner: Manner) -> None:
    data, bill = told.data, told.data["invoice"]
    stands = {**data["subscription"], "member": id_text("mem", data["subscription"]["member"])}
    note_replayed(told)
    if manner.as_json:
        print_json({**data, "subscription": stands})
        problems = check(bill) if bill is not None else []
        if problems:
            stop("\n".join(problems))
        return
    print_standing(stands)
    if "terms" in data:
        click.echo()
        for sentence in data["terms"]["text"]:
            click.echo(sentence[manner.language])
        click.echo(f"agreed to as {data['terms']['sha256']}")
    click.echo()
    if bill is None:
        click.echo("Nothing is due.")
    else:
        print_bill(bill, manner.language)


def _lines(told: Told) -> list[Any]:
    bill = told.data["invoice"]
    return [] if bill is None else [(row["key"], row["period"], row["amount"]) for row in bill["lines"]]


def _booked(bill: Mapping[str, Any] | None) -> str:
    if bill is None:
        return "Booked."
    due = Money(bill["total"]["due"], currency(bill["currency"]))
    kind = bill["kind"].replace("_", " ")
    return f"Booked: {kind} {bill['number']}, {money_text(due)}, {bill['id']}."

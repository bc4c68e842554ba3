"""A bill on the terminal, in words and whether it adds up; a subscription as lines."""

from collections.abc import Mapping
from typing import Any

import click

from loyalty.cli.output import print_checked, print_document_json
from loyalty.wording.bills.invoice import invoice_wording
from loyalty.wording.text import titled

STANDING = (
    "id",
    "programme",
    "member",
    "plan",
    "seats",
    "add_ons",
    "coupons",
    "state",
    "started_at",
    "trial_until",
    "ends_at",
    "period",
    "version",
)
"""The order in which a subscription is told."""


def print_bill(document: Mapping[str, Any], language: str) -> None:
    """Print a bill and, below it, whether it adds up; ends with code 1 where it does not."""
    click.echo(titled(invoice_wording(dict(document), language), language), nl=False)
    print_checked(language, document)


def show_bill(document: Mapping[str, Any] | None, language: str, *, as_json: bool) -> None:
    """Print a bill in words or as JSON, or that there is none; ends with code 1 where it does not add up."""
    if document is None:
        click.echo("null" if as_json else "Nothing is due.")
    elif as_json:
        print_document_json(document)
    else:
        print_bill(document, language)


def print_standing(stands: Mapping[str, Any]) -> None:
    """Print a subscription as it stands, what there is none of left out."""
    for name in STANDING:
        if stands[name] not in (None, {}, []):
            click.echo(f"{name:<12} {_plain(stands[name])}")


def _plain(value: object) -> str:
    match value:
        case {"start": start, "end": end}:
            return f"{start} until before {end}"
        case dict():
            return ", ".join(f"{name} {part}" for name, part in value.items())
        case list():
            return ", ".join(str(part) for part in value)
        case _:
            return str(value)

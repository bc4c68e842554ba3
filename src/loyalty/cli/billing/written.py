"""A bill on the terminal: in words, and whether it adds up."""

from collections.abc import Mapping
from typing import Any

import click

from loyalty.cli.output import stop
from loyalty.sumcheck import check
from loyalty.wording.bills.invoice import invoice_wording
from loyalty.wording.text import titled


def print_bill(document: Mapping[str, Any], language: str) -> None:
    """Print a bill and, below it, whether it adds up; ends with code 1 where it does not."""
    click.echo(titled(invoice_wording(dict(document), language), language), nl=False)
    problems = check(dict(document))
    if problems:
        stop("\n".join(["sum check: FAILED", *problems]))
    click.echo("sum check: ok")

"""``loyalty compare-plans``: what the same use would cost on every plan of a folder of rule files."""

from collections.abc import Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

import click

from loyalty.cli import options
from loyalty.cli.output import print_checked, print_json
from loyalty.cli.rating.asking import setting_of
from loyalty.decision.answers.comparison import Asked, Comparison, Told, compare, comparison_data, tell
from loyalty.decision.baseline import for_nobody
from loyalty.decision.explain import Heading, explain
from loyalty.decision.metering import stated
from loyalty.decision.programme import Programme
from loyalty.wording.bills.comparison import comparison_wording
from loyalty.wording.text import laid_out


@click.command("compare-plans")
@options.folder
@click.option("--usage", "used", type=options.Used(), multiple=True, help="METER=QUANTITY; once per meter.")
@click.option("--plan", help="The plan of now; its interval counts, and others are told against it.")
@options.tier
@options.country
@options.at
@options.language
@options.as_json
def compare_plans(
    folder: Path,
    used: tuple[tuple[str, Fraction], ...],
    plan: str | None,
    tier: str | None,
    country: str | None,
    at: datetime | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Price the same use on every plan of a folder of rule files, the cheapest first.

    \b
    Example:
      loyalty compare-plans rules/corner-coffee --usage api-calls=150000 --tier gold
    """
    quantities = options.once_each("--usage", used)
    setting = setting_of(folder, tier, country, at)
    programme = setting.programme
    asked = {
        name: Asked(stated(programme, name, quantities, setting.day), setting.who) for name in programme.plans
    }
    found = compare(programme, asked, setting.at, current=plan, facts=setting.facts)
    documents = [
        explain(one.usual, Heading("estimate", "usage"), for_nobody(one.usual)) for one in found.offered
    ]
    print_comparison(programme, found, tell(found, documents), language, as_json=as_json)


def print_comparison(
    programme: Programme, found: Comparison, plans: Sequence[Told], language: str, *, as_json: bool
) -> None:
    """Print plans compared and whether every price adds up; ends with code 1 where one does not."""
    told = comparison_data(programme, found, plans)
    if as_json:
        print_json(told)
    else:
        click.echo(laid_out(comparison_wording(told, language), language), nl=False)
    print_checked(language, *(one.document for one in plans), quiet=as_json)

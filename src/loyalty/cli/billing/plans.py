"""``loyalty plans``: what there is to subscribe to, with all that the first period costs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, money_text, note, print_json
from loyalty.decision.explain import instant_text
from loyalty.decision.refusals import UnknownPlan
from loyalty.language.findings import not_known
from loyalty.use_cases.subscriptions.list_plans import Plan, Plans, list_plans


@click.command()
@click.argument("programme")
@click.argument("plan", required=False)
@options.at
@options.database
@options.language
@options.as_json
def plans(
    programme: str,
    plan: str | None,
    at: datetime | None,
    database: str | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """List the plans of a programme, or show one: its price, and the first period with fees and tax.

    \b
    Examples:
      loyalty plans corner-coffee
      loyalty plans corner-coffee brew-pro --lang zh-CN
    """
    found = list_plans(open_database(database), programme, at)
    shown = [one for one in found.plans if plan in {None, one.id}]
    if plan is not None and not shown:
        known = [one.id for one in found.plans]
        raise UnknownPlan(not_known(f"The programme has no plan `{plan}`", plan, known))
    if as_json:
        print_json(_told(found, shown))
        return
    for one in shown:
        price, first = (money_text(sum_) for sum_ in (one.price, one.first))
        rhythm = f" every {one.every}" if one.every else ""
        click.echo(f"{one.id}  {_label(one.name, language)}: {price}{rhythm}, the first period {first}")
        for said, words in (("free for", one.trial), ("add-ons", ", ".join(one.add_ons))):
            if words:
                click.echo(f"  {said} {words}")
        for charge in one.charges:
            click.echo(f"  {charge.meter}  {_label(charge.label, language)}: {charge.words[language]}")
        for fee in one.fees:
            click.echo(f"  {fee.id}  {fee.words[language]}")
    note(counted(len(shown), "plan"))


def _told(found: Plans, shown: list[Plan]) -> dict[str, Any]:
    return {
        "programme": found.programme.name,
        "rules_version": found.programme.digest,
        "at": instant_text(found.at),
        "plans": [_data(one) for one in shown],
    }


def _data(one: Plan) -> dict[str, Any]:
    return {
        "id": one.id,
        "name": dict(one.name),
        "price": {"amount": one.price.minor, "currency": one.price.currency.code},
        "first": {"amount": one.first.minor, "currency": one.first.currency.code},
        "every": one.every,
        "anchor": one.anchor,
        "trial": one.trial,
        "add_ons": list(one.add_ons),
        "charges": [
            {
                "meter": each.meter,
                "label": dict(each.label),
                "model": each.model,
                "words": dict(each.words),
            }
            for each in one.charges
        ],
        "fees": [{"id": each.id, "label": dict(each.label), "words": dict(each.words)} for each in one.fees],
    }


def _label(names: Mapping[str, str], language: str) -> str:
    return names.get(language, names["en"])

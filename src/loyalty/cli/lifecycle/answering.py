"""``loyalty approve`` and ``reject``: what the second person says to a plan of adoption."""

from collections.abc import Callable

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import OF_PROGRAMME, PLAN, REASON, by, person, plan_named, reason
from loyalty.cli.output import note, print_json
from loyalty.use_cases.lifecycle.answering import AnsweredPlan, AnswerPlan
from loyalty.use_cases.lifecycle.approve_plan import approve_plan
from loyalty.use_cases.lifecycle.plans import plan_data
from loyalty.use_cases.lifecycle.reject_plan import reject_plan
from loyalty.use_cases.services import Services

Answer = Callable[[Services, AnswerPlan], AnsweredPlan]


@click.command()
@PLAN
@by
@click.option("--reason", type=REASON, help="Why; the audit keeps it.")
@OF_PROGRAMME
@options.database
@options.as_json
def approve(
    what: str, by: str, reason: str | None, name: str | None, database: str | None, *, as_json: bool
) -> None:
    """Approve a plan of adoption that somebody else made. PLAN is its id, or the file it was written to.

    From a file exactly what stands in it is approved: where another plan is kept, nothing is.

    \b
    Example:
      loyalty approve plan.json --by Bo
    """
    _answer(approve_plan, database, (what, by, reason, name), as_json=as_json)


@click.command()
@PLAN
@by
@reason
@OF_PROGRAMME
@options.database
@options.as_json
def reject(what: str, by: str, reason: str, name: str | None, database: str | None, *, as_json: bool) -> None:
    """Reject a plan of adoption, for good. Its author may withdraw it so.

    \b
    Example:
      loyalty reject corner-coffee-2 --by Bo --reason "gold pays more in January"
    """
    _answer(reject_plan, database, (what, by, reason, name), as_json=as_json)


def _answer(
    answer: Answer, database: str | None, asked: tuple[str, str, str | None, str | None], *, as_json: bool
) -> None:
    what, who, why, programme = asked
    services = open_database(database)
    plan = plan_named(services, what, programme)
    command = AnswerPlan(plan.programme, plan.plan_id, person(who), why, plan.tag)
    given = answer(services, command)
    if as_json:
        print_json(plan_data(given.plan))
        return
    click.echo(
        f"{plan.plan_id} is {given.plan.state}: {plan.programme} {plan.digest[:12]} from {plan.day}"
        f" in the place of {(plan.against or 'nothing')[:12]}."
    )
    if given.replayed:
        note("This was said before; nothing is changed.")

"""``loyalty plan``: what is to bind from a day on, decided and kept for another person to approve."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import click

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adoption.plan import AdoptionPlan
from loyalty.adoption.refusals import NothingChanges
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import NAME, person
from loyalty.cli.output import counted, holding, note, print_json, stop
from loyalty.cli.rules import print_findings, programme_in
from loyalty.constraints.waiving import waiver_words
from loyalty.publication.report import by_profile, coming
from loyalty.use_cases.lifecycle.list_adoption_plans import next_plan_id
from loyalty.use_cases.lifecycle.plan_adoption import PlanAdoption, plan_adoption
from loyalty.use_cases.lifecycle.plans import plan_data
from loyalty.use_cases.refusals import ConstraintsUndecided, FindingsStand
from loyalty.use_cases.services import Services

UNDECIDED, CHANGES = 3, 4


@click.command()
@click.argument("what", metavar="DIR|PROGRAMME", type=click.Path(path_type=Path))
@click.option("--author", type=NAME, required=True, metavar="NAME", help="Who makes the plan.")
@click.option(
    "--id", "plan_id", type=options.OwnId(), help="Your own id of the plan; without it, one is made."
)
@click.option(
    "--from", "day", type=options.Day(), help="The first day; without it, the files' own, or today."
)
@click.option("--earlier", metavar="DIGEST", help="Plan to adopt this version of PROGRAMME once more.")
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the plan to this file too."
)
@click.option("--detailed-exitcode", "detailed", is_flag=True, help="End with 4 where there is a change.")
@options.database
@options.language
@options.as_json
def plan(
    what: Path,
    author: str,
    plan_id: str | None,
    day: date | None,
    earlier: str | None,
    out: Path | None,
    database: str | None,
    language: str,
    *,
    detailed: bool,
    as_json: bool,
) -> None:
    """Check a folder, run its examples, decide its constraints, and keep a plan to adopt it.

    Nothing binds yet: another person approves the plan, then it is adopted. Where the files bind
    already there is nothing to do. Codes: 0 planned or nothing to do, 1 findings or refused,
    3 undecided, and 4 planned with --detailed-exitcode.

    \b
    Examples:
      loyalty plan rules/corner-coffee --author Ada --from 2027-01-01
      loyalty plan corner-coffee --earlier DIGEST --author Ada
    """
    services = open_database(database)
    try:
        made = _made(services, what, (author, plan_id, day, earlier))
    except FindingsStand as refusal:
        print_findings(what, refusal.findings)
        raise click.exceptions.Exit(1) from None
    except ConstraintsUndecided as refusal:
        stop(f"{refusal.title}:\n{refusal.detail}", UNDECIDED)
    except NothingChanges as refusal:
        _nothing(str(refusal.facts["digest"]), as_json=as_json)
        return
    told = plan_data(made)
    if out is not None:
        out.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if as_json:
        print_json(dict(told))
    else:
        print_plan(told, language)
        note(f"next: loyalty approve {made.plan_id} --by SOMEBODY-ELSE, then loyalty adopt {made.plan_id}")
    if detailed:
        raise click.exceptions.Exit(CHANGES)


def _made(
    services: Services, what: Path, asked: tuple[str, str | None, date | None, str | None]
) -> AdoptionPlan:
    author, plan_id, day, earlier = asked
    source, name = None, str(what)
    if earlier is None:
        if not what.is_dir():
            raise click.BadParameter(f"There is no folder {what}.", param_hint="DIR")
        name, source = programme_in(what).name, read_rule_folder(what).source
    own = plan_id or next_plan_id(services, name)
    command = PlanAdoption(name, own, person(author), source, earlier, day)
    return plan_adoption(services, command).plan


def _nothing(digest: str, *, as_json: bool) -> None:
    if as_json:
        print_json({"plan": None, "digest": digest})
    else:
        click.echo(f"Nothing to do: {digest[:12]} binds then already.")


def print_plan(told: Mapping[str, Any], language: str) -> None:
    """Print what is reviewed of a plan, and how far it is."""
    click.echo(f"{told['plan']}  {told['programme']}  {told['state']}")
    click.echo(f"  adopts    {told['digest']}")
    click.echo(f"  against   {told['against'] or 'nothing, no version binds then'}")
    click.echo(f"  from      {told['day']}")
    click.echo(f"  author    {told['author']}, {told['made_at']}")
    for how, files in told["files"].items():
        if files and told["against"]:
            click.echo(f"  {how:<8}  {', '.join(files)}")
    for sentence in told["changes"][language]:
        click.echo(f"  - {sentence}")
    click.echo(f"  examples  {counted(told['examples'], 'worked example')} {holding(told['examples'])}")
    for warning in told["warnings"]:
        click.echo(f"  {warning}")
    for row in told["constraints"]:
        click.echo(f"  {row['verdict']:<11}  {row['constraint']}: {row['because']}{_waived(row)}")
    if "certificate" in told:
        solvers = [f"{name} {version}" for name, version in told["certificate"]["solvers"].items()]
        click.echo(f"  decided   {told['certificate']['decided_at']}, {' and '.join(solvers) or 'no solver'}")
        law = told["certificate"]
        for line in by_profile(law.get("catalogue", ()), law.get("profiles", {})):
            click.echo(f"  law       {line}")
        for line in coming(law.get("upcoming", ())):
            click.echo(f"  coming    {line}")
    answered = told.get("answered")
    if answered:
        why = f": {answered['reason']}" if answered["reason"] else ""
        click.echo(f"  answered  by {answered['by']}, {answered['at']}{why}")
    click.echo(f"  document  {told['document_digest']}")


def _waived(row: Mapping[str, Any]) -> str:
    return "".join(f"; {waiver_words(waiver)}" for waiver in row.get("waivers", ()))

"""``loyalty adopt``: what another person approved, or a folder while nobody takes part yet."""

from pathlib import Path

import click

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adoption.refusals import NeedsPlan
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import NAME, OF_PROGRAMME, REASON, person, plan_named
from loyalty.cli.output import note, print_json, stop
from loyalty.cli.rules import print_findings
from loyalty.use_cases.adopt_programme import INSTALLATION, Adopted, AtOnce, adopt_programme
from loyalty.use_cases.lifecycle.adopt_plan import AdoptPlan, adopt_plan
from loyalty.use_cases.refusals import ConstraintsUndecided, FindingsStand
from loyalty.use_cases.services import Services

UNDECIDED = 3


@click.command()
@click.argument("what", metavar="PLAN|DIR")
@click.option("--by", type=NAME, metavar="NAME", help="Who adopts; needed with a plan and in an emergency.")
@click.option("--emergency", type=REASON, metavar="REASON", help="Adopt a folder without a second person.")
@OF_PROGRAMME
@options.database
@options.as_json
def adopt(
    what: str,
    by: str | None,
    emergency: str | None,
    name: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Make an approved plan bind, from its day on; or a folder of rule files, while nobody takes part.

    It must have no findings, every worked example must hold, and no constraint may be broken or
    undecided. What was adopted before is kept, and what was promised under it.

    \b
    Examples:
      loyalty adopt rules/corner-coffee --db sqlite:///var/loyalty.db
      loyalty adopt corner-coffee-2 --by Ada
      loyalty adopt rules/corner-coffee --by Ada --emergency "gold is paid twice"
    """
    folder = Path(what)
    if by is None and (emergency is not None or not folder.is_dir()):
        raise click.UsageError("Say who adopts: --by NAME.")
    if emergency is not None and not folder.is_dir():
        raise click.UsageError("--emergency goes with a folder; a plan has been approved.")
    services = open_database(database)
    try:
        if folder.is_dir():
            _folder(services, folder, by, emergency, as_json=as_json)
        else:
            _plan(services, (what, name, by or ""), as_json=as_json)
    except FindingsStand as refusal:
        print_findings(folder, refusal.findings)
        raise click.exceptions.Exit(1) from None
    except ConstraintsUndecided as refusal:
        stop(f"{refusal.title}:\n{refusal.detail}", UNDECIDED)
    except NeedsPlan as refusal:
        stop(f"{refusal.title}: `loyalty plan {what} --author NAME`, or --by and --emergency.")


def _folder(
    services: Services, folder: Path, by: str | None, emergency: str | None, *, as_json: bool
) -> None:
    read = read_rule_folder(folder)
    if read.findings:
        print_findings(folder, read.findings)
        raise click.exceptions.Exit(1)
    who = INSTALLATION if by is None else person(by)
    print_adopted(adopt_programme(services, read.source, AtOnce(who, emergency)), as_json=as_json)


def print_adopted(adopted: Adopted, *, as_json: bool) -> None:
    """Print which version binds, and from when."""
    programme = adopted.programme
    first = adopted.binds_from.astimezone(programme.zone).date().isoformat()
    if as_json:
        known = {
            "programme": programme.name,
            "digest": programme.digest,
            "from": first,
            "binds_from": adopted.binds_from.isoformat(),
            "known": adopted.known,
        }
        print_json(known)
        return
    before = "had been adopted before and " if adopted.known else ""
    click.echo(f"{programme.name} {programme.digest[:12]} {before}binds from {first}.")


def _plan(services: Services, asked: tuple[str, str | None, str], *, as_json: bool) -> None:
    what, name, who = asked
    plan = plan_named(services, what, name)
    adopted = adopt_plan(services, AdoptPlan(plan.programme, plan.plan_id, person(who), plan.tag))
    if as_json:
        print_json(
            {
                "programme": plan.programme,
                "plan": plan.plan_id,
                "digest": plan.digest,
                "binds_from": adopted.binds_from.isoformat(),
                "known": adopted.replayed,
                "differs": list(adopted.differs),
            }
        )
        return
    before = "had been adopted before and " if adopted.replayed else ""
    begins = adopted.binds_from.isoformat(timespec="seconds")
    click.echo(f"{plan.programme} {plan.digest[:12]} {before}binds from {plan.day} on ({begins}).")
    for difference in adopted.differs:
        note(f"decided otherwise than when it was planned, with the same verdicts: {difference}")

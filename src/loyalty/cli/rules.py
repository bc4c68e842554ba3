"""Rule folders and terms from disk, and the instant a decision is about."""

from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import NoReturn

import click

from loyalty.adapters.clock import SystemClock
from loyalty.adapters.rule_folder import RuleFolder, read_rule_folder
from loyalty.cli.checking.as_data import finding_data
from loyalty.cli.checking.explained import finding_in_chinese
from loyalty.cli.checking.places import path_of
from loyalty.cli.options import CHINESE, readers_language
from loyalty.cli.output import note, print_json
from loyalty.decision.programme import Programme, compile_programme
from loyalty.decision.situate import Participant
from loyalty.language.findings import Finding, did_you_mean

NOON = time(12)


def programme_in(folder: Path) -> Programme:
    """Give the programme of a folder; tells its findings and ends with code 1 where it has any."""
    read = read_rule_folder(folder)
    if not read.source:  # nothing was read, so nothing is missing in it
        _stop(folder, read, read.findings)
    compiled = compile_programme(read.source)
    if compiled.programme is None or read.findings:
        _stop(folder, read, (*read.findings, *compiled.findings))
    return compiled.programme


def _stop(folder: Path, read: RuleFolder, findings: tuple[Finding, ...]) -> NoReturn:
    """Tell findings, as data where the command gives JSON, and end with code 1."""
    if click.get_current_context().params.get("as_json"):
        print_json({"findings": [finding_data(read.source, finding) for finding in findings]})
    else:
        print_findings(folder, findings)
    raise click.exceptions.Exit(1)


def print_findings(folder: Path, findings: tuple[Finding, ...]) -> None:
    """Print findings on stderr, each with the path of its file as one can open it."""
    chinese = readers_language() == CHINESE
    for finding in findings:
        click.echo(placed(folder, finding_in_chinese(finding) if chinese else finding), err=True)


def placed(folder: Path, finding: Finding) -> str:
    """Give the line a person reads, with the path of the file, or of the folder itself, as it was given."""
    return f"{path_of(folder, finding.span)}{str(finding).removeprefix(finding.span.file)}"


def moment(programme: Programme, asked: datetime | None) -> datetime:
    """Give the instant that was asked for, else now.

    On a day the programme does not bind, noon of its nearest day stands for now, and a note says so.
    """
    if asked is not None:
        return asked
    now = SystemClock().now().replace(microsecond=0)
    effective = programme.shape.effective
    today = now.astimezone(programme.zone).date()
    nearest = max(today, effective.from_)
    if effective.until is not None:
        nearest = min(nearest, effective.until)
    if nearest == today:
        return now
    note(
        f"as of {nearest}: the programme binds {_days(effective.from_, effective.until)}; --at says otherwise"
    )
    return datetime.combine(nearest, NOON, programme.zone).astimezone(UTC)


def participant(programme: Programme, tier: str | None) -> Participant:
    """Give a member of the tier, nobody without one; ends with wrong use where there is no such tier."""
    if tier is None:
        return Participant()
    ladder = [step.name for step in programme.shape.tiers.ladder] if programme.shape.tiers else []
    if tier not in ladder:
        hint = did_you_mean(tier, ladder) or f"there are {', '.join(ladder) or 'none'}"
        raise click.BadParameter(f"The programme has no tier `{tier}`; {hint}", param_hint="--tier")
    return Participant(enrolled=True, tier=tier)


def _days(first: date, last: date | None) -> str:
    return f"from {first} on" if last is None else f"from {first} until {last}"

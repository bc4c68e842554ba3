"""``loyalty check``: what is wrong with a folder of rule files, and what was looked at."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.cli import options
from loyalty.cli.output import counted, print_json, stop
from loyalty.cli.rules import placed
from loyalty.constraints.holding import verdicts
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.decision.examples import Outcome, run_examples
from loyalty.decision.programme import Programme, compile_programme
from loyalty.language.finding_codes import CODES
from loyalty.language.findings import Finding, did_you_mean, in_order


@dataclass(frozen=True, slots=True)
class Checked:
    """What came of checking a folder."""

    programme: Programme | None
    findings: tuple[Finding, ...]
    outcomes: tuple[Outcome, ...] = ()
    verdicts: tuple[Verdict, ...] = ()

    @property
    def wrong(self) -> int:
        """How many findings keep the programme from being adopted."""
        return sum(not finding.warning for finding in self.findings)

    @property
    def broken(self) -> int:
        """How many of its own constraints the programme breaks."""
        return sum(verdict.holds is False for verdict in self.verdicts)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), required=False)
@click.option("--explain", "code", metavar="CODE", help="Say what a finding's code means, and end.")
@options.as_json
def check(folder: Path | None, code: str | None, *, as_json: bool) -> None:
    """Find mistakes in a folder of rule files and run its worked examples.

    The folder may lie anywhere. Every finding comes at once, as file:line:column and a message;
    a warning keeps nothing from being adopted.

    \b
    Examples:
      loyalty check rules/corner-coffee
      loyalty check --explain E303
    """
    if code is not None:
        _explain(code, as_json=as_json)
        return
    if folder is None:
        raise click.UsageError("Say which folder to check.")
    checked = _check(folder)
    if as_json:
        print_json(_data(checked))
    else:
        _print(folder, checked)
    if checked.wrong or checked.broken:
        raise click.exceptions.Exit(1)


def _check(folder: Path) -> Checked:
    read = read_rule_folder(folder)
    if not read.source:
        return Checked(None, read.findings)
    compiled = compile_programme(read.source)
    programme = compiled.programme
    if programme is None:
        return Checked(None, in_order((*read.findings, *compiled.findings)))
    outcomes = run_examples(programme)
    failed = [finding for outcome in outcomes for finding in outcome.findings]
    findings = in_order((*read.findings, *compiled.findings, *failed))
    return Checked(programme, findings, outcomes, verdicts(programme))


def _print(folder: Path, checked: Checked) -> None:
    for finding in checked.findings:
        click.echo(placed(folder, finding))
    for verdict in checked.verdicts:
        holds = "broken: " if verdict.holds is False else ""
        click.echo(f"{verdict.evidence:<11}  {verdict.constraint}: {holds}{verdict.because}")
    warnings = len(checked.findings) - checked.wrong
    parts = [counted(checked.wrong, "finding"), counted(warnings, "warning")]
    if checked.programme is not None:
        held = sum(not outcome.findings for outcome in checked.outcomes)
        parts.append(f"{held} of {counted(len(checked.outcomes), 'worked example')} hold")
        parts.extend(_tally(checked.verdicts))
        parts.append(f"digest {checked.programme.digest[:12]}")
    click.echo(", ".join(parts))
    if checked.wrong:
        codes = dict.fromkeys(finding.code for finding in checked.findings)
        click.echo(f"what it means: loyalty check --explain CODE, here {', '.join(codes)}", err=True)


def _tally(found: tuple[Verdict, ...]) -> list[str]:
    """Say how many constraints there are of each strength of evidence."""
    numbers = {word: sum(verdict.evidence is word for verdict in found) for word in Evidence}
    return [f"{counted(number, 'constraint')} {word}" for word, number in numbers.items() if number]


def _data(checked: Checked) -> dict[str, Any]:
    programme = checked.programme
    return {
        "programme": programme.name if programme is not None else None,
        "digest": programme.digest if programme is not None else None,
        "findings": [
            {
                "file": finding.span.file,
                "line": finding.span.line,
                "column": finding.span.column,
                "code": finding.code,
                "message": finding.message,
                "help": finding.help,
                "warning": finding.warning,
            }
            for finding in checked.findings
        ],
        "examples": [{"name": o.example.name, "holds": not o.findings} for o in checked.outcomes],
        "constraints": [
            {"constraint": v.constraint, "evidence": v.evidence, "holds": v.holds, "because": v.because}
            for v in checked.verdicts
        ],
    }


def _explain(code: str, *, as_json: bool) -> None:
    known = CODES.get(code.upper())
    if known is None:
        stop(
            f"There is no such code; {did_you_mean(code.upper(), CODES) or 'see docs/findings.md'}",
            2,
        )
    if as_json:
        print_json({"code": code.upper(), "title": known.title, "explanation": known.explanation})
    else:
        click.echo(f"{code.upper()}: {known.title}\n{known.explanation}")

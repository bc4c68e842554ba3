"""``loyalty check``: what is wrong with a folder of rule files, and what was looked at."""

from collections.abc import Sequence
from pathlib import Path

import click

from loyalty.cli import options
from loyalty.cli.checking.as_data import as_data
from loyalty.cli.checking.as_github import as_github
from loyalty.cli.checking.as_sarif import as_sarif
from loyalty.cli.checking.as_text import as_text
from loyalty.cli.checking.explained import EN, explained, in_chinese
from loyalty.cli.checking.looking import Looked, claim_of, look
from loyalty.cli.checking.summed import meant, summed
from loyalty.cli.output import print_json, stop
from loyalty.language.finding_codes import CODES, Explained
from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.constraints import PARAMETERS
from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.shipped import catalogue
from loyalty.publication.codes import PUBLICATION

UNDECIDED = 3
"""The exit code where nothing is wrong and a constraint is not decided."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif", "github"]),
    help="How to tell it: for people, as JSON, as SARIF 2.1.0, as commands of a GitHub workflow.",
)
@click.option("--explain", "code", metavar="CODE", help="Say what a code or a constraint means, and end.")
@options.language
@options.as_json
def check(folder: Path | None, form: str | None, code: str | None, language: str, *, as_json: bool) -> None:
    """Find mistakes in a folder of rule files and run its worked examples.

    The folder may lie anywhere. Every finding comes at once, with its code, its place, the line
    itself and what to do; a warning keeps nothing from being adopted. --json is short for
    --format json. With --lang zh-CN what was found, what to do, what a code means and what the
    law asks for is told in Chinese; a sentence that is not translated is in English, and so are
    JSON, SARIF and the commands for GitHub. The exit code is 1 where something is wrong, 3 where
    a constraint is undecided.

    \b
    Examples:
      loyalty check rules/corner-coffee
      loyalty check rules/corner-coffee --format sarif > check.sarif
      loyalty check --explain E303
    """
    if as_json and form not in {None, "json"}:
        raise click.UsageError(f"--json and --format {form} exclude one another.")
    if code is not None:
        _explain(code, language, as_json=as_json or form == "json")
        return
    if folder is None:
        raise click.UsageError("Say which folder to check.")
    looked = look(folder)
    _tell(looked, "json" if as_json else form or "text", language)
    if looked.wrong or looked.broken:
        raise click.exceptions.Exit(1)
    if looked.undecided:
        raise click.exceptions.Exit(UNDECIDED)


def _tell(looked: Looked, form: str, language: str) -> None:
    match form:
        case "json":
            print_json(as_data(looked))
        case "sarif":
            print_json(as_sarif(looked))
        case "github":
            for line in as_github(looked):
                click.echo(line)
        case _:
            _print(looked, language)


def _print(looked: Looked, language: str) -> None:
    for line in as_text(looked, language):
        click.echo(line)
    for line in summed(looked, language):
        click.echo(line)
    if told := meant(looked, language):
        click.echo(told, err=True)


def _explain(code: str, language: str, *, as_json: bool) -> None:
    name = code if code in PARAMETERS else code.upper()
    asked = [row for row in catalogue().values() if name == row.id or name in row.codes]
    known = _known(code, name, asked, language)
    if known is None:
        of_law = [each for row in catalogue().values() for each in row.codes]
        meant = did_you_mean(name, [*CODES, *PUBLICATION, *of_law]) or did_you_mean(code, PARAMETERS)
        stop(f"There is no such code; {meant or 'see docs/findings.md'}", 2)
    says = {row.id: row.says[language] for row in asked}
    if as_json:
        print_json({"code": name, "title": known.title, "explanation": known.explanation, "asked_by": says})
        return
    click.echo(f"{name}: {known.title}\n{known.explanation}")
    for row in asked:
        click.echo(f"{row.id} ({', '.join(row.profiles)}): {says[row.id]} [{row.sourced}]")


def _known(code: str, name: str, asked: Sequence[Constraint], language: str) -> Explained | None:
    """Give what a code means: of a finding, of a constraint that is declared, or of one of the catalogue."""
    if code in PARAMETERS:
        claimed = "a constraint", claim_of(code)
        return Explained(*(claimed if language == EN else map(in_chinese, claimed)))
    if asked and name not in PUBLICATION:
        title = "a constraint of the catalogue" if language == EN else "目录中的约束"
        return Explained(title, asked[0].says[language])
    return explained(name, language)

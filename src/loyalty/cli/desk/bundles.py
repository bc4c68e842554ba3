"""``loyalty desk bundle``: take along what deciding needs; and verifying such a file."""

from pathlib import Path

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, note, print_json
from loyalty.desk.bundle import BYTES_MAX
from loyalty.seals.keys import SealKey
from loyalty.seals.verification import Verdict
from loyalty.use_cases.desk.export_bundle import ExportBundle, export_bundle
from loyalty.use_cases.desk.verify_bundle import verify_bundle
from loyalty.wording.desk.bundles import bundle_data, file_lines
from loyalty.wording.seals import verdict_said

ARCHIVE = b"PK"
"""How an archive begins, and no sealed document does."""


@click.command()
@click.argument("programme", metavar="PROGRAMME")
@click.argument("explanations", metavar="[ID]...", nargs=-1)
@click.option(
    "--compare", "versions", type=(str, str), metavar="OLD NEW", help="Two versions to be compared in it."
)
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), required=True, help="The file to write."
)
@options.database
def bundle(
    programme: str,
    explanations: tuple[str, ...],
    versions: tuple[str, str] | None,
    out: Path,
    database: str | None,
) -> None:
    """Take documents along in one file: with seals, keys, rule files, sign-offs, all that deciding needs.

    `loyalty verify FILE` verifies it without a server and names what fails.

    \b
    Examples:
      loyalty desk bundle corner-coffee exp_01b6esf8g0000 --out case-4711.zip
      loyalty desk bundle corner-coffee --compare 3f2a91c04b77 494e593eb0b8 --out versions.zip
    """
    if not explanations and versions is None:
        raise click.UsageError("Name documents, or two versions with --compare.")
    made = export_bundle(open_database(database), ExportBundle(programme, explanations, versions))
    out.write_bytes(made.content)
    note(f"{out}: {counted(len(made.manifest.files), 'file')}. Verify it: loyalty verify {out}")


def is_bundle(file: Path) -> bool:
    """Give whether a file begins as a bundle does."""
    with file.open("rb") as opened:
        return opened.read(len(ARCHIVE)) == ARCHIVE


def verify_file(file: Path, keys: dict[str, SealKey] | None, language: str, *, as_json: bool) -> None:
    """Print what every file of a bundle came to; ends with code 1 where it is not valid."""
    with file.open("rb") as opened:
        found = verify_bundle(opened.read(BYTES_MAX + 1), keys)
    if as_json:
        print_json(bundle_data(found.verdict, found.checks, language))
    else:
        for check in found.checks:
            for line in file_lines(check, language):
                click.echo(line)
        click.echo(verdict_said(found.verdict, language))
    if found.verdict is not Verdict.VALID:
        raise click.exceptions.Exit(1)

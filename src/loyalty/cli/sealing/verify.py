"""``loyalty verify``: whether a document, or a bundle, is as it was sealed, check by check, offline."""

from pathlib import Path
from typing import Any

import click

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.adapters.verifier.page import verifier_page
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.desk.bundles import is_bundle, verify_file
from loyalty.cli.output import print_json
from loyalty.cli.sealing.reading import FILE, erased_in, keys_in, root_in, text_of
from loyalty.seals.verification import Trusted, Verdict, Verified
from loyalty.use_cases.seals.find_record import find_record
from loyalty.use_cases.seals.verify_document import VerifyDocument, verify_document
from loyalty.wording.seals import check_lines, digest_said, verdict_said, verified_data


@click.command()
@click.argument("file", metavar="FILE", type=FILE)
@click.option("--keys", type=FILE, help="The published keys that you trust; without it those in FILE.")
@click.option(
    "--rules",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DIR",
    help="The rule files that decided; without it those in FILE.",
)
@click.option(
    "--root", metavar="HEX|FILE", help="The root of the day that you trust, or the file that holds it."
)
@click.option("--erasures", type=FILE, help="The published list of what was erased; without it none.")
@click.option(
    "--db",
    "database",
    metavar="URL",
    callback=options.address,
    help="The books to hold it to as well; without it none.",
)
@options.language
@options.as_json
def verify(file: Path, keys: Path | None, rules: Path | None, root: str | None, **said: Any) -> None:  # noqa: ANN401  as Click hands them over
    """Check a sealed document: shape, digest, signature, sums, chain, inclusion, recomputation.

    Of a bundle (`loyalty desk bundle`) every file is checked, and what fails is named.
    Nothing is asked of a server, and of a database only with --db: then a document is held to the
    record in the books too, which say since when a member's data are erased. Ends with code 1 where
    something is not valid.

    \b
    Examples:
      loyalty verify receipt.json
      loyalty verify case-4711.zip --keys keys.json
      loyalty verify receipt.json --keys keys.json --rules rules/corner-coffee --lang zh-CN
      loyalty verify receipt.json --keys keys.json --erasures erased.json
    """
    language = said["language"]
    published = None if keys is None else keys_in(keys, language)
    trusted = Trusted(
        published,
        None if root is None else root_in(root, language),
        None if said["erasures"] is None else erased_in(said["erasures"], language),
    )
    if is_bundle(file):
        _only_of_documents(rules, root, said["database"], said["erasures"])
        verify_file(file, published, language, as_json=said["as_json"])
        return
    text = text_of(file)
    brought = None if rules is None else read_rule_folder(rules).source
    verified = verify_document(VerifyDocument(text, trusted, brought))
    record = None if said["database"] is None else find_record(open_database(said["database"]), text)
    verified = verified if record is None else verified.also(record)
    if said["as_json"]:
        print_json(verified_data(verified, language))
    else:
        print_verified(verified, language)
    if verified.verdict not in {Verdict.VALID, Verdict.SEAL_ONLY}:
        raise click.exceptions.Exit(1)


@click.command()
def verifier() -> None:
    """Write the verifier as one web page; opened from disk it checks a file and asks nobody.

    \b
    Example:
      loyalty verifier > verifier.html
    """
    click.echo(verifier_page(), nl=False)


def _only_of_documents(*brought: object) -> None:
    """End with wrong use where something is brought along that a bundle is not held to."""
    if any(each is not None for each in brought):
        raise click.UsageError("A bundle brings its rule files and roots; only --keys goes with it.")


def print_verified(verified: Verified, language: str) -> None:
    """Print every check, and below them what they come to."""
    for check in verified.checks:
        for line in check_lines(check, language):
            click.echo(line)
    click.echo(verdict_said(verified.verdict, language))
    if verified.digest is not None:
        click.echo(digest_said(verified.digest, language))

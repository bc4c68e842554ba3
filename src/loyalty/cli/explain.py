"""``loyalty explain``: the reasons behind a quote, an order, a refund or a bill, and whether they add up."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_document, print_document_json, print_json, stop, unsound
from loyalty.cli.sealing.reading import text_of
from loyalty.decision.telling.views import VIEWS, View, seen
from loyalty.desk.course import COURSE
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.orders.order import OrderKey
from loyalty.sumcheck import check_text, unsealed
from loyalty.use_cases.desk.search_documents import ENTRY, ORDER_PARTS
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.use_cases.refusals import ExplanationErased, UnknownExplanation
from loyalty.use_cases.seals.show_sealed import document_of_order, show_sealed
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.use_cases.show_quote import show_quote
from loyalty.wording.bills.print import as_pdf
from loyalty.wording.compose import viewed
from loyalty.wording.page import file_of
from loyalty.wording.telling.erased import erased_said
from loyalty.wording.telling.sheet import explanation_sheet


@click.command()
@click.argument("what", metavar="ID|FILE")
@options.database
@options.language
@click.option(
    "--view",
    type=click.Choice(list(VIEWS)),
    help="For whom: an agent sees rule ids and places too, an auditor every step. Without it, "
    "a customer's in words, and all of it as JSON.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "csv", "pdf"]),
    default="text",
    show_default=True,
    help="How it is written; all but text are files for stdout.",
)
@click.option("--sealed", is_flag=True, help="Write the file that `loyalty verify` checks, as JSON.")
@options.as_json
def explain(
    what: str,
    database: str | None,
    language: str,
    view: str | None,
    form: str,
    *,
    sealed: bool,
    as_json: bool,
) -> None:
    """Print the explanation of something, and check that it adds up.

    ID is exp_…, chg_…, inv_… or sum_… (a document by its number), quo_… (a quote),
    PROGRAMME/SOURCE/ORDER (an order), or MEMBER/7 or MEMBER/WALLET:7 (the seventh entry of a
    member's points).
    FILE is an explanation in a JSON file; no database is opened for it.

    \b
    Examples:
      loyalty explain exp_01b6esf8g0000 --lang zh-CN
      loyalty explain corner-coffee/shop-web/order-1001 --view agent
      loyalty explain corner-coffee/shop-web/order-1001 --sealed > receipt.json
      loyalty explain receipt.json
      loyalty explain inv_01b6esf8g0000
      loyalty explain exp_01b6esf8g0000 --format pdf > receipt.pdf
    """
    if sealed:
        print_json(_sealed(database, what))
        return
    try:
        document = _from_file(Path(what), language) if Path(what).is_file() else _kept(database, what)
    except ExplanationErased as erased:
        _print_erased(database, erased, language, as_json=as_json)
        return
    asked = VIEWS[view] if view is not None else None
    if as_json and asked in {None, View.AUDITOR}:
        print_document_json(document)
    else:
        _print(document, language, asked or View.BUYER, "json" if as_json else form)


def _sealed(database: str | None, what: str) -> Mapping[str, Any]:
    services = open_database(database)
    parts = what.split("/")
    if len(parts) == ORDER_PARTS:
        return show_sealed(services, document_of_order(services, OrderKey(*parts))).file
    return show_sealed(services, _id_of(services, what)).file


def _kept(database: str | None, what: str) -> Mapping[str, Any]:
    if what.endswith(".json") or Path(what).is_dir():
        stop(f"`{what}` is no file; see `loyalty explain --help`.")
    services = open_database(database)
    entry = ENTRY.fullmatch(what)
    return _change(services, entry) if entry is not None else _shown(services, what)


def _change(services: Services, entry: re.Match[str]) -> Mapping[str, Any]:
    member = parse_id("mem", entry["member"])
    if member is None:
        raise UnknownExplanation
    return show_points_change(services, MemberId(member), int(entry["seq"]), entry["wallet"] or POINTS)


def _shown(services: Services, what: str) -> Mapping[str, Any]:
    return show_explanation(services, _id_of(services, what)).now


def _id_of(services: Services, what: str) -> str:
    parts = what.split("/")
    if len(parts) == ORDER_PARTS:
        return document_of_order(services, OrderKey(*parts))
    if what.startswith("quo_"):
        return show_quote(services, what).quote.explanation_id
    entry = ENTRY.fullmatch(what)
    if entry is not None:
        return str(_change(services, entry)["id"])
    if not what.startswith(("exp_", "chg_", "sum_", "inv_")):
        stop(f"There is no such file, and `{what}` is not an id; see `loyalty explain --help`.")
    return what


def _print_erased(database: str | None, erased: ExplanationErased, language: str, *, as_json: bool) -> None:
    """Print what became of an explanation that was erased, and the amounts that stay of it."""
    left = erased.facts["amounts"]
    amounts = None if left is None else show_explanation(open_database(database), str(left)).document
    if as_json:
        print_json({"erased": dict(erased.facts), "amounts": amounts})
        return
    for sentence in erased_said(erased.facts, language):
        click.echo(sentence)
    if amounts is not None:
        click.echo()
        print_document(amounts, language, View.BUYER)


def _from_file(file: Path, language: str) -> Mapping[str, Any]:
    """Give a document that was checked; ends with code 1 and its problems where it does not hold."""
    text = text_of(file)
    problems = check_text(text)
    if problems:
        stop(unsound(problems, language))
    found: Any = unsealed(json.loads(text))
    # How it stood when somebody looked is not what was told.
    return {name: part for name, part in found.items() if name != COURSE}


def _print(document: Mapping[str, Any], language: str, view: View, form: str) -> None:
    try:
        match form:
            case "json":
                print_json(seen(document, view))
            case "pdf":
                told = datetime.fromisoformat(document.get("issued_at") or document["at"])
                click.echo(as_pdf(viewed(document, language, view), language, told), nl=False)
            case "html":
                click.echo(file_of(viewed(document, language, view), language), nl=False)
            case "csv":
                click.echo(explanation_sheet(document, language, view=view), nl=False)
            case _:
                print_document(document, language, view)
    except (KeyError, TypeError, ValueError, AttributeError):
        # A stranger's document may add up and still lack what its sentences are made of.
        stop("sum check: ok\nThe document adds up, but lacks what is needed to put it in words; try --json.")

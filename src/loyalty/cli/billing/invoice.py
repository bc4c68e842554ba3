"""``loyalty invoice``: a bill in words, as a page, as a table or in print; ``void-invoice`` cancels one."""

from datetime import datetime

import click

from loyalty.cli import options
from loyalty.cli.billing.asking import key, note_replayed, once_of
from loyalty.cli.billing.written import print_bill, show_bill
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_document_json
from loyalty.desk.course import COURSE
from loyalty.use_cases.billing.show_invoice import beside_invoice, show_invoice
from loyalty.use_cases.billing.void_invoice import void_invoice
from loyalty.wording.bills.invoice import invoice_wording
from loyalty.wording.bills.print import as_pdf
from loyalty.wording.bills.sheet import invoice_sheet
from loyalty.wording.page import file_of


@click.command()
@click.argument("invoice_id", metavar="ID")
@options.database
@options.language
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "html", "csv", "pdf"]),
    default="text",
    show_default=True,
    help="How it is written; all but text are files for stdout.",
)
@click.option("--currency", "told_in", metavar="CODE", help="A currency to tell it in besides, such as CNY.")
@options.as_json
def invoice(
    invoice_id: str,
    database: str | None,
    language: str,
    form: str,
    told_in: str | None,
    *,
    as_json: bool,
) -> None:
    """Print an invoice or a credit note as it was booked; as text with a check that it adds up.

    \b
    Examples:
      loyalty invoice inv_01b6esf8g0000 --lang zh-CN
      loyalty invoice inv_01b6esf8g0000 --format pdf > invoice.pdf
    """
    services = open_database(database)
    document, beside = show_invoice(services, invoice_id, told_in), beside_invoice(services, invoice_id)
    # What is told in another currency besides is not what was sealed.
    document = {**document, **(beside if told_in is None else {COURSE: beside[COURSE]})}
    if as_json:
        print_document_json(document)
        return
    match form:
        case "pdf":
            issued = datetime.fromisoformat(document["issued_at"])
            click.echo(as_pdf(invoice_wording(document, language), language, issued), nl=False)
        case "html":
            click.echo(file_of(invoice_wording(document, language), language), nl=False)
        case "csv":
            click.echo(invoice_sheet(document, language), nl=False)
        case _:
            print_bill(document, language)


@click.command("void-invoice")
@click.argument("invoice_id", metavar="ID")
@key
@options.database
@options.language
@options.as_json
def void(invoice_id: str, key: str | None, database: str | None, language: str, *, as_json: bool) -> None:
    """Cancel an invoice, once: a credit note takes every line of it back, exactly.

    What is due of its periods is due again, and the next bill books it as it is known then.

    \b
    Example:
      loyalty void-invoice inv_01b6esf8g0000
    """
    services = open_database(database)
    told = void_invoice(services, invoice_id, once_of(services, "void-invoice", key, invoice_id))
    note_replayed(told)
    show_bill(told.data, language, as_json=as_json)

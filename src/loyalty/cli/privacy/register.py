"""``loyalty register``: every field in which something of a person is kept, and why."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json
from loyalty.use_cases.privacy.show_notice_at_collection import handed_to_in_force
from loyalty.use_cases.privacy.show_register import show_register
from loyalty.wording.privacy.record import record_page
from loyalty.wording.privacy.register import register_page


@click.command()
@click.option("--record", is_flag=True, help="Write the record of processing activities instead.")
@click.option("--controller", help="Who answers for the data, for the record.")
@click.option("--contact", help="Whom to ask, for the record.")
@options.language
@options.database
@options.as_json
def register(
    controller: str | None,
    contact: str | None,
    language: str,
    database: str | None,
    *,
    record: bool,
    as_json: bool,
) -> None:
    """List what is kept of members: for what, on which ground, how long, and who sees it.

    \b
    Example:
      loyalty register --lang zh-CN
      loyalty register --record --controller 'Corner Coffee Ltd' --contact privacy@example.org
    """
    rows = show_register()
    if record:
        if not controller or not contact or as_json:
            raise click.UsageError("The record is a text; say --controller and --contact.")
        others = handed_to_in_force(open_database(database), language)
        click.echo(record_page(rows, others, controller, contact, language), nl=False)
    elif as_json:
        print_json(rows)
    else:
        click.echo(register_page(rows, language), nl=False)

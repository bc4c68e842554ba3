"""``loyalty progress``: how far a member's cards and streaks are, and the way to the next tier."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import print_json
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.members.show_progress import progress_data, show_progress
from loyalty.wording.members.progress import progress_wording
from loyalty.wording.text import laid_out


@click.command()
@options.member
@options.database
@options.language
@options.as_json
def progress(member: MemberId, database: str | None, language: str, *, as_json: bool) -> None:
    """Say how far a member's cards and streaks are now, and what is missing to the next tier.

    \b
    Example:
      loyalty progress mem_01b6esf8g0000 --lang zh-CN
    """
    found = progress_data(show_progress(open_database(database), member))
    if as_json:
        print_json(found | {"member": id_text("mem", member)})
    else:
        click.echo(laid_out(progress_wording(found, language), language), nl=False)

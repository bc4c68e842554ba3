"""``loyalty register``: every field in which something of a person is kept, and why."""

import click

from loyalty.cli import options
from loyalty.cli.output import print_json
from loyalty.use_cases.privacy.show_register import show_register
from loyalty.wording.privacy.register import register_page


@click.command()
@options.language
@options.as_json
def register(language: str, *, as_json: bool) -> None:
    """List what is kept of members: for what, on which ground, how long, and who sees it.

    \b
    Example:
      loyalty register --lang zh-CN
    """
    rows = show_register()
    if as_json:
        print_json(rows)
    else:
        click.echo(register_page(rows, language), nl=False)

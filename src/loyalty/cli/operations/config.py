"""``loyalty config``: what the environment sets, checked before a server is started with it."""

import os

import click

from loyalty.adapters.surroundings.settings import SETTINGS, read_settings
from loyalty.cli import options
from loyalty.cli.output import counted, print_json


@click.group()
def config() -> None:
    """Check what the environment sets."""


@config.command()
@options.as_json
def check(*, as_json: bool) -> None:
    """Say everything that is wrong with the settings, at once; nothing is opened, made or changed.

    \b
    Example:
      loyalty config check
    """
    _, troubles = read_settings(os.environ)
    given = [name for name in SETTINGS if name in os.environ]
    if as_json:
        found = [
            {"setting": each.setting, "message": each.message, "remedy": each.remedy} for each in troubles
        ]
        print_json({"set": given, "findings": found})
    else:
        for each in troubles:
            click.echo(each.sentence())
        click.echo(
            f"{counted(len(given), 'setting')} of {len(SETTINGS)} given, {counted(len(troubles), 'finding')}"
        )
    if troubles:
        raise click.exceptions.Exit(1)

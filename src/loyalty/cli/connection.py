"""Opening the database that a command is about, never making one by mistake."""

import click

from loyalty.bootstrap import Settings, database_file, open_services, settings_from
from loyalty.cli.output import stop
from loyalty.use_cases.services import Services


def settings_for(database: str | None) -> Settings:
    """Give the settings of a database that is there; ends with code 1 where its file is not."""
    settings = settings_from(database)
    file = database_file(settings)
    if file is not None and not file.is_file():
        stop(
            f"There is no database {file}; "
            f"`loyalty db upgrade --db {settings.database}` makes one, --db names another."
        )
    return settings


def open_database(database: str | None) -> Services:
    """Give the services on a database that is there; it is closed with the command."""
    services = open_services(settings_for(database))
    click.get_current_context().call_on_close(services.units.close)
    return services

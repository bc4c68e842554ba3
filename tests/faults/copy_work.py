"""What the processes of the copy tests do: copy a database, telling how far they are, and waiting there."""

from multiprocessing.connection import Connection
from time import sleep

from loyalty.bootstrap import prepare, restore_rows, settings_from
from loyalty.database.operating.copying import copy_database
from loyalty.use_cases.deeds.keeping import COMMAND_LINE

FOR_EVER = 3600


def copy_and_wait(
    source: str, target: str, telling: Connection, *, in_the_middle: bool, restoring: bool = False
) -> None:
    """Copy or restore as the command does; stand still in the middle of the rows, or where all are kept."""

    def seen(rows: int) -> None:
        telling.send(rows)
        sleep(FOR_EVER if in_the_middle else 0)

    prepare(settings_from(target))
    if restoring:
        restore_rows(settings_from(source), settings_from(target), seen, COMMAND_LINE)
    else:
        copy_database(source, target, seen)
    telling.send("kept")
    sleep(FOR_EVER)

"""Bringing a database to the tables this release needs, or back; the steps travel with the package."""

from pathlib import Path

from alembic import command
from alembic.config import Config

from loyalty.database.engine import open_engine


def upgrade(url: str, target: str = "head") -> None:
    """Run the migrations up to ``target``; a database that has them already is left as it is."""
    _run(url, target, up=True)


def downgrade(url: str, target: str) -> None:
    """Undo migrations down to ``target``; ``base`` leaves no table and no row of ours."""
    _run(url, target, up=False)


def _run(url: str, target: str, *, up: bool) -> None:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    engine = open_engine(url)
    try:
        # One transaction around all steps: both databases undo schema changes with the rest.
        with engine.execution_options(write=True).begin() as connection:
            settings.attributes["connection"] = connection
            (command.upgrade if up else command.downgrade)(settings, target)
    finally:
        engine.dispose()

"""Bringing a database to the tables this release needs, or back; the steps travel with the package."""

import re
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Engine, inspect

from loyalty.database.engine import open_engine

_VERSION = "alembic_version"
_STEP = re.compile(r"a[0-9]{4}")


class OtherReleaseError(RuntimeError):
    """The database stands at a step that this release does not know."""


def upgrade(url: str, target: str = "head") -> None:
    """Run the migrations up to ``target``; a database that has them already is left as it is.

    So is one that a newer release brought further, beside which this one serves. Raises OtherReleaseError.
    """
    found = standing(url)
    if found.current or not found.serves:
        _run(url, target, up=True)


def downgrade(url: str, target: str) -> None:
    """Undo migrations down to ``target``; ``base`` leaves no table and no row of ours."""
    _run(url, target, up=False)


@dataclass(frozen=True, slots=True)
class Standing:
    """The step a database stands at, None before the first, and the step this release needs."""

    at: str | None
    needed: str

    @property
    def current(self) -> bool:
        """Whether the database has the tables of this release."""
        return self.at == self.needed

    @property
    def serves(self) -> bool:
        """Whether this release can serve from it: its own tables, or those of a newer one, which only adds.

        Steps are numbered, and a newer release has none that the one before cannot be served beside.
        """
        return self.at is not None and bool(_STEP.fullmatch(self.at)) and self.at >= self.needed


def standing(url: str) -> Standing:
    """Give which step the database stands at; changes nothing."""
    needed = head()
    engine = open_engine(url)
    try:
        return standing_of(engine, needed)
    finally:
        engine.dispose()


def head() -> str:
    """Give the step that this release needs."""
    return str(ScriptDirectory.from_config(_settings()).get_current_head())


def standing_of(engine: Engine, needed: str) -> Standing:
    """Give which step the database of an engine stands at, beside the one that is needed."""
    with engine.connect() as connection:
        at = None
        if inspect(connection).has_table(_VERSION):
            at = connection.exec_driver_sql(f"SELECT version_num FROM {_VERSION}").scalar()  # noqa: S608  our own name
        return Standing(at, needed)


def _settings() -> Config:
    settings = Config()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    return settings


def _run(url: str, target: str, *, up: bool) -> None:
    settings = _settings()
    engine = open_engine(url)
    try:
        # One transaction around all steps: both databases undo schema changes with the rest.
        with engine.execution_options(write=True).begin() as connection:
            settings.attributes["connection"] = connection
            (command.upgrade if up else command.downgrade)(settings, target)
    except CommandError as fault:
        raise OtherReleaseError(str(fault)) from fault
    finally:
        engine.dispose()

"""Parts of libraries that have no public name and are used all the same: who moves one fails here."""

import re

from flask import Flask, Response, after_this_request
from flask.globals import request_ctx
from marshmallow import Schema, fields
from psycopg import Connection
from sqlalchemy import Row, create_engine, select
from werkzeug.local import LocalProxy

from tests.architecture.sources import ROOT

USED = {
    "_metadata",
    "_effective_processors",
    "_key_to_index",
    "_for_update_arg",
    "_get_tx_start_command",
    "_mapping",
    "_get_current_object",
    "_after_request_functions",
    "_serialize",
}
OURS = {"_driver", "_happened", "_connection", "_store", "_tells"}
_PART = re.compile(r"(?<=\w)\.(_[a-z]\w*)")


def test_every_private_part_that_is_used_stands_here() -> None:
    """What a line reaches into, where it says that it does, is one of the parts that are tried here."""
    files = [file for folder in ("src", "api") for file in (ROOT / folder).rglob("*.py")]
    lines = [
        line.partition("#")[0]
        for file in files
        for line in file.read_text("utf-8").splitlines()
        if "SLF001" in line
    ]

    assert USED | OURS == {part for line in lines for part in _PART.findall(line)}


def test_a_row_is_made_of_what_a_result_knows_of_its_columns() -> None:
    """As the statements that are sent without SQLAlchemy make theirs (`database.speaking`)."""
    with create_engine("sqlite://").connect() as connection:
        done = connection.execute(select(1))
        kept = done._metadata  # noqa: SLF001  what this tries
        row: Row[tuple[int]] = Row(kept, kept._effective_processors, kept._key_to_index, (1,))  # noqa: SLF001  as above

        assert done.one() == row


def test_what_has_no_public_name_is_there() -> None:
    """Whether a query locks, how a transaction begins, what stands behind a proxy, how a field is written."""
    assert select(1)._for_update_arg is None  # noqa: SLF001  as above
    assert select(1).with_for_update()._for_update_arg is not None  # noqa: SLF001  as above
    assert callable(Connection._get_tx_start_command)  # noqa: SLF001  as above
    assert LocalProxy(lambda: 1)._get_current_object() == 1  # noqa: SLF001  as above
    assert "1" == fields.String()._serialize(1, "name", {})  # noqa: SLF001  as above
    assert callable(Schema._serialize)  # noqa: SLF001  as above


def test_what_a_route_leaves_for_its_answer_is_kept_with_its_request() -> None:
    """As the application calls it (`api.answering.application`)."""

    def change(response: Response) -> Response:
        return response

    with Flask("tried").test_request_context():
        after_this_request(change)

        assert [change] == request_ctx._after_request_functions  # noqa: SLF001  as above

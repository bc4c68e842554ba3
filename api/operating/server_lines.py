"""What the server itself has to say, as lines of JSON, without a word of what was sent.

Its own sentences name the sender's address and the first line of a request that it could not read; of
these only what kind of thing happened is kept.
"""

import logging
import re
from typing import Any

from gunicorn.glogging import Logger

from api.tracing import JsonLines

ARBITER = "arbiter"
"""The module of gunicorn that starts and stops processes; its sentences are of processes only."""
_SENT = re.compile(r"\s*(?:from ip=|%|\bip:)")


class ServerLines(JsonLines):
    """Writes a record of the server as one line."""

    def format(self, record: logging.LogRecord) -> str:
        """Give the line: the whole sentence where it is of processes, else its beginning."""
        told = record
        if record.module != ARBITER:
            told = logging.makeLogRecord(
                {**vars(record), "msg": _SENT.split(str(record.msg))[0], "args": None}
            )
            if record.exc_info and record.exc_info[0] is not None:
                told.shown = {"fault": record.exc_info[0].__name__}
        return super().format(told)


class LinesOfServer(Logger):  # type: ignore[misc]  # gunicorn ships no types
    """Gunicorn's log with our lines; named in the settings of ``loyalty serve``."""

    def setup(self, cfg: Any) -> None:  # noqa: ANN401  gunicorn ships no types
        """Prepare the log."""
        super().setup(cfg)
        for handler in self.error_log.handlers:
            handler.setFormatter(ServerLines())

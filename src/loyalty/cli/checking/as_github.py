"""Findings as commands of GitHub's workflows, which marks them in the files of a change.

Form: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
"""

from collections.abc import Iterator
from typing import Final

from loyalty.cli.checking.looking import Looked, Told, Weight
from loyalty.cli.checking.places import end_of, line_of

_COMMANDS: Final = {Weight.WARNING: "warning", Weight.WAIVED: "notice"}


def as_github(looked: Looked) -> Iterator[str]:
    """Give a command for each, on a line."""
    for told in looked.told():
        yield _command(looked, told)


def _command(looked: Looked, told: Told) -> str:
    span = told.span
    line = line_of(looked.texts.get(span.file, ""), span)
    # GitHub marks up to and with the last column.
    end = end_of(line, span.column, span.file) - 1
    command = _COMMANDS.get(told.weight, "error")
    properties = {
        "file": looked.path(span),
        "line": str(span.line),
        "endLine": str(span.line),
        "col": str(span.column),
        "endColumn": str(end),
        "title": f"{told.code}: {told.title}",
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {listed}::{_data(told.said)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

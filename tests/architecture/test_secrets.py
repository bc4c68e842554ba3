"""Where secrets come from, and how they are compared."""

import ast
import re
from collections.abc import Iterator

import click

from loyalty.cli.main import main
from tests.architecture.sources import ENGINE, ROOT, WEB, name_of, parsed, place, python_files

READS_THE_ENVIRONMENT = {
    "api/operating/counters.py",
    "src/loyalty/bootstrap.py",
    "src/loyalty/cli/connection.py",
    "src/loyalty/cli/operations/config.py",
    "src/loyalty/cli/operations/doctor.py",
    "src/loyalty/cli/options.py",
    "src/loyalty/cli/serve.py",
}
"""What hands the environment to the one reader of settings, or to the processes that serve, or asks it for
the language of the terminal."""
SECRET = re.compile(r"secret|passw|passphrase|token|master|private", re.IGNORECASE)
COMPARED = re.compile(r"secret|token$|_digest$|^mac$|signature|^link_text$|^_keyed$", re.IGNORECASE)
ROOMS = ("access", "vault", "webhooks")
"""Where what somebody shows is compared with what is kept."""


def _commands(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Parameter]]:
    for parameter in command.params:
        yield " ".join(words), parameter
    for name, below in getattr(command, "commands", {}).items():
        yield from _commands(below, (*words, name))


def test_no_command_takes_a_secret() -> None:
    """Arguments are seen by everybody on a machine: a secret comes from the environment or a file."""
    taken = [
        f"{words} {parameter.name}"
        for words, parameter in _commands(main)
        if SECRET.search(str(parameter.name)) and not isinstance(parameter.type, click.Path)
    ]

    assert [] == taken


def test_the_environment_is_read_in_one_place() -> None:
    """Nothing but these files looks at it, and none of them holds a secret as a literal of the code."""
    reading = {
        name_of(path)
        for path in python_files(ENGINE, WEB)
        if re.search(r"\bos\.(environ|getenv)\b", path.read_text(encoding="utf-8"))
    }

    assert reading == READS_THE_ENVIRONMENT


def test_secrets_are_compared_in_constant_time() -> None:
    """No `==` between what was shown and what is kept: its time would tell how much of it is right."""
    rooms = [ENGINE / name for name in ROOMS]
    at = []
    for path in python_files(*rooms, WEB):
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Compare) and any(
                isinstance(each, ast.Eq | ast.NotEq) for each in node.ops
            ):
                names = [_name(each) for each in (node.left, *node.comparators)]
                at += [place(path, node)] if any(COMPARED.search(name) for name in names) else []

    assert [] == at


def test_a_comparison_of_secrets_is_seen() -> None:
    """The control: the names that secrets have are among those that are looked for."""
    access = (ROOT / "src" / "loyalty" / "access" / "key.py").read_text(encoding="utf-8")

    assert "compare_digest(kept.secret_digest" in access
    assert all(
        COMPARED.search(name)
        for name in ("secret_digest", "form_token", "link_text", "_keyed", "_digest", "signature")
    )


def _name(node: ast.expr) -> str:
    """Give the last name of what is compared, empty for a literal and for a column of a table."""
    match node:
        case ast.Attribute(value=ast.Attribute(attr="c")):
            return ""
        case ast.Attribute(attr=name) | ast.Name(id=name):
            return name
        case ast.Call(func=called):
            return _name(called)
    return ""

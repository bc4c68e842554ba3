"""The documents are true: links lead somewhere, commands exist, dependencies have reasons."""

import hashlib
import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from loyalty.cli.main import main
from tests.architecture.sources import ROOT, documents, files, name_of, table_rows

LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)|!\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
CODE = re.compile(r"^```[a-z]*\n(.*?)^```|`([^`\n]+)`", re.DOTALL | re.MULTILINE)
# A command as a document shows it: on its own line or in backticks, perhaps with its folder and a prompt.
COMMAND = re.compile(r"^\s*(?:\$ )?(?:\.venv/bin/)?loyalty((?: [^#|>&;\n]+)?)", re.MULTILINE)


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_links_resolve(document: Path) -> None:
    """A link to a file of ours, or to a heading in one, leads somewhere."""
    prose = FENCE.sub("", document.read_text(encoding="utf-8"))
    targets = [text or image for text, image in LINK.findall(prose)]

    assert [] == [target for target in targets if not _resolves(document, target)]


def _resolves(document: Path, target: str) -> bool:
    if re.match(r"[a-z]+:", target):
        return True  # another site's; nobody asks the net in a test
    path, _, heading = target.partition("#")
    file = (document.parent / path).resolve() if path else document
    if not heading or file.suffix != ".md":
        return file.exists()
    return file.exists() and heading in _anchors(file)


def _anchors(document: Path) -> set[str]:
    """Give the anchors that Markdown renderers make of the headings."""
    headings = re.findall(r"^#+ (.+)$", FENCE.sub("", document.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.strip().lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("document", documents(), ids=name_of)
def test_commands_exist(document: Path) -> None:
    """Every `loyalty …` in a document names a command there is, with options it has."""
    text = document.read_text(encoding="utf-8")
    code = "\n".join(block or inline for block, inline in CODE.findall(text))

    assert [] == [words for words in COMMAND.findall(code) if not _is_command(shlex.split(words))]


def test_the_makefile_runs_commands_there_are() -> None:
    """Every `loyalty …` in the Makefile names a command there is."""
    recipes = (ROOT / "Makefile").read_text(encoding="utf-8")
    shown = re.findall(r"\$\(BIN\)/loyalty( .*)$", recipes, re.MULTILINE)

    assert shown
    assert [] == [words for words in shown if not _is_command(shlex.split(words))]


def _is_command(words: list[str]) -> bool:
    command: click.Command = main
    while isinstance(command, click.Group) and words and not words[0].startswith("-"):
        name, *words = words
        if name not in command.commands:
            return False
        command = command.commands[name]
    known = {option for parameter in command.params for option in parameter.opts + parameter.secondary_opts}
    used = {word.partition("=")[0] for word in words if word.startswith("--")}
    return used <= known | {"--help"}


def _commands(group: click.Group, path: str = "loyalty") -> Iterator[str]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _commands(command, f"{path} {name}")
        elif not command.hidden:
            yield f"{path} {name}"


def test_every_command_is_documented() -> None:
    """Every command of the command line stands in a document."""
    text = "\n".join(document.read_text(encoding="utf-8") for document in documents())

    assert [] == [command for command in _commands(main) if command not in text]


def test_every_verb_exists() -> None:
    """Every `make …` in a document is a verb of the Makefile."""
    verbs = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    shown = {
        verb
        for document in documents()
        for block, inline in CODE.findall(document.read_text(encoding="utf-8"))
        for verbs_of_line in re.findall(r"^\s*(?:\$ )?make((?: [a-z-]+)+)", block or inline, re.MULTILINE)
        for verb in verbs_of_line.split()
    }

    assert shown
    assert set() == shown - verbs


def test_every_dependency_has_a_reason() -> None:
    """docs/dependencies.md gives a reason for each dependency of pyproject.toml, and for nothing else."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.match(r"[a-z0-9-]+", line, re.IGNORECASE)[0] for line in project["dependencies"]}  # type: ignore[index] # every line begins with a name
    rows = table_rows((ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8"), "Runs with")

    assert sorted(wanted) == sorted(row[0] for row in rows)
    assert [] == [row for row in rows if len(row) < 2 or not row[1]]


def test_seed_data_is_what_it_was() -> None:
    """The seed data has the digest that its page states."""
    page = (ROOT / "seed" / "README.md").read_text(encoding="utf-8")

    for path in (path for kind in ("*.parquet", "*.csv.gz") for path in (ROOT / "seed").rglob(kind)):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in page


# Each word is put together here, so that this file does not hold what it looks for.
NOT_OURS = {
    "a path of one machine": r"(?<![\w.:/])/(?:home|mnt|opt|root|work|Users)/",
    "a file address": "file:" + "//",
    "unfinished work": "|".join(("TO" + "DO", "FIX" + "ME", "NotImplemented" + "Error")),
}


@pytest.mark.parametrize("what", NOT_OURS)
def test_nothing_is_left_behind(what: str) -> None:
    """No file of ours holds a path of one machine, a file address, or a mark of unfinished work."""
    pattern = re.compile(NOT_OURS[what])
    found = [name_of(path) for path in files() if pattern.search(_text(path))]

    assert [] == found


def test_locks_name_no_index() -> None:
    """The locks hold names, versions and digests only, so that they install from any index."""
    locks = sorted(ROOT.glob("*.lock"))

    assert ["requirements-dev.lock", "requirements.lock"] == [lock.name for lock in locks]
    assert [] == [lock.name for lock in locks if re.search(r"https?:|--index|--find-links", _text(lock))]


def _text(path: Path) -> str:
    """Give the text of a file, nothing for one that is not text."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""

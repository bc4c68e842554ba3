"""The command line as a whole: its help, its speed, and what a mistake looks like."""

import re
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner

from loyalty.cli.main import COMMANDS, PARTS, main, sentence_of
from loyalty.kernel.refusal import Refusal
from tests.unit.cli.conftest import ROOT, Run

HEAVY = ("alembic", "duckdb", "flask", "gunicorn", "rich", "sqlalchemy", "yaml")


def _leaves(group: click.Group, *path: str) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from _leaves(command, *path, name)
        else:
            yield (*path, name), command


def test_help_imports_nothing_heavy() -> None:
    """The list of commands is printed without importing a library that only some of them need."""
    program = (
        "import sys; from loyalty.cli.main import main\n"
        "main(['--help'], standalone_mode=False)\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )

    answer = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)  # noqa: S603 # our own

    assert answer.stdout.splitlines()[-1] == "[]"
    assert all(name in answer.stdout for name in COMMANDS)


@pytest.mark.parametrize("path", [path for path, _ in _leaves(main)], ids=" ".join)
def test_every_help_has_an_example(path: tuple[str, ...]) -> None:
    """Every command says how it is called, with an example that begins with the program's name."""
    result = CliRunner().invoke(main, [*path, "--help"])

    assert result.exit_code == 0
    assert f"loyalty {' '.join(path)}" in result.stdout.partition("Example")[2]


@pytest.mark.parametrize("name", COMMANDS)
def test_commands_are_named_as_they_are_listed(name: str) -> None:
    """The list of commands leads to commands of the same names."""
    assert main.commands[name].name == name


def test_unknown_command_is_wrong_use() -> None:
    """A command there is not ends with code 2."""
    assert CliRunner().invoke(main, ["prise"]).exit_code == 2


def test_version() -> None:
    """The version is told."""
    assert CliRunner().invoke(main, ["--version"]).stdout.startswith("loyalty, version ")


class _TooFew(Refusal):
    code = "too-few"
    title = "There are too few"


def test_refusals_are_sentences() -> None:
    """A refusal is its title and its detail or hint, with one mark at its end."""
    assert sentence_of(_TooFew()) == "There are too few."
    assert sentence_of(_TooFew("3 are needed")) == "There are too few: 3 are needed."
    assert sentence_of(_TooFew("did you mean 3?")) == "There are too few: did you mean 3?"
    assert sentence_of(_TooFew(hint="give 3")) == "There are too few; give 3."
    assert sentence_of(_TooFew(hint="did you mean 3?")) == "There are too few; did you mean 3?"


def test_faults_of_ours_are_not_hidden() -> None:
    """What is no mistake of the caller has no sentence, so that its traceback is seen."""
    assert sentence_of(ZeroDivisionError()) is None


@pytest.mark.parametrize(
    ("number", "says"),
    [
        ("4111 1111 1111 1111", "the number of a payment card stands at: argument 5"),
        ("11010519491231002X", "an identity number stands at: argument 5"),
    ],
)
def test_the_number_of_a_card_or_a_person_on_the_command_line_is_refused(number: str, says: str) -> None:
    """No word of a command may hold one; the answer names its place and repeats nothing of it."""
    answer = CliRunner().invoke(main, ["member", "enrol", "corner-coffee", "--reference", number])

    assert 1 == answer.exit_code
    assert says in answer.stderr
    assert number[:4] not in answer.output


def test_what_is_typed_in_holds_no_such_number(run: Run, member: str) -> None:
    """What is read from the input is looked at as words of a command are, before anything is kept."""
    typed = {
        ("contact", "set", member, "email"): "ada@example.org\n%s\n",
        ("identity", "link", member, "card"): "%s\n",
        ("marketing", "send", member, "spring", "email"): "Dear %s, new beans are here.",
    }
    for words, text in typed.items():
        for number in ("4111 1111 1111 1111", "11010519491231002X"):
            answer = run(*words, stdin=text % number)
            assert 1 == answer.exit_code, words
            assert "number" in answer.stderr
            assert number[:4] not in answer.output


def test_commands_stand_under_what_they_are_for() -> None:
    """Help lists every command once, in parts that begin in the same column."""
    shown = CliRunner().invoke(main, ["--help"]).stdout.partition("\nA first look:")[2]

    assert list(PARTS)[1:] == re.findall(r"^(\S.*):$", shown, re.MULTILINE)
    rows = re.findall(r"^  ([a-z-]+ +)[A-Z]", shown, re.MULTILINE)
    assert sorted(COMMANDS) == sorted(row.strip() for row in rows)
    assert len({len(row) for row in rows}) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("check", "请写明要检查的文件夹"),
        ("check --lnag x", "没有选项 `--lnag`；是否指 `--lang`？"),
        ("check . --json --format sarif", "`--json` 与 `--format sarif` 不能同时使用"),
        ("chekc", "没有命令 `chekc`；是否指 `check`？"),
        ("quote none x", "`DIR` 的值无效：没有文件夹 `none`"),
        ("compare a b more still", "多出几个参数（`more still`）"),
        ("compare a b", "`a` 既不是规则文件夹，也不是摘要"),
        (
            "quote rules/corner-coffee seed/demo/basket.json --tier golb",
            "`--tier` 的值无效：会员计划没有等级 `golb`；您是想写 `gold` 吗？",
        ),
        (
            "quote rules/corner-coffee x --at yesterday",
            "`--at` 的值无效：`yesterday` 不是时刻，例如 2026-11-22T10:00:00+01:00",
        ),
    ],
)
@pytest.mark.parametrize("asked", [("--lang", "zh-CN"), ("--lang=zh-CN",)])
def test_wrong_use_is_told_in_chinese_where_it_is_asked_for(
    words: str, says: str, asked: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The usage and what is wrong, with the same exit code; without the option it stays in English."""
    monkeypatch.chdir(ROOT)
    answer = CliRunner().invoke(main, [*words.split(), *asked], prog_name="loyalty")

    assert 2 == answer.exit_code
    assert f"\n错误：{says}\n" in answer.stderr
    assert answer.stderr.startswith("用法：loyalty")
    assert "\nError: " in CliRunner().invoke(main, words.split()).stderr

"""Which language a command speaks: what was said, else that of the terminal, and for programs always one."""

import json

import pytest

from loyalty.cli.options import CHINESE, ENGLISH, language_asked, language_of
from tests.unit.cli.conftest import ROOT, Run

COFFEE = ROOT / "rules" / "corner-coffee"


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8"}, CHINESE),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "C"}, ENGLISH),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "zh_CN.UTF-8", "LC_ALL": "C.UTF-8"}, ENGLISH),
        ({"LANG": "zh_TW.UTF-8", "LC_MESSAGES": "", "LC_ALL": ""}, CHINESE),
        ({"LC_CTYPE": "zh_CN.UTF-8", "LANG": "pl_PL.UTF-8"}, ENGLISH),
    ],
)
def test_the_first_locale_that_is_set_decides(environment: dict[str, str], expected: str) -> None:
    """As on every system with locales: an empty one counts as not set, and others say nothing of words."""
    assert expected == language_of(environment)


def test_a_terminal_in_chinese_reads_chinese(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without an option; what was said goes first."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    assert "共 6 个例子，6 个成立" in run("check", COFFEE).stdout
    assert "6 of 6 worked examples hold" in run("check", COFFEE, "--lang", "en").stdout
    assert run("quote", COFFEE).stderr.startswith("用法：")
    assert run("quote", COFFEE, "--lang=en").stderr.startswith("Usage:")


def test_what_programs_read_is_the_same_everywhere(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """JSON says what it said in any terminal, also where it names its language."""
    words = (
        ("rules", "sentences", COFFEE, "--json"),
        ("check", "--explain", "E101", "--format", "json"),
        ("check", COFFEE, "--format", "sarif"),
    )
    before = [run(*each).stdout for each in words]
    assert "en" == json.loads(before[0])["language"]
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    assert before == [run(*each).stdout for each in words]


def test_what_was_said_last_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words of a wrong call are read as those of a right one."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    assert [CHINESE, ENGLISH, ENGLISH, CHINESE] == [
        language_asked(words)
        for words in (["check"], ["check", "--json"], ["--lang", "en"], ["--json", "--lang=zh-CN"])
    ]

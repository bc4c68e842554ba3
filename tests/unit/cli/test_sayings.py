"""What a finding says in Chinese: a whole part or none of it, with the writer's own text as it was."""

import re
from importlib.resources import files

import pytest
from yaml import safe_load

from loyalty.cli.checking.explained import in_chinese
from tests.unit.cli.conftest import ROOT, Run

COFFEE = ROOT / "rules" / "corner-coffee"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("unknown key `combin`; did you mean `combine`?", "未知的键 `combin`；您是想写 `combine` 吗？"),
        ("`5 USD` is not a unit price; write `5`", "`5 USD` 不是单价；请写 `5`"),
        ("`a; b` is not a number", "`a; b` 不是数字"),
        ("unknown choice `x`; one of `a`, `b`", "未知的选项 `x`；可选：`a`, `b`"),
        ("a sentence that nobody knows; write `5`", "a sentence that nobody knows；请写 `5`"),
        ("the table is empty; its first line names the columns", "表格是空的；第一行是各列的名称"),
        (
            "the example `a` expects 5 points of `points`, it is 6",
            "例子 `a` 预期 5 积分（`points`），实际是 6",
        ),
        ("6 of 7 worked examples hold", "共 7 个例子，6 个成立"),
        ("`a` is not a strange thing", "`a` is not a strange thing"),
    ],
)
def test_a_finding_is_told_in_chinese_part_by_part(said: str, expected: str) -> None:
    """No sentence is half in one language, and what is not translated stays as it was."""
    assert expected == in_chinese(said)


def test_every_sentence_takes_what_the_english_one_holds() -> None:
    """Each gap of the English sentence stands once in the Chinese one, in the order that Chinese wants."""
    text = files("loyalty.cli.checking").joinpath("sayings.zh-CN.yaml").read_text("utf-8")
    for english, chinese in safe_load(text).items():
        assert english.count("{}") == len(re.findall(r"\{\d?\}", chinese)), english
        assert re.search("[一-鿿]", chinese), english
        assert not re.search(r"[一-鿿][,;:?(]|[一-鿿]\.(?: |$)", chinese), chinese


def test_what_a_look_came_to_is_told_in_chinese(run: Run) -> None:
    """The constraints, the law by market, the counts and where the codes are explained."""
    told = run("check", COFFEE, "--lang", "zh-CN").stdout

    assert "\nPROVED       deterministic：每个公式只读取输入和在前的公式；依结构得出\n" in told
    assert "\n0 个问题，0 个警告，共 6 个例子，6 个成立，" in told
    assert not re.search(r"\bconstraints?\b|\bfindings?\b|\bdigest\b|: ", told)

"""What a finding says in Chinese: a whole part or none of it, with the writer's own text as it was."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from yaml import safe_load

from loyalty.cli.checking.explained import in_chinese, source_in_chinese
from tests.unit.cli.conftest import ROOT, Run
from tests.unit.publication.speaking import english_in

COFFEE = ROOT / "rules" / "corner-coffee"
FINDINGS = ROOT / "tests" / "findings"
SAYINGS = files("loyalty.cli.checking").joinpath("sayings")
_TOLD = re.compile(r"\S+:\d+:\d+ (?:warning: )?(?P<said>.*?)(?: \[[A-Z]{2}-\d\d, .*\])?")


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
        (
            "another value of `a` on the event `e`: 3 points, then 2 points; first with `b`, then with `c`",
            "`a` 取另一个值（活动 `e`）：先 3 积分，后 2 积分；前者为 `b`，后者为 `c`",
        ),
        (
            "waived where `coffee` by Ada Lovelace until 2027-01-01: as told; for now",
            "在 `coffee` 处由 Ada Lovelace 豁免至 2027-01-01：as told; for now",
        ),
    ],
)
def test_a_finding_is_told_in_chinese_part_by_part(said: str, expected: str) -> None:
    """No sentence is half in one language, and what is not translated stays as it was."""
    assert expected == in_chinese(said)


def test_every_sentence_takes_what_the_english_one_holds() -> None:
    """Each gap of the English sentence stands once in the Chinese one, in the order that Chinese wants."""
    tables = [safe_load(file.read_text("utf-8")) for file in SAYINGS.iterdir()]
    assert len({english for table in tables for english in table}) == sum(map(len, tables))
    for english, chinese in ((english, said) for table in tables for english, said in table.items()):
        gaps = re.findall(r"\{([:=!]?)\}", english)
        placed = re.findall(r"\{(\d?):?\}", chinese)
        assert {str(place) for place in range(len(gaps))} == set(placed) or [""] * len(gaps) == placed, (
            english
        )
        assert re.search("[一-鿿：，]", chinese), english
        assert not re.search(r"[一-鿿][,;:?(]|[一-鿿]\.(?: |$)", chinese), chinese


def test_what_a_look_came_to_is_told_in_chinese(run: Run) -> None:
    """The constraints, the law by market, the counts and where the codes are explained."""
    told = run("check", COFFEE, "--lang", "zh-CN").stdout

    assert "\nPROVED       deterministic：每个公式只读取输入和在前的公式；依结构得出\n" in told
    assert "\n0 个问题，0 个警告，共 6 个例子，6 个成立，" in told
    assert not re.search(r"\bconstraints?\b|\bfindings?\b|\bdigest\b|: ", told)


@pytest.mark.parametrize("case", sorted(FINDINGS.glob("[A-Z]*.txt")), ids=lambda case: case.stem)
def test_every_code_is_told_in_chinese(case: Path) -> None:
    """What each code says is wholly in Chinese, but for what the writer of the rules wrote."""
    told = case.read_text(encoding="utf-8").splitlines()
    found = [match for match in map(_TOLD.fullmatch, told) if match is not None]
    assert len(told) == len(found)

    assert [] == [said for match in found if english_in(said := in_chinese(match["said"]))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("good practice; needed for any proof", "良好做法；任何证明都需要"),
        ("PIPL Art. 24; CN platform pricing rules", "《个人信息保护法》第 24 条；《互联网平台价格行为规则》"),
        ("CRD 2011/83/EU Art. 21 (to be checked)", "CRD 2011/83/EU Art. 21（待核实）"),
        ("PIPL Art. 55, to be checked", "《个人信息保护法》第 55 条（待核实）"),
    ],
)
def test_a_source_is_told_in_chinese_where_it_is_a_sentence_or_of_china(source: str, expected: str) -> None:
    """Laws of other places keep their names; what is cited from memory says so in Chinese."""
    assert expected == source_in_chinese(source)

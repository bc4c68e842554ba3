"""Why nothing was done, and what reviewers read of constraints, in Chinese."""

import json
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

import pytest

import loyalty
from loyalty.cli.checking.explained import in_chinese
from loyalty.cli.checking.misuse import told_in_chinese
from loyalty.comparison.losing.sayings import LOSS_PATTERNS
from loyalty.kernel.refusal import Refusal
from tests.unit.cli.conftest import ROOT, Run

COFFEE = ROOT / "rules" / "corner-coffee"
CHINESE = ("--lang", "zh-CN")
_ENGLISH = re.compile(r"(?:\b[A-Za-z]{2,}\b[ ,;:]+){2}[A-Za-z]{2,}")


def _refusals(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for each in kind.__subclasses__():
        yield each
        yield from _refusals(each)


def test_every_refusal_has_its_title_in_chinese() -> None:
    """Whatever is refused, what is wrong is said in Chinese."""
    for module in walk_packages(loyalty.__path__, "loyalty."):
        if ".migrations" not in module.name:
            import_module(module.name)
    titles = {each.title for each in _refusals(Refusal) if each.__module__.startswith("loyalty.")}

    assert [] == sorted(title for title in titles if in_chinese(title) == title)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("There is no such wallet: The programme has no wallet `x`.", "没有此钱包：会员计划没有钱包 `x`。"),
        ("The household is full.", "家庭共享的人数已满。"),
        ("The household is full: nobody knows why.", "家庭共享的人数已满：nobody knows why。"),
        ("  /a/b: write a number above 0; name the member", "  /a/b: 请写大于 0 的数字；请写明会员"),
        ("notes.txt: No such file or directory.", "notes.txt：没有这个文件或文件夹。"),
        ("what: nobody knows.", "what: nobody knows."),
    ],
)
def test_a_sentence_is_told_with_its_ends(said: str, expected: str) -> None:
    """Place and stop are kept, and what is not translated stays as it was."""
    assert expected == told_in_chinese(said)


def test_a_refusal_is_told_in_chinese(run: Run, tmp_path: Path) -> None:
    """Of a basket that is no JSON, of one that does not fit, and of a folder with a mistake."""
    broken, misfit, rules = tmp_path / "broken.json", tmp_path / "misfit.json", tmp_path / "rules"
    broken.write_text('{"lines": [\nx', encoding="utf-8")
    line = {"id": "1", "sku": "b", "quantity": "x", "unit_price": "2.99", "category": "coffee"}
    misfit.write_text(json.dumps({"currency": "EUR", "lines": [line]}), encoding="utf-8")
    rules.mkdir()
    (rules / "programme.yaml").write_text("programme: a\nbogus: 1\n", encoding="utf-8")

    assert "这不是 JSON：第 2 行，第 1 列。\n" == run("quote", COFFEE, broken, *CHINESE).stderr
    told = run("quote", COFFEE, misfit, *CHINESE).stderr
    assert told.startswith("请求与会员计划不符：\n  /lines/0/quantity: 此处须是")
    assert (
        "programme.yaml:2:1 未知的键 `bogus`；此处可用的键：" in run("quote", rules, broken, *CHINESE).stderr
    )


def test_findings_are_data_where_json_is_asked_for(run: Run, tmp_path: Path, basket: Path) -> None:
    """As `loyalty check --json` gives them, of every command that prices by a folder."""
    (tmp_path / "programme.yaml").write_text("programme: a\nbogus: 1\n", encoding="utf-8")
    expected = json.loads(run("check", tmp_path, "--json").stdout)["findings"]
    assert expected

    for words in (("quote", tmp_path, basket), ("compare", COFFEE, tmp_path)):
        told = run(*words, "--json")
        assert (1, "", {"findings": expected}) == (told.exit_code, told.stderr, json.loads(told.stdout))


@pytest.mark.parametrize("key", LOSS_PATTERNS)
def test_what_members_lose_is_told_in_chinese(key: str) -> None:
    """In the words in which a comparison says it, with what stands in them as it was."""
    names = re.findall(r"\{(\w+)\}", LOSS_PATTERNS[key]["en"])
    english = {name: "1 month" if name in {"old", "new"} else name for name in names}
    chinese = english | {name: "1 个月" for name in names if name in {"old", "new"}}
    expected = LOSS_PATTERNS[key]["zh-CN"].format(**chinese)

    assert expected == in_chinese(LOSS_PATTERNS[key]["en"].format(**english))


def test_two_versions_are_decided_in_chinese(run: Run, coffee: Path) -> None:
    """What a balance buys less, and what members had been promised."""
    redeem = coffee / "redeem.yaml"
    text = redeem.read_text(encoding="utf-8")
    redeem.write_text(text.replace("worth: {points: 100,", "worth: {points: 200,"), encoding="utf-8")
    laws = ("--only", "no_silent_devaluation", "--only", "no_retroactive_loss")

    told = run("prove", coffee, "--against", COFFEE, *laws, *CHINESE)

    assert "REFUTED      no_silent_devaluation：DEVALUATION_UNANNOUNCED：积分抵扣变少：" in told.stdout
    assert not _ENGLISH.search(re.sub(r"\[[^\]]*\]|\([^)]*\)", "", told.stdout))
    assert "，摘要 " in told.stdout


def test_what_the_law_asks_is_listed_in_chinese(run: Run) -> None:
    """Constraints and markets, without the English beside it."""
    told = run("constraints", "PX-01", *CHINESE).stdout
    assert told.startswith("PX-01: 首次展示的价格")
    assert "\n来源：" in told
    assert not _ENGLISH.search(re.sub(r"\[[^\]]*\]", "", run("constraints", *CHINESE).stdout))
    assert "CN     2026.11  中国" in run("profiles", *CHINESE).stdout


def test_the_audit_counts_in_chinese(run: Run) -> None:
    """What was done is kept as it was written; what is said of it is in Chinese."""
    run("db", "upgrade")
    run("keys", "create", "--label", "shop", "--scopes", "orders:read")

    assert "操作者 " in run("audit", *CHINESE).stdout
    assert "0 处不符" in run("audit", "--verify", *CHINESE).stdout

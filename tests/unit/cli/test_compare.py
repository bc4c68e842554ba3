"""``loyalty compare``: folders, digests, exit codes, both languages."""

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import ROOT, Run

RULES = ROOT / "rules" / "corner-coffee"


@pytest.fixture
def cheaper(coffee: Path) -> Path:
    """Give a folder of the coffee programme in which silver members get more off."""
    tiers = coffee / "tiers.yaml"
    text = tiers.read_text(encoding="utf-8").replace("discount: 2%", "discount: 3%")
    tiers.write_text(text, encoding="utf-8")
    return coffee


def test_the_same_rules_change_nothing(run: Run, coffee: Path) -> None:
    """A folder against its copy ends with 0 and says that nothing changes, also with a new comment."""
    with (coffee / "earn.yaml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    answer = run("compare", RULES, coffee)

    assert 0 == answer.exit_code
    assert "Nothing changes in meaning." in answer.stdout
    assert "Files that differ: earn.yaml" in answer.stdout


def test_a_change_is_told_and_ends_with_four(run: Run, cheaper: Path) -> None:
    """A change in meaning is a sentence, in Chinese too; the files are shown when asked for."""
    answer = run("compare", RULES, cheaper, "--text")

    assert 4 == answer.exit_code
    assert "  - tiers, silver: discount 2% → 3%\n" in answer.stdout
    assert "+    - {name: silver, from: 500.00,  earn: 1.25x, discount: 3%}\n" in answer.stdout
    assert "total 49.00 EUR → 48.50 EUR" in " ".join(answer.stdout.split())
    assert "  - 会员等级，silver：折扣 2% → 3%\n" in run("compare", RULES, cheaper, "--lang", "zh-CN").stdout


def test_the_same_as_json(run: Run, cheaper: Path) -> None:
    """With --json stdout is JSON: digests, diffs, changes with their places and sentences."""
    answer = run("compare", RULES, cheaper, "--json")
    told = json.loads(answer.stdout)
    [change] = told["changes"]

    assert 4 == answer.exit_code
    assert ["tiers.yaml"] == list(told["texts"])
    assert ["tiers", "ladder", "silver", "discount"] == change["path"]
    assert "tiers.yaml:7:60" == change["old_place"] == change["new_place"]
    assert {"en", "zh-CN"} == change["sentence"].keys()


def test_adopted_versions_are_named_by_digest(run: Run, cheaper: Path) -> None:
    """What was adopted is compared by its digest, or by the first digits of it, also with a folder."""
    run("db", "upgrade")
    old, new = (json.loads(run("adopt", folder, "--json").stdout)["digest"] for folder in (RULES, cheaper))

    assert "discount 2% → 3%" in run("compare", old, new).stdout
    assert "discount 3% → 2%" in run("compare", new[:12], RULES).stdout
    assert 0 == run("compare", old[:12], RULES).exit_code


def test_what_is_not_there_is_refused(run: Run, coffee: Path) -> None:
    """A folder that is not there is wrong use; rules with findings and unknown digests end with 1."""
    run("db", "upgrade")
    (coffee / "earn.yaml").write_text("earn: {}\n", encoding="utf-8")
    missing, wrong, unknown = run("compare", "nowhere", RULES), run("compare", RULES, coffee), "0" * 64

    assert (2, 1) == (missing.exit_code, wrong.exit_code)
    assert "`nowhere` is neither a folder of rule files nor a digest." in missing.stderr
    assert "earn.yaml:1:7 the key `base` is missing" in wrong.stderr
    assert 1 == run("compare", unknown, RULES).exit_code


@pytest.fixture
def dearer(coffee: Path) -> Path:
    """Give a folder of the coffee programme in which points pay less."""
    redeem = coffee / "redeem.yaml"
    text = redeem.read_text(encoding="utf-8").replace("money: 1.00", "money: 0.90")
    redeem.write_text(text, encoding="utf-8")
    return coffee


def test_what_members_would_lose_is_a_table(run: Run, dearer: Path) -> None:
    """What balances buy less of stands by band with the balance that loses most, in both languages."""
    english, chinese = run("compare", RULES, dearer), run("compare", RULES, dearer, "--lang", "zh-CN")

    assert 4 == english.exit_code
    told = english.stdout.partition("What members would lose\n")[2]
    assert "the smallest balance that buys less is 500 points" in " ".join(told.split())
    assert "    1,000 to 4,999         4,991      49.91 EUR      44.91 EUR\n" in told
    assert "会员将失去的内容" in chinese.stdout
    assert "    1000 至 4999              4991      49.91 EUR      44.91 EUR\n" in chinese.stdout


def test_nothing_lost_is_said(run: Run, cheaper: Path) -> None:
    """Where nobody loses anything it says so, in data with an empty list."""
    assert "Members lose nothing they have or were promised" in run("compare", RULES, cheaper).stdout
    assert [] == json.loads(run("compare", RULES, cheaper, "--json").stdout)["losses"]


def test_a_page_that_stands_alone(run: Run, dearer: Path, tmp_path: Path) -> None:
    """With --html the same stands in one file without script and links, everything of the files escaped."""
    with (dearer / "redeem.yaml").open("a", encoding="utf-8") as file:
        file.write("# <script>alert(1)</script>\n")
    page = tmp_path / "changes.html"

    assert 4 == run("compare", RULES, dearer, "--html", page, "--lang", "zh-CN").exit_code

    text = page.read_text(encoding="utf-8")
    assert '<html lang="zh-CN">' in text
    assert "<td>4991</td><td>49.91 EUR</td><td>44.91 EUR</td>" in text
    assert "&lt;script&gt;" in text
    assert not any(sign in text for sign in ("<script", "<a ", "http"))
    refused = run("compare", RULES, dearer, "--html", tmp_path / "nowhere" / "changes.html")
    assert (1, True) == (refused.exit_code, "cannot be written" in refused.stderr)

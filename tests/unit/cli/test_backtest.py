"""``loyalty backtest`` as a command: what it prints, writes and refuses."""

import json
import re
import shutil
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from loyalty.backtest.result import Balance, Unit
from tests.unit.cli.conftest import ROOT, Run

RULES = ROOT / "rules" / "online-retail"
HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
BUDGETS = """\
budgets:
  - {id: hello, name: {en: Hello, zh-CN: 你好}, points: 60, after_return: given_back}
"""
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


@pytest.fixture
def history(tmp_path: Path) -> Path:
    """Give a history of one member, who brings half of it back, and of somebody unknown."""
    file = tmp_path / "history.csv"
    file.write_text(
        HEAD + "1001,22633,WARMER,10,2011-03-01 09:00:00,20.000,7,United Kingdom\n"
        "C1002,22633,WARMER,-5,2011-03-02 09:00:00,20.000,7,United Kingdom\n"
        "1003,22633,WARMER,1,2011-03-03 09:00:00,3.000,,United Kingdom\n",
        encoding="utf-8",
    )
    return file


@pytest.fixture
def half(tmp_path: Path) -> Path:
    """Give the shop with half the points, and a name that no page may take for markup."""
    rules = tmp_path / "half"
    shutil.copytree(RULES, rules, ignore=shutil.ignore_patterns("examples.yaml"))
    earn = (rules / "earn.yaml").read_text(encoding="utf-8")
    earn = earn.replace("for_each: 1.00", "for_each: 2.00").replace("name: {en: Order", "name: {en: <b>Order")
    (rules / "earn.yaml").write_text(earn, encoding="utf-8")
    return rules


def test_it_says_who_loses_and_that_it_adds_up(run: Run, history: Path, half: Path) -> None:
    """A member had 200 points less 100, and has 50: half of it is lost, and the sums are one."""
    result = run("backtest", RULES, half, "--history", history)

    assert result.exit_code == 0
    assert "Of 1 members 0 are better off, 1 worse off" in result.stdout
    assert re.search(r"points outstanding +100 +50 +−50\n", result.stdout)
    assert re.search(r"\n  7 +−£0\.50 +£0\.00 +−50 +−50 +1001\n", result.stdout)
    assert "is the difference of the totals" in result.stdout
    assert not result.stderr


def test_days_after_the_last_count_nothing(run: Run, history: Path, half: Path) -> None:
    """Until the first of March nothing came back yet."""
    result = run("backtest", RULES, half, "--history", history, "--until", "2011-03-01")

    assert re.search(r"points outstanding +200 +100 +−100\n", result.stdout)
    assert "History until 1\u00a0March\u00a02011, 09:00" in result.stdout


def test_the_page_stands_alone_and_can_be_read(run: Run, history: Path, half: Path, tmp_path: Path) -> None:
    """Charts are titled, tables have heads, both explanations are there, nothing of a rule is markup."""
    page = tmp_path / "report.html"
    result = run("backtest", RULES, half, "--history", history, "--html", page)
    text = page.read_text(encoding="utf-8")

    assert result.exit_code == 0
    charts = [ET.fromstring(found) for found in SVG.findall(text)]  # noqa: S314 - we have just written it
    titles = [chart.findtext("{http://www.w3.org/2000/svg}title") for chart in charts]
    assert "Points issued by month" in titles
    assert all(titles)
    assert len(titles) == len({chart.get("aria-labelledby") for chart in charts})
    assert text.count("<table>") == text.count("<caption>") == text.count("<thead>")
    assert "Explained by the old version" in text
    assert "Explained by the new version" in text
    assert "<b>" not in text
    assert not re.search(r"<script|src=|href=", text)


def test_it_speaks_chinese(run: Run, history: Path, half: Path, tmp_path: Path) -> None:
    """Report and page are Chinese where that is asked for."""
    page = tmp_path / "report.html"
    result = run("backtest", RULES, half, "--history", history, "--lang", "zh-CN", "--html", page)

    assert "受损最多的会员" in result.stdout
    assert "售给会员" in result.stdout
    assert '<html lang="zh-CN">' in page.read_text(encoding="utf-8")


def test_versions_of_other_programmes_are_refused(run: Run, history: Path) -> None:
    """Two programmes are no two versions of one; nothing is decided."""
    result = run("backtest", RULES, ROOT / "rules" / "corner-coffee", "--history", history)

    assert result.exit_code == 1
    assert "The programme of the old version is online-retail, of the new one corner-coffee." in result.stderr
    assert not result.stdout


def test_what_cannot_be_read_or_written_is_said(run: Run, history: Path, tmp_path: Path) -> None:
    """Another file, days before the first, and a page in no folder end with code 1 and a sentence."""
    other = tmp_path / "other.csv"
    other.write_text("a,b\n1,2\n", encoding="utf-8")

    for asked, said in (
        (("--history", other), "lacks the column"),
        (("--history", history, "--until", "2011-02-28"), "no row with a time in those days"),
        (("--history", history, "--html", tmp_path / "none" / "x.html"), "cannot be written"),
    ):
        result = run("backtest", RULES, RULES, *asked)
        assert (1, "") == (result.exit_code, result.stdout)
        assert said in result.stderr


def test_a_sum_that_differs_is_no_success(run: Run, history: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the differences of all who bought are not those of the totals it is said aloud, with code 1."""
    monkeypatch.setattr(
        "loyalty.use_cases.backtests.result.balances_of",
        lambda *_: (Balance("open", Unit.POINTS, 1, 2),),
    )

    result = run("backtest", RULES, RULES, "--history", history)

    assert result.exit_code == 1
    assert "THE SUMS DIFFER" in result.stdout


def test_budgets_are_shared_by_all_members(run: Run, half: Path, tmp_path: Path) -> None:
    """A campaign's budget is spent in order of time, whoever asks for how many processes."""
    earn = (half / "earn.yaml").read_text(encoding="utf-8")
    named = "id: hello, name: {en: Hello, zh-CN: 你好}"
    rule = f"  rules:\n    - {{{named}, add: 40, once_per: order, budget: hello}}\n"
    (half / "earn.yaml").write_text(earn.replace("  rules:\n", rule) + BUDGETS, encoding="utf-8")
    file = tmp_path / "three.csv"
    rows = [f"{n},22633,W,2,2011-03-0{n} 09:00:00,1.000,{10 - n},United Kingdom\n" for n in (1, 2, 3)]
    file.write_text(HEAD + "".join(rows), encoding="utf-8")

    result = run("backtest", RULES, half, "--history", file, "--processes", "2", "--json")

    assert result.exit_code == 0, result.stderr
    assert "one process" in result.stderr
    assert '"issued": {\n      "unit": "points",\n      "old": 6,\n      "new": 63' in result.stdout


COFFEE = ROOT / "rules" / "corner-coffee"
COFFEE_HEAD = "InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice,CustomerID"
SOLD = "1001,sencha,1,2026-11-22 10:00:00,8.50,7"


def test_what_is_wrong_with_facts_is_told_at_once(run: Run, tmp_path: Path) -> None:
    """Texts no version takes, cells that say nothing, rows of one bill that differ: all, with their rows."""
    file = tmp_path / "sales.csv"
    file.write_text(
        f"{COFFEE_HEAD},category,brand,order.channel,member.country,Shop\n"
        f"{SOLD},Tea,own,app,DE,Mitte\n"
        f"{SOLD.replace('sencha', 'oolong')},tea,,web,DE,Mitte\n"
        f"{SOLD.replace('1001', '1002')},Tea,own,,Germany,Mitte\n"
        "C1003,sencha,-1,2026-11-23 10:00:00,8.50,7,,,,,Mitte\n",
        encoding="utf-8",
    )

    result = run("backtest", COFFEE, COFFEE, "--history", file)

    assert (1, "") == (result.exit_code, result.stdout)
    choices = "the value must be one of `coffee`, `tea`, `gear`, `gift-card`; did you mean `tea`?"
    country = "a country is two capital letters (ISO 3166-1), such as `DE`."
    empty = "it is empty, and rules read"
    assert [
        f"{file}: Row 2, column `brand`: {empty} `line.brand`, which has no default.",
        f"{file}: Row 1 (and 1 more), column `category`: {choices}",
        f"{file}: Row 3, column `member.country`: {country}",
        f"{file}: Row 3, column `order.channel`: {empty} `order.channel`, which has no default.",
        f"{file}: Rows 1 and 2 are of one bill, and column `order.channel` differs in them.",
    ] == result.stderr.splitlines()


def test_columns_are_found_by_the_names_of_facts(run: Run, tmp_path: Path) -> None:
    """One that is misspelt, named twice or missing is told before anything is decided; others are named."""
    file = tmp_path / "sales.csv"
    for columns, told in (
        (",Category,brand,order.channel", "The rules read no column `Category`; did you mean `category`?"),
        (",category,brand,channel", "The rules read no column `channel`; did you mean `order.channel`?"),
        (
            ",category,line.category,order.channel",
            "The columns `category` and `line.category` state the same fact",
        ),
        (",category,Category,order.channel", "has the column `Category` twice"),
        (",brand,note,order.channel", "There is no column `category`: rules read `line.category`"),
    ):
        file.write_text(f"{COFFEE_HEAD}{columns}\n{SOLD},tea,own,app\n", encoding="utf-8")
        result = run("backtest", COFFEE, COFFEE, "--history", file)
        assert (1, "") == (result.exit_code, result.stdout)
        assert told in result.stderr

    # A time with an offset is one instant: at eleven at night in Berlin it is the day before there.
    late = SOLD.replace("2026-11-22 10:00:00", "2026-11-21T22:30:00-01:00")
    file.write_text(
        f"{COFFEE_HEAD};category;brand;order.channel;Shop\n{late};tea;own;app;Mitte\n".replace(",", ";")
    )
    result = run("backtest", COFFEE, COFFEE, "--history", file)
    assert 0 == result.exit_code, result.stderr
    assert "1 column of the history no rule reads: `Shop`." in result.stderr
    assert "History until 22\u00a0November\u00a02026, 00:30 (Europe/Berlin)" in result.stdout


BIRTHDAY = """\
    - id: birthday
      name: {en: Birthday, zh-CN: 生日}
      anniversary: {of: member.birth_day_month, leap_day: 02-28}
      add: 30
      once_per: order
"""


def test_what_is_personal_is_known_from_a_bill_on_and_told_nowhere(run: Run, tmp_path: Path) -> None:
    """It counts on later bills of the member, not of others; where it needs a consent it is not read."""
    file, rules = tmp_path / "sales.csv", tmp_path / "birthdays"
    shutil.copytree(COFFEE, rules, ignore=shutil.ignore_patterns("examples.yaml"))
    earn = (rules / "earn.yaml").read_text(encoding="utf-8")
    earn = earn.replace("    - id: app-bonus\n", f"{BIRTHDAY}    - id: app-bonus\n")
    (rules / "earn.yaml").write_text(earn, encoding="utf-8")
    first, later = SOLD.replace("2026-11-22", "2026-10-05"), SOLD.replace("1001", "1002")
    other = SOLD.replace("1001,", "1003,").removesuffix("7") + "8"
    file.write_text(
        f"{COFFEE_HEAD},category,brand,order.channel,member.birth_day_month\n"
        f"{first},tea,other,shop,11-22\n{later},tea,other,shop,\n{other},tea,other,shop,\n",
        encoding="utf-8",
    )

    result = run("backtest", rules, COFFEE, "--history", file, "--json")

    assert 0 == result.exit_code, result.stderr
    told = json.loads(result.stdout)
    assert (-30, 1) == (told["members"]["earned"], told["members"]["worse"])
    facts = told["losers"][0]["explained"]["old"]["facts"]
    assert "1002" == told["losers"][0]["bill"]
    assert "member.birth_day_month" not in facts

    declared = (rules / "facts.yaml").read_text(encoding="utf-8")
    agreed = declared.replace("assessment: pia-2026-1}", "assessment: pia-2026-1, consent: birthday_benefit}")
    assert agreed != declared
    (rules / "facts.yaml").write_text(agreed, encoding="utf-8")
    result = run("backtest", rules, COFFEE, "--history", file, "--json")
    assert "`member.birth_day_month`" in result.stderr
    assert 0 == json.loads(result.stdout)["members"]["earned"]

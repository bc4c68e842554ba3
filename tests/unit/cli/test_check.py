"""``loyalty check`` on whole folders, right and wrong ones."""

import json
import re
from pathlib import Path
from unittest.mock import Mock, patch

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.cli.checking.explained import chinese
from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.language.finding_codes import CODES
from loyalty.language.findings import Span
from loyalty.language.shapes.constraints import PARAMETERS
from loyalty.publication.codes import PUBLICATION
from tests.unit.cli.conftest import ROOT, Run

CLOUD = ROOT / "rules" / "cloud-desk"


def test_shipped_programme_is_right(run: Run, coffee: Path) -> None:
    """A folder anywhere, of any name, is checked; its examples hold and open constraints say so."""
    result = run("check", coffee)

    assert result.exit_code == 0
    assert "NOT CHECKED  no_point_pump" in result.stdout
    assert "0 findings, 0 warnings, 6 of 6 worked examples hold" in result.stdout


def test_what_is_coming_is_listed(run: Run, coffee: Path) -> None:
    """A value of the law that begins in the programme's life stands in text with its day and source."""
    head = coffee / "programme.yaml"
    text = head.read_text(encoding="utf-8").replace("[EU, CN]", "[UK]")
    head.write_text(text.replace("until: 2027-01-31", "until: 2027-04-01"), encoding="utf-8")
    coming = "from 2027-04-01 on: subscription.renewal_notice [UK: DMCC Act 2024"

    assert coming in run("check", coffee).stdout
    head.write_text(text.replace("until: 2027-01-31", "until: 2027-03-31"), encoding="utf-8")
    assert coming not in run("check", coffee).stdout


def test_misspelt_fact_is_found_at_its_place(run: Run, coffee: Path) -> None:
    """A misspelt fact ends with code 1, its file, line and column, and what was meant."""
    earn = coffee / "earn.yaml"
    earn.write_text(
        earn.read_text(encoding="utf-8").replace("line.brand ==", "line.brnad =="), encoding="utf-8"
    )

    result = run("check", coffee)

    assert result.exit_code == 1
    assert result.stdout.startswith(
        "error[E303]: unknown fact `line.brnad`\n"
        f" --> {coffee}/earn.yaml:8:13\n"
        "  |\n"
        '8 |       when: line.brnad == "own"\n'
        "  |             ^^^^^^^^^^ an unknown fact\n"
        "  |\n"
    )
    assert "\n  = help: did you mean `line.brand`?\n\n1 finding" in result.stdout


def test_a_card_number_is_found_in_a_comment_and_shown_nowhere(run: Run, coffee: Path) -> None:
    """A comment counts as well as a value; the line is shown with the number covered."""
    earn = coffee / "earn.yaml"
    earn.write_text(earn.read_text(encoding="utf-8") + "# 4111 1111-1111 1111\n", encoding="utf-8")

    result = run("check", coffee)

    assert result.exit_code == 1
    assert "error[PAN_DETECTED]: the number of a payment card stands here\n" in result.stdout
    assert "# xxxxxxxxxxxxxxxxxxx" in result.stdout
    assert "1111" not in result.stdout + result.stderr


def test_json_is_all_there_is(run: Run, coffee: Path) -> None:
    """With --json stdout is one JSON document, also where there are findings."""
    (coffee / "earn.yaml").write_text("earn: [", encoding="utf-8")

    result = run("check", coffee, "--json")

    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert told["programme"] is None
    assert {"file": "earn.yaml", "code": "E101"}.items() <= told["findings"][0].items()


def test_failing_example_is_a_finding(run: Run, coffee: Path) -> None:
    """A worked example that comes to another figure ends with code 1 and both figures."""
    examples = coffee / "examples.yaml"
    text = examples.read_text(encoding="utf-8").replace("expect: {points: 126}", "expect: {points: 127}")
    examples.write_text(text, encoding="utf-8")

    result = run("check", coffee)

    assert result.exit_code == 1
    assert "expects points 127, it is 126" in result.stdout
    assert "5 of 6 worked examples hold" in result.stdout


def test_no_such_folder(run: Run) -> None:
    """A folder that is not there is a finding."""
    result = run("check", "nowhere")

    assert result.exit_code == 1
    assert "error[E113]: no such folder of rule files\n--> nowhere:1:1\n" in result.stdout


def test_folders_beside_one_that_is_not_there_may_be_closed(tmp_path: Path) -> None:
    """What may not be read is no suggestion, and ends nothing."""
    (tmp_path / "coffee").mkdir()
    closed = Mock(side_effect=PermissionError)
    with patch.object(Path, "iterdir", closed):
        found = read_rule_folder(tmp_path / "cofee")

    assert [("E113", True)] == [(each.code, "loyalty rules init" in each.help) for each in found.findings]
    assert "coffee" in str(read_rule_folder(tmp_path / "cofee").findings)


def test_a_file_is_no_folder(run: Run, coffee: Path) -> None:
    """A file where a folder belongs is a finding under the path that was given."""
    result = run("check", coffee / "earn.yaml")

    assert result.exit_code == 1
    assert f"error[E113]: a file\n--> {coffee}/earn.yaml:1:1\n" in result.stdout
    assert "= help: give the folder that it lies in" in result.stdout


def test_every_code_that_was_found_is_told(run: Run, coffee: Path) -> None:
    """Below the findings stand all their codes, each once."""
    earn = coffee / "earn.yaml"
    text = earn.read_text(encoding="utf-8").replace("multiply: 2x", "mutiply: 2x")
    earn.write_text(text.replace("14 days", "14"), encoding="utf-8")

    assert run("check", coffee).stderr.endswith("loyalty check --explain CODE, here E201, E208\n")


def test_a_stray_file_is_found(run: Run, coffee: Path, basket: Path) -> None:
    """A file that is neither rules nor table is a finding beside rules that are right; nothing is priced."""
    (coffee / "notes.txt").write_text("to do", encoding="utf-8")

    checked, quoted = run("check", coffee), run("quote", coffee, basket)

    assert checked.exit_code == quoted.exit_code == 1
    assert f"error[E113]: not a rule file\n--> {coffee}/notes.txt:1:1" in checked.stdout
    assert f"{coffee}/notes.txt:1:1 not a rule file" in quoted.stderr


def test_a_broken_constraint_is_no_success(run: Run, coffee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A constraint that the programme breaks is called broken, counts as a finding and ends with code 1."""
    broken = Verdict(
        "no_influence", Span("constraints.yaml", 3, 5), Evidence.PROVED, holds=False, because="age is read"
    )
    monkeypatch.setattr("loyalty.cli.checking.looking.verdicts", lambda _: (broken,))

    result = run("check", coffee)

    assert result.exit_code == 1
    assert "REFUTED      no_influence: age is read\n" in result.stdout
    assert "\n1 finding, " in result.stdout


@pytest.mark.parametrize(
    ("law", "row"), [("no_influence", "FA-01"), ("personal_facts_only_for_their_purpose", "PD-01")]
)
def test_a_broken_constraint_cites_the_row_that_it_is_the_check_of(
    run: Run, coffee: Path, monkeypatch: pytest.MonkeyPatch, law: str, row: str
) -> None:
    """Of the rows that a constraint checks the one it checks first of all is cited, with its source."""
    broken = Verdict(law, Span("constraints.yaml", 3, 5), Evidence.PROVED, holds=False, because="it is read")
    monkeypatch.setattr("loyalty.cli.checking.looking.verdicts", lambda _: (broken,))

    assert f"= source: {row}, U" in run("check", coffee).stdout


def test_codes_are_explained(run: Run) -> None:
    """--explain tells what a code means without any folder; an unknown code is wrong use."""
    assert run("check", "--explain", "e303").stdout.startswith("E303: an unknown fact\n")
    assert run("check", "--explain", "E999").exit_code == 2
    assert run("check").exit_code == 2


def test_codes_of_the_catalogue_are_explained_in_both_languages(run: Run) -> None:
    """What the law asks for stands there with its source, of a code no rule file can break, and of an id."""
    told = run("check", "--explain", "quote_price_raised", "--lang", "zh-CN").stdout

    assert "QUOTE_PRICE_RAISED: 目录中的约束\n报价在到期前即为承诺。\n" in told
    assert "PX-12 (U): 报价在到期前即为承诺。 [fair dealing; " in told
    assert "RF-08 (U, EU-FI, UK): The price for everybody" in run("check", "--explain", "rf-08").stdout
    assert "did you mean `QUOTE_PRICE_RAISED`?" in run("check", "--explain", "QUOTE_PRICE_RAISE").stderr


def test_the_law_is_told_in_chinese(run: Run) -> None:
    """Below the first finding of each code, beside its source; in English the finding says it already."""
    asked = "= 法规要求: 标价可不含的项目因市场而异；"

    assert 1 == run("check", CLOUD, "--lang", "zh-CN").stdout.count(asked)
    assert "= law:" not in run("check", CLOUD).stdout


def test_findings_are_told_in_chinese(run: Run, coffee: Path) -> None:
    """The weight, what the code means and what to know of it; the place and the line are the same."""
    earn = coffee / "earn.yaml"
    earn.write_text(earn.read_text("utf-8").replace("line.brand ==", "line.brnad =="), "utf-8")

    told = run("check", coffee, "--lang", "zh-CN").stdout

    assert "错误[E303]: 未知的事实 `line.brnad`\n --> " in told
    assert "^^^^^^^^^^ 未知的事实\n" in told
    assert "= 注: 规则只能看 `facts` 声明的事实" in told
    assert "= 建议: 您是想写 `line.brand` 吗？" in told


def test_every_code_is_explained_in_chinese(run: Run) -> None:
    """Each code of a finding and no other, in Chinese words, a warning as a warning."""
    english = {**CODES, **PUBLICATION}

    assert chinese().keys() == english.keys()
    for code, said in chinese().items():
        assert re.search("[一-鿿]", said.title), code
        assert said.explanation.endswith("。"), code
        assert said.explanation.startswith("警告：") == english[code].explanation.startswith("A warning: "), (
            code
        )
    assert run("check", "--explain", "E421", "--lang", "zh-CN").stdout == (
        "E421: 超出会员计划的日期\n警告：会员计划结束后，规则或数值还在继续。\n"
    )


@pytest.mark.parametrize("code", [*CODES, *PARAMETERS])
def test_every_code_is_explained(run: Run, code: str) -> None:
    """Each code and each constraint has a title and a sentence of its own."""
    title, _, explanation = run("check", "--explain", code).stdout.rstrip("\n").partition("\n")

    assert title.startswith(f"{code}: ")
    assert explanation.endswith((".", "`"))


def test_a_line_of_any_length_is_shown_at_once(run: Run, coffee: Path) -> None:
    """Of a condition of a hundred thousand letters, a part is shown, and no time is lost on the rest."""
    earn = coffee / "earn.yaml"
    endless = " and ".join(['line.brand == "own"'] * 5000)
    earn.write_text(
        earn.read_text(encoding="utf-8").replace('line.brand == "own"', endless), encoding="utf-8"
    )

    result = run("check", coffee)

    assert result.exit_code == 1
    assert "error[E302]" in result.stdout
    assert max(map(len, result.stdout.splitlines())) < 250


LAW = "personal_facts_only_for_their_purpose"
HOBBY = "is: choice, of: [tea, gear], label: personal, purpose: [hobby], default: tea"


def _read_elsewhere(coffee: Path, where: str, until: str) -> None:
    """Let a rule read a personal fact that is not for it, and waive that."""
    waiver = f"constraint: {LAW}, where: {where}, reason: a trial, approved_by: Cy, until: {until}"
    for file, old, new in (
        ("facts.yaml", "facts:", f"facts:\n  member.hobby: {{{HOBBY}}} #"),
        ("earn.yaml", 'line.brand == "own"', 'line.brand == "own" and member.hobby == "tea"'),
        ("constraints.yaml", "waivers: []", f"waivers: [{{{waiver}}}]"),
    ):
        text = (coffee / file).read_text(encoding="utf-8")
        (coffee / file).write_text(text.replace(old, new), encoding="utf-8")


def test_a_waived_constraint_is_told_and_is_no_mistake(run: Run, coffee: Path) -> None:
    """What may fail is told as such, with who lets it; it is a suppressed result and a notice elsewhere."""
    _read_elsewhere(coffee, "member.hobby", "2099-12-31")

    text, sarif, github = (run("check", coffee, "--format", form) for form in ("text", "sarif", "github"))

    assert [0, 0, 0] == [each.exit_code for each in (text, sarif, github)], text.output
    assert f"waived[{LAW}]: the constraint `{LAW}` is broken: " in text.stdout
    assert "= help: waived where `member.hobby` by Cy until 2099-12-31: a trial" in text.stdout
    assert f"\nREFUTED      {LAW}, waived: " in text.stdout
    [result] = json.loads(sarif.stdout)["runs"][0]["results"]
    [suppressed] = result["suppressions"]
    assert ("accepted", True) == (suppressed["status"], "by Cy" in suppressed["justification"])
    assert github.stdout.startswith("::notice ")
    told = json.loads(run("check", coffee, "--json").stdout)["constraints"]
    assert ["member.hobby"] == [waiver["where"] for law in told for waiver in law["waivers"]]


@pytest.mark.parametrize(
    ("where", "until", "said"),
    [
        (
            "member.tier",
            "2099-12-31",
            "it is waived where `member.tier` alone, and without that it fails too",
        ),
        ("member.hobby", "2026-11-20", "the waiver where `member.hobby` ended on 2026-11-20"),
    ],
)
def test_a_waiver_that_does_not_count_is_told_why(
    run: Run, coffee: Path, where: str, until: str, said: str
) -> None:
    """A waiver of another place, or one that has ended, leaves a broken constraint a mistake."""
    _read_elsewhere(coffee, where, until)

    result = run("check", coffee)

    assert 1 == result.exit_code
    assert f"= help: {said}" in result.stdout
    ended = f"warning[E410]: the waiver of `{LAW}` where `member.hobby` ended on 2026-11-20"
    assert (ended in result.stdout) is (where == "member.hobby")


def test_a_file_that_cannot_be_read_is_told_alone(run: Run, coffee: Path) -> None:
    """What is missing since a file is not UTF-8 is no finding of the examples that need it."""
    earn = coffee / "earn.yaml"
    earn.write_bytes(earn.read_text(encoding="utf-8").encode("gbk"))

    result = run("check", coffee)

    assert "error[E109]: not UTF-8" in result.stdout
    assert "1 finding, 0 warnings\n" in result.stdout

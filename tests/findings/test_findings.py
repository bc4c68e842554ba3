"""Every wrong rule file here is found out, with exactly these words at exactly this place.

A case ``E303.misspelt.yaml`` (or a folder ``E504``) is laid over the small programme in
``base``: the top-level keys it has replace the base's. A first line ``# without: earn``
takes a key away, one ``# today: 2018-01-15`` says on which day somebody looks, lines
``# price: EU 2026-10-01 12.00`` what the article ``mill`` cost, with ``sold`` what one was sold for.
What is found stands in the ``.txt`` of the same name.
"""

import re
import shutil
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.examples import run_examples
from loyalty.decision.programme import Programme, compile_programme
from loyalty.kernel.period import day_start
from loyalty.language.finding_codes import CODES
from loyalty.language.findings import Finding
from loyalty.price_history.row import Priced, PriceRow, Told
from loyalty.prover.conditions.ambiguous import meeting_rules
from loyalty.prover.conditions.dead import dead_rules
from loyalty.publication.codes import PUBLICATION
from loyalty.publication.looking import look_over

HERE = Path(__file__).parent
BASE = HERE / "base"
CASES = sorted(path.stem for path in HERE.glob("*.txt"))
TODAY = date(2026, 11, 26)

# Texts that cannot stand in the repository as they are.
MADE = {
    "E107": b"# long\n" * 200_000,
    "E108": b"earn: " + b"[" * 40 + b"]" * 40,
    "E109": "earn: é".encode("latin-1"),
}


@pytest.mark.parametrize("case", CASES)
def test_findings(case: str, tmp_path: Path) -> None:
    """The findings are these lines, one with the code the file is named after; each says what to do."""
    lay_out(case, tmp_path)

    found = _findings(tmp_path, case)

    assert (HERE / f"{case}.txt").read_text(encoding="utf-8") == "".join(f"{finding}\n" for finding in found)
    assert _code(case) in {finding.code for finding in found}
    assert [] == [finding for finding in found if not finding.help]


def test_base_is_right(tmp_path: Path) -> None:
    """The programme the cases are laid over has no findings, so that each case shows its own only."""
    shutil.copytree(BASE, tmp_path, dirs_exist_ok=True)

    assert () == _findings(tmp_path)


def test_no_such_folder(tmp_path: Path) -> None:
    """A folder that does not exist is a finding, not a crash."""
    found = read_rule_folder(tmp_path / "nowhere").findings

    assert [("nowhere:1:1", "no such folder of rule files")] == [(str(f.span), f.message) for f in found]


def test_folder_that_is_meant(tmp_path: Path) -> None:
    """A folder whose name is misspelt is told with the one beside it that may be meant."""
    (tmp_path / "corner-coffee").mkdir()

    found = read_rule_folder(tmp_path / "corner-cofee").findings

    assert ["did you mean `corner-coffee`?"] == [finding.help for finding in found]


@pytest.mark.parametrize("case", CASES)
def test_house_style(case: str) -> None:
    """A finding's message begins in lower case or with the writer's text, and has no full stop."""
    for line in (HERE / f"{case}.txt").read_text(encoding="utf-8").splitlines():
        message = re.sub(r"^\S+:\d+:\d+ (warning: )?", "", line)

        assert not message.endswith(".")
        assert not message[0].isupper() or message.startswith(("YAML", "UTF-8"))


def test_codes_are_known() -> None:
    """Every code a case is named after is in the list of codes."""
    assert set() == {_code(case) for case in CASES} - set(CODES) - set(PUBLICATION)


def _code(case: str) -> str:
    return case.partition(".")[0]


def lay_out(case: str, folder: Path) -> None:
    """Write the base and, over it, the case."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    source, whole = HERE / f"{case}.yaml", HERE / case
    if case in MADE:
        (folder / "earn.yaml").unlink()
        (folder / "rules.yaml").write_bytes(MADE[case])
    elif whole.is_dir():
        shutil.copytree(whole, folder, dirs_exist_ok=True)
    else:
        text = source.read_text(encoding="utf-8")
        (folder / "rules.yaml").write_text(text, encoding="utf-8")
        away = re.findall(r"^# without: (\w+)", text) + re.findall(r"^(\w+) *:", text, re.MULTILINE)
        for key in away:
            (folder / f"{key}.yaml").unlink(missing_ok=True)


def _lawful(programme: Programme, source: Mapping[str, str], case: str) -> tuple[Finding, ...]:
    """Give what the law says, but for cases that are named after a mistake of another kind."""
    if _code(case) in CODES:
        return ()
    told = re.search(r"^# today: (\S+)", source.get("rules.yaml", ""))
    today = date.fromisoformat(told[1]) if told else TODAY
    return look_over(programme, today, history=_history(programme, source.get("rules.yaml", "")))


def _history(programme: Programme, text: str) -> tuple[PriceRow, ...] | None:
    """Give the price history that the case tells of, None where it tells of none."""
    rows: list[PriceRow] = []
    for market, day, price, sold in re.findall(r"^# price: (\S+) (\S+) (\S+)( sold)?", text, re.MULTILINE):
        start = day_start(date.fromisoformat(day), programme.zone)
        deal = Fraction(1) if sold else None
        told = Told(Priced("mill", market), start, None, Fraction(price), "list", deal)
        rows.append(PriceRow.after(rows[-1] if rows else None, told, start))
    return tuple(rows) or None


def _findings(folder: Path, case: str = "") -> tuple[Finding, ...]:
    read = read_rule_folder(folder)
    if read.findings:
        return read.findings
    compiled = compile_programme(read.source)
    if compiled.programme is None:
        return compiled.findings
    outcomes = run_examples(compiled.programme)
    failed = tuple(finding for outcome in outcomes for finding in outcome.findings)
    looked = (dead_rules(compiled.programme), meeting_rules(compiled.programme))
    unreached = (finding for look in looked for finding in look.findings)
    return (*compiled.findings, *failed, *unreached, *_lawful(compiled.programme, read.source, case))

"""``loyalty import`` and ``loyalty export``: files in, what each row came to, files out."""

import csv
import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import ROOT, Run

PROGRAMME = ("--programme", "beans")
MEMBERS = 'reference,enrolled_at,tier\nanna,2026-01-05,gold\nben,2026-13-01,\nanna,2026-01-05,\n"da\nve",,\n'
BALANCES = "reference,lot,points,ends\nanna,1,100,never\nanna,2,many,\nzoe,1,5\n"


@pytest.fixture
def shop(run: Run, tmp_path: Path) -> Path:
    """Give a folder beside a database in which a programme binds, whatever the day of the test."""
    rules = tmp_path / "beans"
    rules.mkdir()
    for name in ("programme", "facts", "earn", "tiers"):
        text = (ROOT / "rules" / "corner-coffee" / f"{name}.yaml").read_text(encoding="utf-8")
        text = text.replace("programme: corner-coffee", "programme: beans")
        text = text.replace(
            "effective: {from: 2026-11-15, until: 2027-01-31}", "effective: {from: 2020-01-01}"
        )
        (rules / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert 0 == run("db", "upgrade").exit_code
    adopted = run("adopt", rules)
    assert 0 == adopted.exit_code, adopted.output
    (tmp_path / "members.csv").write_text(MEMBERS, encoding="utf-8")
    (tmp_path / "balances.csv").write_text(BALANCES, encoding="utf-8")
    return tmp_path


def test_a_table_is_tried_taken_in_and_taken_in_again(run: Run, shop: Path) -> None:
    """A dry run and the real one say the same; a second one finds everything there."""
    tried = run("import", "members", "members.csv", *PROGRAMME, "--dry-run")
    done = run("import", "members", "members.csv", *PROGRAMME)
    again = json.loads(run("import", "members", "members.csv", *PROGRAMME, "--json").output)

    assert (1, 1) == (tried.exit_code, done.exit_code)
    assert tried.output == f"{done.output}Nothing was changed: this was a dry run.\n"
    assert "4  of 4 in the file: every row is accounted for" in done.output
    assert "row 2: not-a-time: write a day or a time" in done.output
    assert {"there before": 3, "refused": 1} == {row["ended"]: row["rows"] for row in again["rows"]}


def test_a_report_says_what_each_row_came_to(run: Run, shop: Path) -> None:
    """The report has every row of the file in its order, with code and what to mend where it is refused."""
    run("import", "members", "members.csv", *PROGRAMME)

    assert 1 == run("import", "balances", "balances.csv", *PROGRAMME, "--report", "report.csv").exit_code

    with (shop / "report.csv").open(encoding="utf-8", newline="") as text:
        rows = list(csv.DictReader(text))
    assert ["1", "2", "3"] == [row["row"] for row in rows]
    assert ["", "not-points", "unreadable"] == [row["code"] for row in rows]
    assert ["imported", "refused", "refused"] == [row["ended"] for row in rows]
    assert rows[1]["mend"]


def test_what_is_exported_is_there_when_imported(run: Run, shop: Path) -> None:
    """Exported tables are tables to import: where they come from, every row is there before."""
    run("import", "members", "members.csv", *PROGRAMME)
    run("import", "balances", "balances.csv", *PROGRAMME)

    for name, rows in (("members", 2), ("balances", 1), ("history", 1)):
        written = run("export", name, f"{name}-out.csv", *PROGRAMME)
        assert (0, f"{name}-out.csv: {rows} row{'s' * (rows != 1)}\n") == (written.exit_code, written.output)
    again = run("import", "members", "members-out.csv", *PROGRAMME)
    assert 0 == again.exit_code
    assert "there before" in again.output


@pytest.mark.slow
def test_several_processes_come_to_the_same(run: Run, shop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A table that is large enough for several processes is taken in by them, row for row as by one."""
    tried = run("import", "members", "members.csv", *PROGRAMME, "--dry-run", "--json")
    monkeypatch.setattr("loyalty.cli.tables.importing.LARGE", 1)

    taken = run("import", "members", "members.csv", *PROGRAMME, "--json")

    assert json.loads(tried.output) | {"dry_run": False} == json.loads(taken.output)
    assert "members-out.csv: 2 rows" in run("export", "members", "members-out.csv", *PROGRAMME).output
    refused = run("import", "members", "members.csv", "--programme", "peas")
    assert (1, "No version of this programme binds at this time.") == (
        refused.exit_code,
        refused.stderr.strip().rpartition(": ")[2],
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("lot,points\n1,2\n", "lacks the column member or reference; it has lot, points."),
        ("reference,lot\n1,2\n", "lacks the column points; it has reference, lot."),
        ("", "lacks the column member or reference, lot, points; it has none."),
        ("reference,lot,points,lot\n", "has a column twice: reference, lot, points, lot."),
        (
            f"reference,lot,points\n1,2,3\n{'x' * 131_073},2,3\n",
            "cannot be read as CSV in UTF-8, after line 3: field larger than field limit (131072).",
        ),
    ],
)
def test_a_file_that_is_no_such_table_is_refused(run: Run, shop: Path, text: str, said: str) -> None:
    """A file without the columns that are needed ends in a sentence before anything is done."""
    (shop / "wrong.csv").write_text(text, encoding="utf-8")

    refused = run("import", "balances", "wrong.csv", *PROGRAMME)

    assert (1, f"wrong.csv {said}\n") == (refused.exit_code, refused.stderr)


@pytest.mark.parametrize("name", ["members", "balances", "history"])
def test_a_table_without_rows_is_a_table(run: Run, shop: Path, name: str) -> None:
    """What a programme without members gives out can be taken in, with a report that has its head only."""
    run("export", name, "none.csv", *PROGRAMME)

    taken = run("import", name, "none.csv", *PROGRAMME, "--report", "report.csv")

    assert 0 == taken.exit_code, taken.output
    assert "0  of 0 in the file: every row is accounted for" in taken.output
    assert "row,ended,code,mend\n" == (shop / "report.csv").read_text(encoding="utf-8")


def test_an_unknown_programme_is_refused(run: Run, shop: Path) -> None:
    """A programme that does not bind is a sentence and code 1, in and out."""
    into = run("import", "members", "members.csv", "--programme", "peas")
    out = run("export", "members", "out.csv", "--programme", "peas")

    assert (1, 1) == (into.exit_code, out.exit_code)
    assert into.stderr == out.stderr
    assert not (shop / "out.csv").exists()


def test_a_mistyped_member_is_no_command(run: Run) -> None:
    """Whoever mistypes an id reads that it is none, not that there is no such command."""
    refused = run("export", "mem_nosuch")

    assert 2 == refused.exit_code
    assert "`mem_nosuch` is no member's id" in refused.output

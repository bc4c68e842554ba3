"""Tables as CSV: what is let in."""

import csv
from pathlib import Path

import pytest

from loyalty.adapters.table_file import open_table, write_table
from loyalty.history.table import RowRefused


def test_a_row_with_a_card_number_is_refused_alone(tmp_path: Path) -> None:
    """The row has no cells, says in which columns the number stands, and the others are as they were.

    Ids stand side by side in the columns of tables, so columns are looked at one by one.
    """
    path = tmp_path / "members.csv"
    path.write_text(
        "reference,note,more\nAda,4111 1111 1111 1111,x\nBea,41111111,11111111\nCem,4006381333931,y\n",
        encoding="utf-8",
    )

    rows = {row.number: row for group in open_table(path, ()).members() for row in group.rows}

    assert [("note",), (), ()] == [rows[number].pan for number in (1, 2, 3)]
    assert rows[1].cells is None
    assert {"reference": "Cem", "note": "4006381333931", "more": "y"} == rows[3].cells
    with pytest.raises(RowRefused, match="`note`") as refused:
        raise rows[1].unreadable
    assert "pan-detected" == refused.value.code


def test_a_row_with_an_identity_number_is_refused_alone(tmp_path: Path) -> None:
    """It says in which column the number stands, and a number with a wrong check digit is none."""
    path = tmp_path / "members.csv"
    path.write_text("reference,note\nAda,11010519491231002X\nBea,110105194912310021\n", encoding="utf-8")

    rows = {row.number: row for group in open_table(path, ()).members() for row in group.rows}

    assert [("note",), ()] == [rows[number].identity for number in (1, 2)]
    with pytest.raises(RowRefused, match="`note`") as refused:
        raise rows[1].unreadable
    assert "over-collection" == refused.value.code


def test_no_cell_is_run_by_a_spreadsheet(tmp_path: Path) -> None:
    """What would be taken for a formula is marked as text, numbers are not, and all is read as it was."""
    path = tmp_path / "members.csv"
    told = [
        "=HYPERLINK(1)",
        "+49 30 1",
        "@SUM(1)",
        "-2+3",
        "＝1",
        " =1",
        "'=1",
        "''=1",
        "'quoted",
        "-50",
        "x",
    ]

    write_table(
        path,
        ({"reference": each, "member.postcode": each} for each in told),
        ("reference", "member.postcode"),
    )

    with path.open(encoding="utf-8", newline="") as text:
        written = [row["member.postcode"] for row in csv.DictReader(text)]
    assert [f"'{each}" for each in told[:8]] + told[8:] == written
    rows = {row.number: row for group in open_table(path, ()).members() for row in group.rows}
    assert [each.strip() for each in told] == [
        rows[number].text("member.postcode") for number in range(1, len(told) + 1)
    ]
    assert {"=1"} <= {group.who for group in open_table(path, ()).members()}

"""Tables as CSV: what is let in."""

from pathlib import Path

import pytest

from loyalty.adapters.table_file import open_table
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

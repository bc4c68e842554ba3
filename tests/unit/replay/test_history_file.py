"""History files are read in order of time, whatever their form, without rounding."""

from pathlib import Path

import duckdb
import pytest

from loyalty.adapters.history_file import HistoryFileError, open_history

HEAD = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n"
LATER = "536366,22633,HAND WARMER,6,2010-12-01 08:28:00,1.850,17850,United Kingdom\n"
EARLIER = "536365,71053,LANTERN,6,2010-12-01 08:26:00,3.39000000001,,United Kingdom\n"
EARLIER_TOO = "536365,21730,T-LIGHT,1.5,2010-12-01 08:27:00,4.25,,United Kingdom\n"
CANCELLED = "C536366,22633,HAND WARMER,-6,2010-12-01 08:28:00,1.850,17850,United Kingdom\n"


def _csv(folder: Path, text: str) -> Path:
    path = folder / "history.csv"
    path.write_text(text)
    return path


def test_rows_come_by_the_time_of_their_bill(tmp_path: Path) -> None:
    """Rows of one bill stay together, a cancellation follows a sale of the same minute."""
    history = open_history(_csv(tmp_path, HEAD + CANCELLED + LATER + EARLIER_TOO + EARLIER))

    assert 4 == history.count
    assert [("536365", "21730"), ("536365", "71053"), ("536366", "22633"), ("C536366", "22633")] == [
        (bill, article) for bill, article, *_ in history.rows()
    ]


def test_numbers_are_read_as_they_are_written(tmp_path: Path) -> None:
    """No digit of a price or a quantity is lost, and an empty buyer is none."""
    rows = list(open_history(_csv(tmp_path, HEAD + EARLIER_TOO + EARLIER)).rows())

    assert [("1.5", "4.25", None), ("6", "3.39000000001", None)] == [
        (quantity, price, buyer) for _, _, _, quantity, _, price, buyer, *_ in rows
    ]


def test_parquet_gives_the_rows_that_csv_gives(tmp_path: Path) -> None:
    """The same history in parquet, with types of its own, is the same."""
    path = _csv(tmp_path, HEAD + LATER + CANCELLED)
    parquet = tmp_path / "history.parquet"
    duckdb.read_csv(str(path), dtype={"UnitPrice": "DECIMAL(12,3)", "CustomerID": "INTEGER"}).write_parquet(
        str(parquet)
    )

    assert list(open_history(path).rows()) == list(open_history(parquet).rows())


def test_a_time_that_is_none_is_missing(tmp_path: Path) -> None:
    """A row whose time cannot be read is still given."""
    ((_, _, _, _, at, *_),) = open_history(
        _csv(tmp_path, HEAD + LATER.replace("2010-12-01 08:28:00", "soon"))
    ).rows()

    assert at is None


def test_a_file_without_the_columns_is_refused(tmp_path: Path) -> None:
    """The sentence names the columns that are missing."""
    with pytest.raises(HistoryFileError, match="lacks the column Quantity, InvoiceDate"):
        open_history(
            _csv(tmp_path, "InvoiceNo,StockCode,Description,UnitPrice,CustomerID,Country\n1,2,3,4,5,6\n")
        )


def test_a_file_that_is_no_history_is_refused(tmp_path: Path) -> None:
    """Any other file is refused with its name."""
    path = tmp_path / "notes.parquet"
    path.write_text("not parquet")

    with pytest.raises(HistoryFileError, match=r"notes\.parquet cannot be read"):
        open_history(path)

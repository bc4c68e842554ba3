"""The register of personal fields as a table in plain words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from loyalty.wording.languages import EN, ZH
from loyalty.wording.privacy.words import word

_HEAD = {
    EN: ("Table", "What", "For", "On which ground", "Kept", "Who sees it", "Columns"),
    ZH: ("表", "内容", "用途", "法律依据", "保存期限", "谁可查看", "字段"),
}
_NOBODY = {EN: "nobody", ZH: "无人"}
_SIGN = {EN: ", ", ZH: "、"}


def register_page(rows: Sequence[Mapping[str, Any]], language: str) -> str:
    """Give the register as a table in Markdown; ``rows`` are those of `show_register`."""
    lines = [_row(_HEAD[language]), _row(["---"] * len(_HEAD[language]))]
    return "\n".join([*lines, *(_row(_cells(row, language)) for row in rows)]) + "\n"


def _cells(row: Mapping[str, Any], language: str) -> Iterator[str]:
    yield f"`{row['table']}`"
    yield row["says"][language]
    yield word("purpose", row["purpose"], language)
    yield word("basis", row["basis"], language)
    yield word("kept", row["kept"], language)
    seen = [word("recipient", each, language) for each in row["recipients"]]
    yield _SIGN[language].join(seen) or _NOBODY[language]
    columns = (f"`{each['column']}` ({word('label', each['label'], language)})" for each in row["columns"])
    yield _SIGN[language].join(columns)


def _row(cells: Sequence[str] | Iterator[str]) -> str:
    return f"| {' | '.join(cells)} |"

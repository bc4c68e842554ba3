"""Commands about personal data."""

import json

from loyalty.database.base import metadata
from loyalty.privacy.fields.every import IMPERSONAL, REGISTER
from loyalty.privacy.register import fields_of
from loyalty.use_cases.privacy.show_register import show_register
from loyalty.wording.privacy.register import register_page
from tests.unit.cli.conftest import ROOT, Run


def test_the_page_is_made_from_the_register(run: Run) -> None:
    """`docs/register.md` holds what `loyalty register` prints; both languages are tables of equal length."""
    page = (ROOT / "docs" / "register.md").read_text(encoding="utf-8")
    printed = run("register").stdout

    assert printed in page, "write the table of docs/register.md anew with `loyalty register`"
    assert len(printed.splitlines()) == len(run("register", "--lang", "zh-CN").stdout.splitlines())
    assert printed == register_page(show_register(), "en")


def test_the_register_as_data(run: Run) -> None:
    """The data counts every column."""
    rows = json.loads(run("register", "--json").stdout)

    assert {table for table in metadata.tables if table not in IMPERSONAL} == {row["table"] for row in rows}
    assert len(list(fields_of(REGISTER))) == sum(len(row["columns"]) for row in rows)

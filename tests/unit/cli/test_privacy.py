"""Commands about personal data."""

import json
from pathlib import Path

import pytest

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


def test_an_operators_look_is_kept_too(run: Run, coffee: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every command that names a member leaves a look, for the reason of the setting; others leave none."""
    run("db", "upgrade")
    run("adopt", coffee)
    member = run("member", "enrol", "corner-coffee", "--json").stdout
    member = json.loads(member)["member"]
    run("member", "show", member)
    monkeypatch.setenv("LOYALTY_REASON", "audit:2026-4")
    run("balances", member)

    found = json.loads(run("privacy", "views", member, "--json").stdout)

    assert ["audit:2026-4", "audit:2026-4", "maintenance"] == [each["reason"] for each in found]
    assert "privacy views" in found[0]["what"]
    assert {"operator"} == {each["role"] for each in found}

    monkeypatch.setenv("LOYALTY_REASON", "because")
    refused = run("member", "show", member)
    assert 1 == refused.exit_code
    assert "`because` is no reason; write one of service" in refused.stderr

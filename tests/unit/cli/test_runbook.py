"""The pages of the alarms: each command runs as it stands there, and says what its page says."""

import json
import re
import shlex
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from sqlalchemy import text

from loyalty.cli.main import main
from loyalty.database.engine import open_engine
from tests.unit.cli.conftest import ROOT, Run

Opened = Callable[..., str]

ALARMS = (ROOT / "docs" / "operation.md").read_text(encoding="utf-8").partition("\n## Alarms\n")[2]
PAGES = dict(re.findall(r"^### (.+)\n((?:(?!### ).*\n?)*)", ALARMS, re.MULTILINE))
COMMANDS = sorted(set(re.findall(r"`loyalty ([^`]+)`", ALARMS)))
SLOW = re.search(r"`(SELECT [^`]+)`", ALARMS)
KEY = "0" * 16


@pytest.fixture
def given(tmp_path: Path) -> dict[str, str]:
    """Give what stands for each word in capitals."""
    for name in ("LIST", "FILE"):
        (tmp_path / name).touch()
    own = {name: str(tmp_path / name) for name in ("LIST", "FILE")}
    of_programme = {"PROGRAMME": "corner-coffee", "ENDPOINT": "crm", "NAME": "ops", "WHY": "alarm"}
    return {
        **own,
        **of_programme,
        "URL": "sqlite:///other.db",
        "KEY": KEY,
        "BREACH": "book",
        "DRILL": "d-1",
        "NOTICE": "ntc_0000000000001",
    }


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_an_alarm_needs_nothing_that_its_page_leaves_out(
    command: str, given: dict[str, str]
) -> None:
    """With each word in capitals replaced it has all that it asks for, and nothing that it does not take."""
    words = [given.get(word, word) for word in shlex.split(command)]
    found: click.Command = main
    while isinstance(found, click.Group):
        found = found.commands[words.pop(0)]

    assert [] == [word for word in words if word.isupper()]
    found.make_context(command, words).close()


def spoiled(address: str, *statements: str) -> None:
    """Change rows past the program, as somebody might who has the database."""
    engine = open_engine(address)
    with engine.execution_options(write=True).begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


@pytest.fixture
def page(run: Run, database_url: str, given: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Opened:
    """Give a function that runs a command which a page has, on the database, and gives the output.

    ``fails`` says that it ends with 1, None that it may.
    """
    monkeypatch.setenv("LOYALTY_DATABASE", database_url)
    monkeypatch.setenv("LOYALTY_MASTER_KEY_FILE", f"{given['FILE']}.master-key")
    monkeypatch.setenv("LOYALTY_SEAL_KEY_FILE", f"{given['FILE']}.seal-key")
    monkeypatch.setenv("LOYALTY_ERASURES_FILE", given["LIST"])

    def typed(alarm: str, command: str, *, fails: bool | None = False) -> str:
        assert f"`loyalty {command}`" in PAGES[alarm]
        done = run(*(given.get(word, word) for word in shlex.split(command)))
        assert done.exit_code in ((0, 1) if fails is None else (int(fails),)), done.output
        return done.output

    return typed


@pytest.fixture
def bought(page: Opened, request: pytest.FixtureRequest) -> Opened:
    """Give that function where a member of a programme bought something."""
    request.getfixturevalue("member")
    return page


def test_webhooks_that_are_stuck_are_named_and_go_on(run: Run, bought: Opened, database_url: str) -> None:
    """A disabled endpoint says why; the doctor says what to do, and that is what the page says."""
    run("webhooks", "set", "corner-coffee", "crm", "https://crm.example/hook")
    spoiled(database_url, "UPDATE webhook_endpoint SET state = 'disabled', why = 'failing'")
    alarm = "Webhooks are stuck"

    assert "disabled (failing)" in bought(alarm, "webhooks list PROGRAMME")
    told = bought(alarm, "doctor", fails=None)
    assert "`loyalty webhooks enable corner-coffee crm`" in told
    assert "`loyalty webhooks remove corner-coffee crm`" in told
    assert "crm  enabled" in bought(alarm, "webhooks enable PROGRAMME ENDPOINT")
    assert "0 deliveries" in bought(alarm, "webhooks replay PROGRAMME ENDPOINT --failed")
    bought(alarm, "webhooks remove PROGRAMME ENDPOINT")
    assert "0 endpoints" in bought(alarm, "webhooks list PROGRAMME")


def test_a_fault_of_the_book_is_named_by_the_code_of_its_page(bought: Opened, database_url: str) -> None:
    """What somebody changed is found; the programme is frozen and thawed, a breach says by when to tell."""
    alarm = "The book has a fault"
    assert "0 faults" in bought(alarm, "ledger verify")
    postgresql = database_url.startswith("postgresql")
    open_to_all = (
        "ALTER TABLE posting DISABLE TRIGGER ALL" if postgresql else "DROP TRIGGER posting_no_update"
    )
    spoiled(database_url, open_to_all, "UPDATE posting SET amount = 81 WHERE amount = 80")

    assert "LEDGER_TAMPERED" in PAGES[alarm]
    assert "LEDGER_TAMPERED" in bought(alarm, "ledger verify", fails=True)
    assert "is frozen" in bought(alarm, "freeze PROGRAMME --by NAME --reason WHY")
    assert "is thawed" in bought(alarm, "thaw PROGRAMME --by NAME --reason WHY")
    assert "EU: until" in bought(alarm, "breach step BREACH aware --by NAME")


def test_what_takes_room_and_which_keys_end_is_told(
    run: Run, bought: Opened, given: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor says `disk`, `retention` what is overdue; a key that was revoked is listed as that."""
    assert "disk" in bought("The disk is nearly full", "doctor", fails=None)
    made = run("keys", "create", "--label", "till", "--scopes", "quotes:write").output
    given["KEY"] = made.split("lk_")[1].split("_")[0]
    lost = "A key is lost or known"
    assert "revoked" not in bought(lost, "keys list")
    bought(lost, "keys revoke KEY")
    assert "revoked" in bought(lost, "keys list")
    assert "from " in bought(lost, "seal rotate")
    assert "RETENTION_OVERDUE" not in bought("The disk is nearly full", "retention")
    monkeypatch.setenv("LOYALTY_CLOCK_AHEAD", str(20 * 365 * 86_400))
    assert "RETENTION_OVERDUE" in bought("The disk is nearly full", "retention", fails=None)


def test_what_people_are_late_with_is_named(
    run: Run, bought: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A case past its clock, a breach nobody was told of, texts not tried: named until each is done."""
    alarm = "A case, a breach, a drill or a refund is late"
    run("case", "open", "corner-coffee", "T-1", "complaint", "service", "--by", "front", "--words", "Slow.")
    run("breach", "step", "book", "aware", "--by", "dpo", "--market", "EU")
    names = {"cases", "breaches", "drills"}

    def late() -> dict[str, str]:
        told = json.loads(run("doctor", "--json").stdout)
        return {each["about"]: each["message"] for each in told if each["about"] in names}

    assert {"drills"} == set(late())
    assert "T-1" not in bought(alarm, "case list PROGRAMME --open").partition("CASE_LATE")[2]
    monkeypatch.setenv("LOYALTY_CLOCK_AHEAD", str(4 * 86_400))
    assert "corner-coffee: a clock of T-1 ran out" == late()["cases"]
    assert "the authority is to be told by now of book" == late()["breaches"]
    assert "Notice of" in bought(alarm, "breach text BREACH --for authority")
    bought(alarm, "breach step BREACH authority-told --by NAME --reason WHY")
    assert "breach en" in late()["drills"]
    assert "Corner" in bought(alarm, "drill text PROGRAMME breach")
    bought(alarm, "drill record DRILL breach --minutes 25 --found WHY --by NAME")
    assert "breach en" not in late()["drills"]
    run("case", "step", "corner-coffee", "T-1", "acknowledged", "--by", "front")
    assert {"drills"} == set(late())


def test_a_server_that_is_not_ready_is_named(run: Run, page: Opened, database_url: str) -> None:
    """Nothing adopted is said by the list of versions; PostgreSQL answers what slow pages ask it."""
    alarm = "The service is not ready"
    assert "needs" in page(alarm, "db status")
    assert "stands at" in page(alarm, "db upgrade")
    assert "0 versions" in page(alarm, "programme list")
    assert SLOW is not None
    if database_url.startswith("postgresql"):
        spoiled(database_url, SLOW[1])

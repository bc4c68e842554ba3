"""Commands about a database: tables, rules, keys, explanations, the ledger; and the demonstration in one."""

import json
import re
import sqlite3
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from loyalty.access.key import Role
from loyalty.access.roles import OF_ROLE
from loyalty.access.scopes import Scope
from loyalty.adapters.surroundings.settings import Settings
from loyalty.bootstrap import open_services, settings_from
from loyalty.cli.demonstration import demo as demo_command
from loyalty.sumcheck.sentences import Sentence
from loyalty.vault.key import MasterKey
from tests.unit.cli.conftest import Run

SERVER = "postgresql+psycopg://"


@pytest.fixture
def demo_database(run: Run, tmp_path: Path) -> Path:
    """Give a database in which the demonstration was told."""
    told = run("demo", "--db", f"sqlite:///{tmp_path / 'loyalty.db'}")
    assert told.exit_code == 0
    return tmp_path / "loyalty.db"


def test_upgrade_status_adopt(run: Run, coffee: Path) -> None:
    """A database is made, says how it stands, and takes rules; the same rules again change nothing."""
    assert run("db", "upgrade").exit_code == 0
    assert json.loads(run("db", "status", "--json").stdout)["current"] is True

    first, again = run("adopt", coffee, "--json"), run("adopt", coffee, "--json")

    assert json.loads(first.stdout)["known"] is False
    assert json.loads(again.stdout) == {**json.loads(first.stdout), "known": True}


def test_a_database_without_tables_is_not_current(run: Run, tmp_path: Path) -> None:
    """A database that was never upgraded stands nowhere, and the code says that it is not up to date."""
    (tmp_path / "loyalty.db").touch()

    result = run("db", "status", "--json")

    assert result.exit_code == 1
    assert json.loads(result.stdout)["at"] is None


def test_a_new_database_is_its_owners_alone(run: Run, tmp_path: Path) -> None:
    """What is kept of members is in it, and the digests of keys."""
    assert run("db", "upgrade").exit_code == 0

    made = tmp_path.glob("loyalty.db*")
    assert {0o600} == {stat.S_IMODE(path.stat().st_mode) for path in made}


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("db", "status", "--db", f"{SERVER}shop:{{}}@127.0.0.1:1/x"), True),
        (("db", "copy", "--from", "sqlite:///no.db", "--to", f"{SERVER}shop:{{}}@127.0.0.1:1/x"), True),
        (("db", "status", "--db", f"{SERVER}shop@127.0.0.1:1/x"), False),
        (("db", "status", "--db", f"{SERVER}shop:@/x?host=/no/such/place"), False),
    ],
)
def test_a_password_among_the_arguments_is_told_of(run: Run, *, words: tuple[str, ...], told: bool) -> None:
    """Everybody on the machine reads arguments; what to do instead is said, and the password is not."""
    result = run(*(word.format("hunter2") for word in words))

    assert told is ("PGPASSFILE" in result.stderr)
    assert "hunter2" not in result.output


def test_rules_with_findings_are_not_adopted(run: Run, coffee: Path) -> None:
    """Rules with findings are not adopted; the findings are printed with their places."""
    run("db", "upgrade")
    (coffee / "earn.yaml").write_text("earn: 1\n", encoding="utf-8")

    result = run("adopt", coffee)

    assert result.exit_code == 1
    assert f"{coffee}/earn.yaml:1:7" in result.stderr


def test_no_database_is_made_by_mistake(run: Run, tmp_path: Path) -> None:
    """A command that needs a database says how to make one, and makes none."""
    result = run("ledger", "verify", "--db", f"sqlite:///{tmp_path / 'none.db'}")

    assert result.exit_code == 1
    assert "`loyalty db upgrade --db sqlite:///" in result.stderr
    assert not (tmp_path / "none.db").exists()


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nonsense", "address is not understood"),
        ("mysql://name@host/db", "address is not understood"),
        ("postgresql+psycopg://u:hidden@127.0.0.1:1/x", "cannot be used"),
        ("sqlite:///text.db", "file is not a database"),
        ("sqlite:///empty.db", "run `loyalty db upgrade`"),
    ],
)
def test_databases_that_are_none(run: Run, tmp_path: Path, address: str, said: str) -> None:
    """A database that cannot be used is a sentence with code 1, without the password."""
    (tmp_path / "text.db").write_text("this is no database" * 100, encoding="utf-8")
    (tmp_path / "empty.db").touch()

    result = run("keys", "list", "--db", address)

    assert result.exit_code == 1
    assert said in result.stderr
    assert "hidden" not in result.output


@pytest.mark.parametrize("address", ["sqlite://", "sqlite:///"])
def test_a_database_in_memory_is_not_made(run: Run, address: str) -> None:
    """Tables that would be gone with the command are not made."""
    result = run("db", "upgrade", "--db", address)

    assert result.exit_code == 1
    assert "address is not understood" in result.stderr


def test_a_clock_setting_that_is_no_number(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A setting that cannot be read is named in a sentence."""
    run("db", "upgrade")
    monkeypatch.setenv("LOYALTY_CLOCK_AHEAD", "an hour")

    result = run("keys", "list")

    assert result.exit_code == 1
    assert result.stderr == (
        "LOYALTY_CLOCK_AHEAD: `an hour` is not a whole number from -999999999 to 999999999; "
        "write digits only.\n"
    )


def test_the_secret_is_made_once(run: Run, tmp_path: Path) -> None:
    """The secret is made on first use, readable by its owner only, and stays; a part of one is refused."""
    run("db", "upgrade")
    run("keys", "list")
    secret = tmp_path / "secret"
    made = secret.read_bytes()

    assert run("keys", "list").exit_code == 0
    assert made == secret.read_bytes()
    assert (len(made), secret.stat().st_mode & 0o777) == (32, 0o600)
    beside = ["loyalty.db", "loyalty.db.master-key", "secret"]
    assert beside == sorted(p.name for p in tmp_path.iterdir() if not p.name.startswith("loyalty.db-"))

    secret.write_bytes(made[:31])

    assert f"{secret} is no secret: it has 31 bytes, not 32." in run("keys", "list").stderr


def test_the_master_key_is_made_beside_the_database(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Made on first use, for its owner only, and stays; a setting names another file, or the key itself."""
    run("db", "upgrade")
    run("keys", "list")
    made = tmp_path / "loyalty.db.master-key"

    assert (32, 0o600) == (made.stat().st_size, made.stat().st_mode & 0o777)
    assert made.read_bytes() != (tmp_path / "secret").read_bytes()

    monkeypatch.setenv("LOYALTY_MASTER_KEY_FILE", str(tmp_path / "apart" / "key"))
    assert run("keys", "list").exit_code == 0
    assert 32 == (tmp_path / "apart" / "key").stat().st_size

    monkeypatch.setenv("LOYALTY_MASTER_KEY", "0f" * 31)
    refused = run("keys", "list")
    assert 1 == refused.exit_code
    assert refused.stderr.startswith("LOYALTY_MASTER_KEY: is not 64 hexadecimal digits;")

    settings = settings_from_key(monkeypatch, tmp_path)
    assert open_services(settings).master == MasterKey(bytes.fromhex("0f" * 32))


def settings_from_key(monkeypatch: pytest.MonkeyPatch, folder: Path) -> Settings:
    """Give the settings where the environment has the master key itself."""
    monkeypatch.setenv("LOYALTY_MASTER_KEY", "0f" * 32)
    return settings_from(f"sqlite:///{folder / 'loyalty.db'}")


def test_two_first_uses_have_one_secret(tmp_path: Path) -> None:
    """Whoever makes a secret second gets the first one."""
    settings = Settings(f"sqlite:///{tmp_path / 'x.db'}", tmp_path / "deep" / "secret")

    with ThreadPoolExecutor(8) as pool:
        secrets = {services.secret for services in pool.map(open_services, [settings] * 16)}

    assert {settings.secret_file.read_bytes()} == secrets


def test_a_key_for_one_programme(run: Run) -> None:
    """A key keeps the programme it is for; `all` beside other scopes is all of them."""
    run("db", "upgrade")
    run("keys", "create", "--label", "till", "--scopes", "all,orders:write", "--programme", "corner-coffee")

    (key,) = json.loads(run("keys", "list", "--json").stdout)

    assert key["programme"] == "corner-coffee"
    assert key["scopes"] == sorted(Scope)


def test_keys(run: Run) -> None:
    """A key is shown once, listed without its secret, and opens nothing after it is revoked."""
    run("db", "upgrade")
    scopes = ("--scopes", "quotes:write,orders:write")

    made = json.loads(run("keys", "create", "--label", "shop-web", *scopes, "--trial", "--json").stdout)
    listed = run("keys", "list", "--json").stdout

    assert re.fullmatch(r"lk_[0-9a-f]{16}_[0-9a-f]{64}", made["key"])
    assert made["key"].rpartition("_")[2] not in listed
    assert json.loads(listed)[0]["scopes"] == ["orders:write", "quotes:write"]
    assert json.loads(listed)[0]["kind"] == "trial"
    assert run("keys", "revoke", made["id"]).exit_code == 0
    assert run("keys", "revoke", made["id"]).exit_code == 1
    assert json.loads(run("keys", "list", "--json").stdout)[0]["revoked_at"] is not None


def test_a_key_of_a_role_gets_its_scopes(run: Run) -> None:
    """All of them, or fewer where they are named; one that the role does not give makes no key."""
    run("db", "upgrade")
    whole = json.loads(run("keys", "create", "--label", "max", "--role", "marketer", "--json").stdout)
    part = ("--role", "agent", "--scopes", "cases:read")
    run("keys", "create", "--label", "anna", *part)
    refused = run("keys", "create", "--label", "eve", "--role", "marketer", "--scopes", "rules:approve")
    listed = run("keys", "list").stdout.splitlines()

    assert sorted(OF_ROLE[Role.MARKETER]) == whole["scopes"]
    assert (1, True) == (
        refused.exit_code,
        "`rules:approve` is no right of the role `marketer`" in refused.stderr,
    )
    assert ["marketer", "agent"] == [line.split()[2] for line in listed]
    assert listed[1].endswith("every programme  cases:read")


@pytest.mark.parametrize(
    ("words", "code"), [(("--scopes", "quotes:wirte"), 1), (("--scopes", ","), 2), ((), 2)]
)
def test_keys_that_are_not_made(run: Run, words: tuple[str, ...], code: int) -> None:
    """A key without a right, or with one there is not, is not made."""
    run("db", "upgrade")

    assert run("keys", "create", "--label", "x", *words).exit_code == code
    assert json.loads(run("keys", "list", "--json").stdout) == []


@pytest.mark.usefixtures("demo_database")
def test_explanations(run: Run, tmp_path: Path) -> None:
    """An order is explained by its name, its explanation by its id and from a file, all alike."""
    by_order = run("explain", "corner-coffee/demo-shop/demo-1005", "--json")
    document = json.loads(by_order.stdout)
    (tmp_path / "receipt.json").write_text(by_order.stdout, encoding="utf-8")

    assert json.loads(run("explain", document["id"], "--json").stdout) == document
    told = {name: part for name, part in document.items() if name != "course"}
    assert json.loads(run("explain", "receipt.json", "--json").stdout) == told
    agent = run("explain", "receipt.json", "--view", "agent").stdout
    assert "tier-discount tiers.yaml:" in agent
    assert agent.endswith("sum check: ok\n")


@pytest.mark.usefixtures("demo_database")
def test_a_changed_explanation_is_found(run: Run, tmp_path: Path) -> None:
    """A document in which one amount was changed ends with code 1 and the line."""
    document = json.loads(run("explain", "corner-coffee/demo-shop/demo-1005", "--json").stdout)
    document["lines"][0]["amount"] += 1
    (tmp_path / "receipt.json").write_text(json.dumps(document), encoding="utf-8")

    result = run("explain", "receipt.json")

    assert result.exit_code == 1
    assert "sum check: FAILED\nLine 1 " in result.stderr


@pytest.mark.usefixtures("demo_database")
@pytest.mark.parametrize("name", ["exp_nope", "quo_nope", "a/b/c", "nothing"])
def test_what_is_not_kept(run: Run, name: str) -> None:
    """What is not kept is refused in a sentence."""
    result = run("explain", name)

    assert result.exit_code == 1
    assert result.stderr.startswith("There is no such ")


@pytest.mark.parametrize("text", ["", "[]", '{"version": 1}', "{nope", "[" * 100_000])
def test_files_that_are_no_explanation(run: Run, tmp_path: Path, text: str) -> None:
    """A file that holds something else is refused without a traceback."""
    (tmp_path / "other.json").write_text(text, encoding="utf-8")

    assert run("explain", "other.json").exit_code == 1


def test_ledger_verify(run: Run, demo_database: Path) -> None:
    """A clean ledger has no faults; one changed amount is named with its entry."""
    clean = json.loads(run("ledger", "verify", "--json").stdout)
    with sqlite3.connect(demo_database) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")  # what a forger would do
        changed = connection.execute("UPDATE posting SET amount = 2151 WHERE amount = 2150").rowcount
    connection.close()

    result = run("ledger", "verify")

    assert (clean["accounts"], clean["faults"]) == (3, [])
    assert changed == 1
    assert result.exit_code == 1
    found = r"^LEDGER_TAMPERED mem_\w{13} ent_\w{13}: chain: its content is not what was hashed$"
    assert re.search(found, result.stdout, re.MULTILINE)


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("DELETE FROM balance WHERE seq > 1", "account: balance: there is no balance"),
        ("UPDATE posting SET unit = 'stars' WHERE amount = 2150", "unreadable: a posting is of another unit"),
    ],
)
def test_no_account_hides(run: Run, demo_database: Path, spoil: str, said: str) -> None:
    """Entries whose balance is gone are checked too, and so is the unit that every posting names."""
    with sqlite3.connect(demo_database) as connection:
        for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        assert connection.execute(spoil).rowcount == 1
    connection.close()

    result = run("ledger", "verify")

    assert result.exit_code == 1
    assert said in result.stdout
    assert result.stdout.splitlines()[-1].startswith("3 accounts, ")
    assert not result.stderr


@pytest.mark.usefixtures("demo_database")
def test_jobs_bring_the_ledger_up_to_now(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """What time has done is booked once: points that vested, and nothing more the second time."""
    monkeypatch.setenv("LOYALTY_CLOCK_AHEAD", str(200_000_000))

    first = json.loads(run("jobs", "run", "--json").stdout)["kinds"]
    again = json.loads(run("jobs", "run", "--json").stdout)["kinds"]

    assert {"kind": "points", "done": 3, "failed": 0} == first[0]
    # Whoever was told too late is told of another day, which is looked at once more.
    assert 0 == sum(row["done"] + row["failed"] for row in again if row["kind"] != "tier-notice")
    assert json.loads(run("ledger", "verify", "--json").stdout)["faults"] == []


def test_demo_tells_everything(run: Run, tmp_path: Path) -> None:
    """Both explanations stand in both languages, each followed by its sum check, and the ledger below."""
    result = run("demo")

    assert result.exit_code == 0
    assert result.stdout.count("\nsum check: ok\n") == 2
    assert result.stdout.count("\n合计核对：正确\n") == 2
    assert "应付总额" in result.stdout
    assert "return:demo-1005:demo-return-1" in result.stdout
    assert "ledger verify: 3 accounts, 0 faults" in result.stdout
    assert "curl -s http://127.0.0.1:8000/v1/quotes" in result.stdout
    assert (tmp_path / "var" / "demo.db").exists()


def test_demo_again(run: Run) -> None:
    """The demonstration can be told twice in one database, and afresh, with the same figures."""
    told, keys = [], []
    for words in ((), ("--keep",), ()):
        told.append(_figures(run("demo", *words).stdout))
        keys.append(len(json.loads(run("keys", "list", "--db", demo_command.DATABASE, "--json").stdout)))

    assert told[0] == told[1] == told[2]
    assert keys == [1, 2, 1]


def _figures(text: str) -> str:
    """Give what was told without ids and keys, which differ each time."""
    text = re.sub(r"\b[0-9a-f]{16,}\b|T[0-9:.]+Z", "…", text)  # digests, keys and times of seals
    return re.sub(r"(exp|quo|mem|lk)_\w+", "…", text)


def test_demo_finds_a_wrong_sum(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where an explanation did not add up the demonstration would end with code 1."""
    monkeypatch.setattr("loyalty.cli.output.check", lambda _: [Sentence("Line 1 is wrong.")])

    result = run("demo")

    assert result.exit_code == 1
    assert "sum check: FAILED\nLine 1 is wrong." in result.stderr
    assert demo_command.DATABASE in result.stdout

"""Running commands in the test's own folder, with a database and a secret of its own."""

import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loyalty.bootstrap import open_services, settings_from
from loyalty.cli.main import main
from loyalty.kernel.identity import MemberId, id_text
from loyalty.pricing.basket import Basket, BasketLine
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.record_order import RecordOrder, record_order
from loyalty.use_cases.services import Services
from tests.unit.api.routes.shop import SetClock

ROOT = Path(__file__).parents[3]
Run = Callable[..., Result]
EARN = """
earn:
  base: {points: 1, for_each: 1.00, of: line.amount}
  expire: {after: 24 months, by: each_lot, notice: 36 months}
"""
BOUGHT = datetime(2026, 11, 16, 9, tzinfo=UTC)


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Give a function that runs a command and gives its result; an exception of ours is raised."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LOYALTY_DATABASE", f"sqlite:///{tmp_path / 'loyalty.db'}")
    monkeypatch.setenv("LOYALTY_SECRET_FILE", str(tmp_path / "secret"))

    def command(*words: object, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, [str(word) for word in words], input=stdin, catch_exceptions=False)

    return command


@pytest.fixture
def coffee(tmp_path: Path) -> Path:
    """Give a copy of the shipped programme that a test may spoil, in a folder of another name."""
    folder = tmp_path / "rules of mine"
    shutil.copytree(ROOT / "rules" / "corner-coffee", folder)
    return folder


@pytest.fixture
def basket(tmp_path: Path) -> Path:
    """Give a copy of the demonstration's basket."""
    file = tmp_path / "basket.json"
    shutil.copyfile(ROOT / "seed" / "demo" / "basket.json", file)
    return file


@pytest.fixture
def terms(tmp_path: Path) -> Path:
    """Give graduated terms: 15 units cost 10 x 10.00 + 2.00 + 5 x 5.00 + 3.00 = 130.00."""
    file = tmp_path / "terms.yaml"
    shutil.copyfile(ROOT / "seed" / "demo" / "terms.yaml", file)
    return file


@pytest.fixture
def member(run: Run, coffee: Path) -> Iterator[str]:
    """Give a member of the commands' own database who bought for 80.00 and earned 80 points."""
    (coffee / "earn.yaml").write_text(EARN, encoding="utf-8")
    (coffee / "examples.yaml").unlink()
    named = coffee / "programme.yaml"
    named.write_text(named.read_text(encoding="utf-8").replace(", until: 2027-01-31", ""), encoding="utf-8")
    for words in (("db", "upgrade"), ("adopt", coffee)):
        assert 0 == run(*words).exit_code, run(*words).output
    made = open_services(settings_from())
    there = Services(made.units, SetClock(BOUGHT), made.entropy, made.secret)
    enrolled = enrol_member(there, EnrolMember("corner-coffee"), Once("test", "1", "")).data["member"]
    line = BasketLine("1", "blend", Fraction(1), Fraction(8000), {"category": "coffee", "brand": "other"})
    basket = Basket((line,), {"channel": "shop", "delivery": "home"})
    record_order(there, RecordOrder("corner-coffee", "till", "A", basket, MemberId(enrolled)))
    yield id_text("mem", enrolled)
    made.units.close()

"""Running commands in the test's own folder, with a database and a secret of its own."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from loyalty.cli.main import main

ROOT = Path(__file__).parents[3]
Run = Callable[..., Result]


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

"""What a ratio of the benchmarks says of its limit."""

import sys
from types import SimpleNamespace

import pytest

from bench import __main__ as command
from bench.report import Ratio


def test_what_was_only_asked_for_says_whether_it_is_reached() -> None:
    """Beside ratios with a limit nobody takes it for one that is kept."""
    missed = Ratio("orders", 0.04, at_least=0.5, asked=True)
    assert "         0.04  (at least 0.5 was asked for: not reached)  orders" == str(missed)
    assert "asked for: reached" in str(Ratio("orders", 0.6, at_least=0.5, asked=True))


@pytest.mark.parametrize(("asked", "code"), [(False, 1), (True, 0)])
def test_only_limits_decide(asked: bool, code: int, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: FBT001
    """The exit code is 1 where a limit is missed, not where what the design asked for is."""
    ratio = Ratio("orders", 0.04, at_least=0.5, asked=asked)
    monkeypatch.setattr(command, "import_module", lambda _: SimpleNamespace(run=lambda: [ratio]))
    monkeypatch.setattr(sys, "argv", ["bench", "ledger"])
    assert code == command.main()

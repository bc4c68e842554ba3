"""Every finding that a test of publication meets is told in Chinese, too."""

from collections.abc import Iterator

import pytest

from loyalty.cli.checking.explained import in_chinese
from loyalty.language.findings import Finding
from loyalty.publication.breach import Breach
from tests.unit.publication.speaking import english_in


@pytest.fixture(autouse=True)
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Hold at the end of each test that no part of what was found has only English words."""
    made, found = Breach.finding, list[Finding]()

    def finding(self: Breach, markets: tuple[str, ...]) -> Finding:
        found.append(made(self, markets))
        return found[-1]

    monkeypatch.setattr(Breach, "finding", finding)
    yield
    said = {text for each in found for text in (each.message, each.help)}
    assert [] == [chinese for chinese in map(in_chinese, sorted(said)) if english_in(chinese)]

"""What is proved of the shipped programmes survives a search against it; what is refuted happens."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.constraints import claims
from loyalty.constraints.holding import verdicts
from loyalty.decision.programme import Programme, compile_programme
from loyalty.prover.deciding import Effort, Result, decide_claim, thorough
from loyalty.prover.trying.case import decided
from loyalty.prover.trying.claim import BoundClaim, Claim
from loyalty.prover.trying.draw import Draw
from loyalty.prover.trying.search import Search

RULES = Path("rules")
TRIALS = 6
Decided = list[tuple[Programme, Claim, Result]]
BREAKS = {
    "no_point_pump": ("earn.yaml", " and order.total >= 25.00\n      add: 50", "\n      add: 50"),
    "better_tier": ("tiers.yaml", "discount: 5%", "discount: 1%"),
}
"""Changes of corner-coffee, by the constraint that each breaks."""


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> Iterator[Decided]:
    """Give every claim that is decided in the test, with what came of it."""
    found: Decided = []

    def deciding(programme: Programme, claim: Claim, effort: Effort) -> Result:
        result = decide_claim(programme, claim, effort)
        found.append((programme, claim, result))
        return result

    monkeypatch.setattr(claims, "decide_claim", deciding)
    return iter([found])


def compiled(name: str, change: tuple[str, str, str] | None = None) -> Programme:
    """Give a shipped programme, with one text of one of its files changed."""
    source = dict(read_rule_folder(RULES / name).source)
    if change is not None:
        file, old, new = change
        assert old in source[file]
        source[file] = source[file].replace(old, new)
        source.pop("examples.yaml", None)
    programme = compile_programme(source).programme
    assert programme is not None
    return programme


@pytest.mark.parametrize("name", ["cloud-desk", "corner-coffee", "london-energy", "online-retail"])
def test_what_is_proved_survives_a_search(name: str, told: Iterator[Decided]) -> None:
    """No case that chance brings breaks a claim that was shown of every case."""
    verdicts(compiled(name), Effort(solve=thorough().solve))

    for number, (programme, claim, result) in enumerate(next(told)):
        if result.holds:
            assert Search(programme, claim, Draw(number)).found(TRIALS) is None, claim.about


@pytest.mark.parametrize("name", sorted(BREAKS))
def test_what_is_refuted_happens(name: str, told: Iterator[Decided]) -> None:
    """The cases of a refutation, decided by the engine that prices, break the claim."""
    programme = compiled("corner-coffee", BREAKS[name])
    found = {verdict.constraint: verdict for verdict in verdicts(programme, thorough())}

    assert found[name].word == "REFUTED"
    assert found[name].witness
    refuted = [(claim, result) for _, claim, result in next(told) if result.holds is False]
    assert refuted
    for claim, result in refuted:
        results = [decision for case in result.cases if (decision := decided(claim.part, case)) is not None]
        assert len(results) == len(result.cases)
        if isinstance(claim, BoundClaim):
            assert not claim.test(results[0])
        else:
            assert claim.broken(*results) is not None

"""The programmes that are shipped: nothing is found in them, and their worked examples hold."""

from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.examples import run_examples
from loyalty.decision.programme import compile_programme

RULES = sorted(path.parent.name for path in Path(__file__).parents[3].glob("rules/*/programme.yaml"))


@pytest.mark.parametrize("name", RULES)
def test_a_shipped_programme_is_right(name: str) -> None:
    """No finding, no warning, at least one worked example, and every one of them holds."""
    made = compile_programme(read_rule_folder(Path("rules") / name).source)

    assert [] == [str(finding) for finding in made.findings]
    assert made.programme is not None
    outcomes = run_examples(made.programme)
    assert outcomes
    assert [] == [str(finding) for outcome in outcomes for finding in outcome.findings]

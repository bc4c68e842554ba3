"""``loyalty case``: a complaint from the first word to its end, and what cannot be."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Run


def test_a_complaint_from_the_first_word_to_its_end(run: Run, coffee: Path) -> None:
    """Each step is taken by its command; one too early ends with 1 and changes nothing."""
    run("db", "upgrade")
    run("adopt", coffee)
    case = "corner-coffee", "T-1"

    def step(*words: str) -> int:
        return run("case", "step", *case, *words, "--by", "bea").exit_code

    assert 0 == run("case", "open", *case, "complaint", "service", "--by", "desk").exit_code
    assert 1 == step("answered", "--outcome", "changed", "--words", "Sorry.")
    assert 0 == step("acknowledged")
    assert 0 == step("assigned", "--to", "bea")
    assert 0 == step("answered", "--outcome", "changed", "--words", "Sorry.")
    assert 0 == step("rated", "--score", "4", "--recommends", "9")
    assert 1 == step("closed")
    assert 0 == step("closed", "--cause", "handling")

    told = json.loads(run("case", "show", *case, "--json").stdout)
    assert ("closed", "bea", 6) == (told["state"], told["assigned_to"], len(told["steps"]))
    assert 0 == run("case", "list", "corner-coffee").exit_code
    assert "Nobody has looked yet" in run("case", "scope", *case).stdout
    assert 1 == run("case", "open", "corner-coffee", "T-2", "complaint", "price", "--by", "desk").exit_code

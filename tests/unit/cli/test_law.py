"""``loyalty constraints`` and ``loyalty profiles``: what the law asks, for people and for programs."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from loyalty.cli.main import main

ROOT = Path(__file__).parents[3]


def _said(*words: str, code: int = 0) -> str:
    made = CliRunner().invoke(main, list(words))
    assert code == made.exit_code, made.output
    return made.output


def test_constraints_of_a_market() -> None:
    """A state's list has its own, its country's and the universal ones, and no other market's."""
    listed = _said("constraints", "--market", "us-ny")

    assert "PP-03" in listed
    assert "PX-01" in listed
    assert "PT-01" not in listed


def test_one_constraint_with_its_sources() -> None:
    """One constraint tells its statement in both languages, its sources, codes and checks."""
    told = _said("constraints", "px-01")

    assert "Competition Act 74.01(1.1)" in told
    assert "首次展示" in told
    assert "PROVED" in told
    assert "PX-01" == json.loads(_said("constraints", "PX-01", "--json"))["constraint"]
    assert 111 == len(json.loads(_said("constraints", "--json")))


def test_the_page() -> None:
    """`--page` prints the page of the documents."""
    assert (ROOT / "docs" / "constraints.md").read_text(encoding="utf-8") == _said("constraints", "--page")


def test_a_profile_with_its_days() -> None:
    """A profile tells each value with its source and its days; what is upcoming is said to be."""
    assert "[upcoming, 2027-04-01" in _said("profiles", "uk")
    told = json.loads(_said("profiles", "CA-QC", "--json"))
    assert "30..60" == told["parameters"]["points.expiry_notice"][0]["value"]
    assert "魁北克省" == told["name"]["zh-CN"]
    assert {"EU", "CN", "U"} <= {row["profile"] for row in json.loads(_said("profiles", "--json"))}


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("constraints", "PX-1"), "PX-01"),
        (("constraints", "--market", "GB"), "UK"),
        (("profiles", "GB"), "UK"),
        (("profiles", "DE"), "EU"),
    ],
)
def test_what_is_not_known_is_wrong_use(words: tuple[str, ...], meant: str) -> None:
    """A constraint or market that is not known ends with code 2 and what may be meant."""
    assert f"did you mean `{meant}`?" in _said(*words, code=2)

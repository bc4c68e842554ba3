"""A few thousand broken inputs end in findings; `make fuzz` reads a million, and looks at the time."""

from itertools import chain
from secrets import randbelow

import pytest

from tests.fuzz.feeding import feed, made
from tests.fuzz.targets import TARGETS, Target

INPUTS = {"rule files": 300, "expressions": 3_000, "tables": 2_000}


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_no_broken_input_breaks_a_reader(target: Target) -> None:
    """Nothing comes out of it but findings, and each reader ends."""
    seed = randbelow(10**9)
    fed = feed(target, seed, range(INPUTS[target.name]))

    assert INPUTS[target.name] == fed.inputs
    assert [] == fed.failed, f"SEED={seed}"


@pytest.mark.parametrize("target", TARGETS, ids=lambda target: target.name)
def test_an_input_is_made_again_from_its_seed_and_number(target: Target) -> None:
    """And another seed or number makes another."""
    inputs = [
        made(target, seed, number)
        for seed, number in chain.from_iterable([((1, n), (2, n)) for n in range(20)])
    ]

    assert made(target, 1, 7) == inputs[14]
    assert len(set(inputs)) > len(inputs) // 2


def test_what_comes_out_of_a_reader_is_told() -> None:
    """A reader that breaks is found, with the number of the input that broke it."""
    broken = Target("broken", 0, lambda draw: str(draw.randrange(3)), lambda text: 1 // int(text))
    fed = feed(broken, 1, range(30))

    zeros = [number for number in range(30) if made(broken, 1, number) == "0"]
    assert zeros
    assert [f"broken {number}: ZeroDivisionError" for number in zeros] == [
        line.rsplit(":", 1)[0] for line in fed.failed
    ]

"""What follows from a programme alone is found once, and is the same for whoever asks."""

from typing import Any

import pytest

from loyalty.decision.baseline import facts_of_nobody
from loyalty.decision.programme import Programme, compile_programme
from loyalty.tiers.declared import declared_ladder
from tests.steps.reading import shipped


def _compiled(name: str) -> Programme:
    programme = compile_programme(shipped(name)).programme
    assert programme is not None
    return programme


@pytest.mark.parametrize(("name", "tiers"), [("corner-coffee", 3), ("online-retail", 4)])
def test_a_programme_has_the_ladder_that_it_declares(name: str, tiers: int) -> None:
    """It is made with the programme, from the same tiers."""
    programme = _compiled(name)
    assert programme.ladder is not None
    assert (tiers, declared_ladder(programme.shape)) == (len(programme.ladder.steps), programme.ladder)


def test_what_is_known_of_nobody_is_worked_out_once() -> None:
    """Of each sheet by itself; and nobody can change it for the others."""
    programme = _compiled("corner-coffee")
    first = facts_of_nobody(programme, programme.basket)
    assert first is facts_of_nobody(programme, programme.basket)
    assert 0 == first["member.enrolled"]
    frozen: Any = first
    with pytest.raises(TypeError):
        frozen["member.enrolled"] = 1

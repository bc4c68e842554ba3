"""The solver rounds as the engine does: every mode, ties and numbers below nothing too."""

import pytest

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.interpreter import evaluate
from loyalty.language.tree import Kind, Node
from loyalty.prover.showing.solving import Encoder, Question


@pytest.mark.parametrize("mode", Rounding)
def test_every_mode_rounds_as_the_engine(mode: Rounding) -> None:
    """Quarters from -2 to 2 become the whole numbers that the interpreter gives."""
    read: Node = t.read("x", Kind.MONEY, 4, -8, 8)
    node = t.rounded(read, mode)
    for value in range(-8, 9):
        question = Question()
        number = question.number(value, value)
        term = Encoder(question, {read: number}.__getitem__).term(node)
        assert question.follows(term == evaluate(node, {"x": value})), value


def test_a_share_of_nothing_is_a_number_of_the_question() -> None:
    """So that what is claimed of it, or tells cases apart by it, can be asked like all else."""
    nothing = t.const(Kind.MONEY, 0)
    node = t.Ratio(Kind.MONEY, 1, 0, 0, nothing, nothing, nothing, Rounding.HALF_EVEN)
    question = Question()
    term = Encoder(question, dict[Node, int]().__getitem__).term(node)

    assert question.follows(term == 0) is True
    assert question.follows(term > 0) is False
    assert question.follows(claim=True) is True

"""The total is the sum of the lines that are shown.

By structure: the definition of the total, followed down to the formulas of the lines, is each line once with
its sign, whatever the values; and the explanation of every worked example is added up again by the
independent checker. Where the total is no plain sum of its lines, the worked examples are what was tested.
"""

from loyalty import sumcheck
from loyalty.constraints.claims import DUE, parts_of
from loyalty.constraints.sums import SAMPLES, differences, made_of, shown
from loyalty.constraints.verdict import Answer, Evidence, Params
from loyalty.decision.baseline import for_nobody
from loyalty.decision.examples import run_examples
from loyalty.decision.explain import Heading, explain
from loyalty.decision.programme import Programme
from loyalty.prover.deciding import Effort


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give PROVED where every total is made of its lines, TESTED where only the examples show it."""
    decisions = [outcome.decision for outcome in run_examples(programme) if outcome.decision is not None]
    for decision in decisions:
        problems = sumcheck.check(explain(decision, Heading("example", "quote"), for_nobody(decision)))
        if problems:
            return Answer.refuted(f"an example does not add up: {problems[0]}")
    lines_max = programme.shape.numbers.limits.lines
    parts = [part for part in parts_of(programme).values() if DUE in part.compiled.slots]
    if all(made_of(part, DUE, lines_max) == shown(part) for part in parts):
        return Answer.shown("every total is each of its lines once, with its sign; by structure")
    if not effort.search:
        because = f"the independent checker added up {len(decisions)} worked examples"
        return Answer(Evidence.TESTED, holds=True, because=because, method="examples")
    if any(difference for part in parts for difference in differences(programme, part)):
        return Answer.refuted("the total of a generated case is not the sum of its lines")
    because = (
        f"{SAMPLES} generated cases of each sheet add up, and {len(decisions)} worked examples by the "
        "independent checker"
    )
    return Answer(Evidence.TESTED, holds=True, because=because, method="generated cases")

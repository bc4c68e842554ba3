"""The total is the sum of the lines that are shown.

Tested: the explanation of every worked example is added up again by the independent checker.
"""

from loyalty import sumcheck
from loyalty.constraints.verdict import Answer, Evidence, Params
from loyalty.decision.baseline import for_nobody
from loyalty.decision.examples import run_examples
from loyalty.decision.explain import Heading, explain
from loyalty.prover.deciding import Effort
from loyalty.decision.programme import Programme


def decide(programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give TESTED with the number of worked examples whose explanation adds up."""
    decisions = [outcome.decision for outcome in run_examples(programme) if outcome.decision is not None]
    for decision in decisions:
        document = explain(decision, Heading("example", "quote"), for_nobody(decision))
        problems = sumcheck.check(document)
        if problems:
            return Evidence.TESTED, False, f"an example does not add up: {problems[0]}"
    if not decisions:
        return Evidence.NOT_CHECKED, None, "the programme has no worked example"
    return Evidence.TESTED, True, f"the independent checker added up {len(decisions)} worked examples"

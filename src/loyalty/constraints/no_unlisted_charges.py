"""Nothing is charged that no line shows.

By structure: whatever raises the total is the formula of a line of the explanation, with its name,
its purpose and who receives it.
"""

from loyalty.constraints.claims import DUE, on_plan, parts_of
from loyalty.constraints.sums import made_of, shown
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Programme
from loyalty.prover.deciding import Effort


def decide(programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give that every part of every total is a line."""
    for plan, part in parts_of(programme).items():
        if DUE not in part.compiled.slots:
            continue
        parts = made_of(part, DUE, programme.shape.numbers.limits.lines)
        if parts is None:
            return Answer.open(f"the total{on_plan(plan)} is no plain sum, so its parts are not known")
        lines = shown(part)
        for name, times in parts.items():
            if times > lines[name]:
                return Answer.refuted(
                    f"`{name}` is charged{on_plan(plan)}, and no line shows it; by structure"
                )
    return Answer.shown("every part of every total is a line that is shown; by structure")

"""Nothing is charged that no line shows.

By structure: whatever raises the total is the formula of a line of the explanation, with its name,
its purpose and who receives it.
"""

from loyalty.constraints.claims import DUE, on_plan, parts_of
from loyalty.constraints.sums import SAMPLES, differences, made_of, shown
from loyalty.constraints.verdict import Answer, Evidence, Params
from loyalty.decision.programme import Programme
from loyalty.prover.deciding import Effort


def decide(programme: Programme, _params: Params, effort: Effort) -> Answer:
    """Give that every part of every total is a line."""
    tested = False
    for plan, part in parts_of(programme).items():
        if DUE not in part.compiled.slots:
            continue
        parts = made_of(part, DUE, programme.shape.numbers.limits.lines)
        lines = shown(part)
        if parts is None or parts.keys() - {formula.formula for formula in part.lines}:
            if not effort.search:
                return Answer.unchecked("`loyalty prove` tests it on generated cases")
            if any(more > 0 for more in differences(programme, part)):
                return Answer.refuted(f"a total{on_plan(plan)} is more than its lines")
            tested = True
            continue
        for name, times in parts.items():
            if times > lines[name]:
                return Answer.refuted(
                    f"`{name}` is charged{on_plan(plan)}, and no line shows it; by structure"
                )
    if tested:
        because = f"{SAMPLES} generated cases of each sheet, none charged more than its lines"
        return Answer(Evidence.TESTED, holds=True, because=because, method="generated cases")
    return Answer.shown("every part of every total is a line that is shown; by structure")

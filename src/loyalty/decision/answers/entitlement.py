"""How much of a meter is left in a period, and what one unit more costs: a difference of decisions."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import Heading, explain
from loyalty.language.shapes.plans import AllowanceShape
from loyalty.language.sheet import Scope
from loyalty.pricing.charge_model import What
from loyalty.pricing.rows import quantity_name


@dataclass(frozen=True, slots=True)
class Free:
    """Units that cost nothing, as the charge counts them: how many of them a period has, and what is left."""

    of: Fraction
    left: Fraction


@dataclass(frozen=True, slots=True)
class More:
    """What one unit more would cost: its charge exactly, and the whole period more; minor units."""

    exact: Fraction
    due: int


@dataclass(frozen=True, slots=True)
class Entitlement:
    """What was used of a meter, what is left, and what happens beyond.

    ``left`` is None without an allowance, and ``more`` where a unit is no plain number: a
    charge of single events or of cells.
    """

    used: Fraction
    free: Free | None
    allowance: AllowanceShape | None
    more: More | None

    @property
    def left(self) -> Fraction | None:
        """What is left of the allowance, not below nothing."""
        return None if self.allowance is None else max(Fraction(0), self.allowance.up_to - self.used)

    @property
    def beyond(self) -> str:
        """What becomes of the next unit: free, charge, block or warn."""
        if self.allowance is not None and not self.left and self.allowance.beyond != "charge":
            return self.allowance.beyond
        return "free" if self.more is not None and not self.more.exact else "charge"


def entitlement(decision: Decision, plan: str, meter: str, used: Fraction) -> Entitlement:
    """Give what is left of ``meter`` in the period that ``decision`` is about, ``used`` having been used."""
    shape = next(one for one in decision.programme.shape.plans if one.id == plan)
    allowance = next((one for one in shape.allowances if one.meter == meter), None)
    return Entitlement(used, _free(decision, meter), allowance, _more(decision, meter))


def _free(decision: Decision, meter: str) -> Free | None:
    for piece in decision.part.slices:
        of_meter = piece.line == f"usage.{meter}" and piece.scope is Scope.ORDER
        if of_meter and piece.what is What.FREE and piece.up_to is not None:
            taken = _exact(decision)[piece.quantity]
            return Free(piece.up_to, piece.up_to - taken)
    return None


def _more(decision: Decision, meter: str) -> More | None:
    name = quantity_name(meter)
    found = next((item for item in decision.part.compiled.sheet.inputs if item.name == name), None)
    facts = decision.situation.order_facts(decision.part.compiled)
    if found is None or not isinstance(value := facts[name], int) or value + found.node.den > found.node.hi:
        return None
    then = decision.situation.with_facts(decision.part.compiled, {name: value + found.node.den})
    after = decide(decision.programme, then, decision.part)
    step = f"usage.{meter}"
    return More(_exact(after)[step] - _exact(decision)[step], after.due - decision.due)


def _exact(decision: Decision) -> Mapping[str, Fraction]:
    """Give every number the decision worked out before it was rounded."""
    document = explain(decision, Heading("", "usage"))
    numbers = (step for step in document["steps"] if step["kind"] not in {"text", "truth"})
    return {step["id"]: Fraction(step["exact"]) for step in numbers}

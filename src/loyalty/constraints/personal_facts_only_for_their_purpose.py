"""A fact about the person is read only by what it was declared for.

A purpose is the id of a rule, `tax`, what a fee is for, or a segment's purpose. By structure: the formulas
that read the fact are known, and each belongs to a rule. A sensitive fact without a purpose may not be read.
"""

from collections.abc import Iterator

from loyalty.constraints.claims import on_plan
from loyalty.constraints.purposes import strangers
from loyalty.constraints.verdict import Answer, Params
from loyalty.decision.programme import Part, Programme
from loyalty.language.sheet import Formula
from loyalty.prover.deciding import Effort

SENSITIVE = frozenset({"personal", "protected", "proxy", "rights"})


def decide(programme: Programme, _params: Params, _effort: Effort) -> Answer:
    """Give the first formula that reads a fact it is not meant for, or that there is none."""
    wrong = next(_wrong(programme), None)
    if wrong is not None:
        fact, formula, where = wrong
        declared = programme.shape.facts[fact]
        said = ", ".join(f"`{purpose}`" for purpose in declared.purpose) or "nothing"
        told = f"`{fact}` is for {said}, and the rule `{formula.rule.id}` reads it{where}; by structure"
        help_ = "read another fact"
        if declared.label not in SENSITIVE - {"personal"}:  # of others no purpose makes a reading right
            help_ = f"write `{formula.rule.id}` to its `purpose` if members are told so, or {help_}"
        return Answer.refuted(told)._replace(at=formula.rule.span, help=help_)
    return Answer.shown("every fact with a purpose is read for that purpose only; by structure")


def _wrong(programme: Programme) -> Iterator[tuple[str, Formula, str]]:
    """Give each fact, the formula that reads it, and on which plan or event."""
    parts: dict[str, Part] = {"": programme.basket}
    parts.update({on_plan(plan): part for plan, part in programme.plans.items()})
    parts.update({f" on the event `{name}`": part for name, part in programme.events.items()})
    for where, part in parts.items():
        for name, fact in programme.shape.facts.items():
            if not fact.purpose and fact.label not in SENSITIVE:
                continue
            for formula in strangers(programme, part, name, fact.purpose):
                yield name, formula, where

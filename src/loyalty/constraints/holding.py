"""Every constraint of a programme with what is known of it: those it declares, and those that bind all."""

from importlib import import_module
from pkgutil import iter_modules

from loyalty import constraints
from loyalty.constraints.verdict import Answer, Decide, Params, Verdict
from loyalty.decision.programme import Programme
from loyalty.prover.deciding import QUICK, Effort

_NOT_LAWS = frozenset({"claims", "holding", "purposes", "sums", "verdict"})


def law_names() -> frozenset[str]:
    """Give the names of the constraints that can be decided."""
    return frozenset(module.name for module in iter_modules(constraints.__path__)) - _NOT_LAWS


def verdicts(programme: Programme, effort: Effort = QUICK) -> tuple[Verdict, ...]:
    """Give the verdict on each constraint the programme declares, in the order of its file."""
    return tuple(
        Verdict(declared.name, declared.span, *_decided(programme, declared.name, declared.params, effort))
        for declared in programme.shape.constraints
    )


def _decided(programme: Programme, name: str, params: Params, effort: Effort) -> Answer:
    if name not in law_names():
        return Answer.unchecked("no method of this release decides it")
    decide: Decide = import_module(f"loyalty.constraints.{name}").decide
    return decide(programme, params, effort)

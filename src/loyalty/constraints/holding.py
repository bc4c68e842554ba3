"""Every declared constraint of a programme with what is known of it."""

from importlib import import_module
from pkgutil import iter_modules

from loyalty import constraints
from loyalty.constraints.verdict import Answer, Decide, Evidence, Params, Verdict
from loyalty.decision.programme import Programme

_NOT_LAWS = frozenset({"verdict", "holding"})


def law_names() -> frozenset[str]:
    """Give the names of the constraints that can be decided."""
    return frozenset(module.name for module in iter_modules(constraints.__path__)) - _NOT_LAWS


def verdicts(programme: Programme) -> tuple[Verdict, ...]:
    """Give the verdict on each constraint the programme declares, in the order of its file."""
    return tuple(
        Verdict(declared.name, declared.span, *_decided(programme, declared.name, declared.params))
        for declared in programme.shape.constraints
    )


def _decided(programme: Programme, name: str, params: Params) -> Answer:
    if name not in law_names():
        return Evidence.NOT_CHECKED, None, "no method of this release decides it"
    decide: Decide = import_module(f"loyalty.constraints.{name}").decide
    return decide(programme, params)

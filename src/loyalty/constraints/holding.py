"""Every constraint of a programme with what is known of it: those it declares, and those that bind all."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from importlib import import_module
from pkgutil import iter_modules
from typing import Final

from loyalty import constraints
from loyalty.constraints.verdict import Answer, Decide, Params, Verdict
from loyalty.decision.programme import Programme, beginning
from loyalty.language.findings import Span
from loyalty.prover.deciding import QUICK, Effort

_NOT_LAWS = frozenset(
    {
        "certificate",
        "circles",
        "claims",
        "dated",
        "holding",
        "limited",
        "lineage",
        "purposes",
        "shares",
        "spending",
        "sums",
        "verdict",
        "waiving",
    }
)
UNIVERSAL: Final[Mapping[str, Params]] = {
    "no_influence": {"from": ("protected", "proxy"), "on": ("price", "points", "tier")},
    "total_is_sum_of_lines": {},
    "all_in_first_price": {},
    "no_unlisted_charges": {},
    "personal_facts_only_for_their_purpose": {},
    "no_penalty_for_privacy": {},
    "deterministic": {},
}
"""The constraints that bind every programme, whether it declares them or not; it can only waive them."""
OF_CHANGES: Final = ("no_retroactive_loss", "no_silent_devaluation")
"""Those that bind every change of a programme."""
DecideChange = Callable[[Programme, Programme, Params], Answer]


@dataclass(frozen=True, slots=True)
class Binding:
    """What a version follows: the programme that binds, None where none does, and the day of adoption.

    ``begins`` is the first day on which the version is to bind, None: its own first day.
    """

    programme: Programme | None
    day: date
    begins: date | None = None

    def from_its_day(self, programme: Programme) -> Programme:
        """Give the version as it binds, from its day on."""
        return programme if self.begins is None else beginning(programme, self.begins)


@dataclass(frozen=True, slots=True)
class Law:
    """A constraint that binds a programme, with its parameters and where it is declared."""

    name: str
    params: Params
    span: Span


def law_names() -> frozenset[str]:
    """Give the names of the constraints that can be decided."""
    return frozenset(module.name for module in iter_modules(constraints.__path__)) - _NOT_LAWS


def laws_of(programme: Programme, *, of_change: bool = False) -> Iterator[Law]:
    """Give the constraints a programme declares, in the order of its file, then those that bind all."""
    declared = programme.shape.constraints
    yield from (Law(law.name, law.params, law.span) for law in declared)
    more = {**UNIVERSAL, **({name: {} for name in OF_CHANGES} if of_change else {})}
    for name, params in more.items():
        wider = (law for law in declared if law.name == name and _as_wide(law.params, params))
        if next(wider, None) is None:
            yield Law(name, params, programme.shape.place("jurisdictions"))


def verdicts(
    programme: Programme, effort: Effort = QUICK, binding: Binding | None = None
) -> tuple[Verdict, ...]:
    """Give the verdict on each constraint that binds the programme.

    Constraints between two versions are only decided where ``binding`` says what the version follows.
    One of these that is not declared and cannot be decided is left out: nobody knows, and nobody asked.
    """
    laws = laws_of(programme, of_change=binding is not None)
    declared = {law.name for law in programme.shape.constraints}
    found = tuple(verdict(programme, law, effort, binding) for law in laws)
    return tuple(
        each
        for each in found
        if each.holds is not None or each.constraint not in OF_CHANGES or each.constraint in declared
    )


def verdict(
    programme: Programme, law: Law, effort: Effort = QUICK, binding: Binding | None = None
) -> Verdict:
    """Give the verdict on one constraint."""
    return Verdict(law.name, law.span, *_decided(programme, law, effort, binding))


def _decided(programme: Programme, law: Law, effort: Effort, binding: Binding | None) -> Answer:
    if law.name not in law_names():
        return Answer.unchecked("no method of this release decides it")
    module = import_module(f"loyalty.constraints.{law.name}")
    change: DecideChange | None = getattr(module, "decide_change", None)
    if change is not None and binding is not None:
        if binding.programme is None:
            return Answer.shown("no version binds before this one, so there is nothing to lose; by structure")
        params = {**law.params, "adopted_on": binding.day.isoformat()}
        return change(binding.programme, binding.from_its_day(programme), params)
    decide: Decide = module.decide
    return decide(programme, law.params, effort)


def _as_wide(declared: Params, universal: Params) -> bool:
    """Give whether a declared constraint asks for all that binds every programme anyway."""
    return all(set(words) <= set(declared.get(key, ())) for key, words in universal.items())

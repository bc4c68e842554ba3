"""A claim decided: shown for every case, or refuted by one, or neither."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.readers.specialise import World, constants_of
from loyalty.language.sheet import names_read
from loyalty.prover.showing.bound import always
from loyalty.prover.showing.line import always_of_line
from loyalty.prover.showing.pair import Pair
from loyalty.prover.showing.relation import Relation
from loyalty.prover.showing.solving import installed
from loyalty.prover.showing.split import never_pays
from loyalty.prover.trying.case import Value
from loyalty.prover.trying.claim import BoundClaim, Claim, PairClaim, SplitClaim
from loyalty.prover.trying.domain import bounds_of
from loyalty.prover.trying.draw import Draw
from loyalty.prover.trying.search import Cases, Search
from loyalty.prover.trying.small import found_small
from loyalty.prover.trying.told import as_told
from loyalty.prover.trying.turning import found_turning
from loyalty.prover.trying.witness import smallest


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one claim. ``holds`` is None where it was neither shown nor refuted.

    ``lemmas`` counts the questions that were put to the solver, 0 where the structure alone showed it.
    ``breakpoints`` counts the formulas that were decided by theirs. ``cases`` break the claim; ``open``
    names the formulas of which it was not shown.
    """

    holds: bool | None
    lemmas: int = 0
    breakpoints: int = 0
    cases: Cases = ()
    open: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Effort:
    """How far deciding goes: ``solve`` with a solver, ``search`` for a case against what was not shown."""

    solve: bool = False
    search: bool = False


FIRST_TRIALS = 24
"""How many cases are tried before the solver is asked: most violations are found so, and soon."""
LAST_TRIALS = 2000
"""How many more are tried of a bound that was not shown: it is broken where several things meet."""
SOON_TRIALS = 8
"""How many cases are tried of what binds every programme, each time one is looked at."""
QUICK = Effort()
"""Structure alone: what ``loyalty check`` does."""


def thorough() -> Effort:
    """Give everything this installation can do: the solver is an extra."""
    return Effort(solve=installed(), search=True)


def decide_claim(programme: Programme, claim: Claim, effort: Effort) -> Result:
    """Give what is known of a claim: shown for every case, else refuted by some, else neither."""
    shown = _shown(programme, claim, replace(effort, solve=False))
    if shown.holds:
        return shown
    search = Search(programme, claim, Draw(int(programme.digest[:16], 16)))
    found = search.found(FIRST_TRIALS) if effort.search else None
    if found is None and effort.solve:
        shown = _shown(programme, claim, effort)
        if shown.holds:
            return shown
    if found is None and effort.search:
        found = found_turning(search) or search.found() or found_small(search)
        if found is None and isinstance(claim, BoundClaim):
            found = search.found(LAST_TRIALS)
    if found is not None:
        return Result(holds=False, lemmas=shown.lemmas, cases=as_told(search, smallest(search, found)))
    return shown


def broken_soon(programme: Programme, claim: PairClaim) -> Cases | None:
    """Give two cases that break a claim, None where the structure shows it or trying finds none."""
    if _shown(programme, claim, QUICK).holds:
        return None
    search = Search(programme, claim, Draw(int(programme.digest[:16], 16)))
    found = search.found(SOON_TRIALS) or found_turning(search)
    return None if found is None else as_told(search, smallest(search, found))


def _shown(programme: Programme, claim: Claim, effort: Effort) -> Result:
    match claim:
        case PairClaim():
            return _pair(programme, claim, effort)
        case BoundClaim():
            return _bound(programme, claim, effort)
        case SplitClaim():
            return _split(programme, claim, effort)


def _pair(programme: Programme, claim: PairClaim, effort: Effort) -> Result:
    """Give whether the claim could be shown, of which formulas not, and by what."""
    first = _world(programme, claim, claim.first)
    pair = Pair(
        first,
        first if claim.second == claim.first else _world(programme, claim, claim.second),
        claim.moves,
        claim.same,
        solve=effort.solve,
        count=effort.search,
        exact=Relation.SAME in claim.wants.values(),
    )
    wanted = {n: r for n, r in claim.wants.items() if n in pair.first.formulas and n in pair.second.formulas}
    unshown = tuple(name for name, relation in wanted.items() if pair.of(name) & relation != relation)
    return Result(not unshown or None, pair.lemmas, pair.counted, open=unshown)


def _bound(programme: Programme, claim: BoundClaim, effort: Effort) -> Result:
    world = _world(programme, claim, claim.known)
    if world.special(claim.holds) == t.truth(value=True):
        return Result(holds=True)
    if effort.solve and (
        always_of_line(world, claim.holds, claim.rates) if claim.of_line else always(world, claim.holds)
    ):
        return Result(holds=True, lemmas=1)
    return Result(holds=None, lemmas=int(effort.solve), open=tuple(sorted(names_read(claim.holds))))


def _split(programme: Programme, claim: SplitClaim, effort: Effort) -> Result:
    if not effort.solve:
        return Result(holds=None, open=tuple(claim.wants))
    world = _world(programme, claim, claim.known)
    wanted = claim.wants.items()
    unshown = tuple(n for n, r in wanted if not never_pays(world, n, r, claim.carried))
    return Result(not unshown or None, len(wanted), open=unshown)


def _world(programme: Programme, claim: Claim, known: Mapping[str, Value]) -> World:
    sheet = claim.part.compiled.sheet
    if isinstance(claim, BoundClaim) and claim.more:
        sheet = replace(sheet, formulas=(*sheet.formulas, *claim.more))
    constants = constants_of(sheet, known)
    bounds = bounds_of(programme, claim.part)
    return World(sheet, constants, programme.shape.numbers.limits.lines, bounds)

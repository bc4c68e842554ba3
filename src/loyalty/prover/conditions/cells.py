"""Whether conditions can hold at once, decided exactly where each test asks one fact about constants.

Such a test cuts the values of its fact in two; together the tests cut them into cells, and
within a cell nothing changes. A condition is a tree of tests, and a search through it meets
the cells of each fact until some set is empty, or none is left to meet.

A test between two facts, or of a number that is worked out, counts as a fact of its own that
may have any value within its bounds. So `Cells.meeting` gives None only where no situation
exists; what it gives is certain where ``exact`` says so.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from loyalty.language import tree as t
from loyalty.language.facts import choices_of, may_be_unknown
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.belonging import RFM, RFM_SEGMENTS
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.sheet import Sheet
from loyalty.prover.conditions.almanac import Almanac
from loyalty.prover.conditions.readings import Either, Holds, Reader, Test, Variable
from loyalty.prover.conditions.regions import Days, Region, met

LOOKS_MAX: Final = 20_000
Value = int | str


class TangledError(ValueError):
    """The conditions leave so many ways open that looking through them would take too long."""


@dataclass(frozen=True, slots=True)
class Meeting:
    """A situation in which conditions hold at once: values by fact, numbers as numerators, days as ordinals.

    Facts that do not matter are left out. ``exact``: each of the values stands for itself,
    and none is worked out from others.
    """

    values: Mapping[str, Value]
    exact: bool


class Cells:
    """The facts of one sheet, with the values each can have."""

    def __init__(self, sheet: Sheet, almanac: Almanac, texts: Mapping[str, frozenset[str]]) -> None:
        """Take a sheet, the days it may be asked on, and the texts of facts that have a closed list."""
        self.almanac = almanac
        self._reader = Reader(sheet, almanac, texts)

    def meeting(self, *conditions: t.Node, never: tuple[t.Node, ...] = ()) -> Meeting | None:
        """Give a situation in which every condition holds and none of ``never``; None where there is none.

        Raises TangledError.
        """
        goals = [self._reader.test(condition, holds=True) for condition in conditions]
        goals += [self._reader.test(condition, holds=False) for condition in never]
        goals.append(self._reader.known_of_nobody(goals))
        box = _Search().through(goals, {})
        return None if box is None else self._told(box)

    def _told(self, box: Mapping[Variable, Region]) -> Meeting:
        values: dict[str, Value] = {}
        exact = True
        for variable, region in box.items():
            if isinstance(region, Days):
                day = self.almanac.days[region.some()]
                values[variable.name] = day
            elif variable.plain and not variable.copy:
                values[variable.name] = region.some()
                exact = exact and variable.given
            else:
                exact = False
        return Meeting(values, exact)


class _Search:
    """A search through tests, which gives up after so many looks."""

    def __init__(self) -> None:
        self._looks = 0

    def through(self, goals: list[Test], box: dict[Variable, Region]) -> dict[Variable, Region] | None:
        """Give the box narrowed to values for which every goal holds, None where there are none."""
        open_: list[Either] = []
        waiting = list(goals)
        while True:
            if not self._settle(waiting, box, open_):
                return None
            left: list[Either] = []
            for choice in open_:
                live = tuple(part for part in choice.parts if _possible(part, box))
                if not live:
                    return None
                if len(live) == 1:
                    waiting.append(live[0])
                elif not any(_certain(part, box) for part in live):
                    left.append(Either(live))
            open_ = left
            if not waiting:
                break
        if not open_:
            return box
        return self._branch(open_, box)

    def _branch(self, choices: list[Either], box: dict[Variable, Region]) -> dict[Variable, Region] | None:
        narrow = min(range(len(choices)), key=lambda n: len(choices[n].parts))
        others: list[Test] = [choice for n, choice in enumerate(choices) if n != narrow]
        for part in choices[narrow].parts:
            self._looks += 1
            if self._looks > LOOKS_MAX:
                raise TangledError
            found = self.through([part, *others], dict(box))
            if found is not None:
                return found
        return None

    @staticmethod
    def _settle(waiting: list[Test], box: dict[Variable, Region], choices: list[Either]) -> bool:
        while waiting:
            goal = waiting.pop()
            if isinstance(goal, Holds):
                before = box.get(goal.variable)
                region = goal.region if before is None else met(before, goal.region)
                if region.is_empty:
                    return False
                box[goal.variable] = region
            elif isinstance(goal, Either):
                choices.append(goal)
            else:
                waiting.extend(goal.parts)
        return True


def _possible(part: Test, box: Mapping[Variable, Region]) -> bool:
    """Whether a part may hold in the box, each of its tests by itself."""
    match part:
        case Holds():
            known = box.get(part.variable)
            return not (part.region if known is None else met(known, part.region)).is_empty
        case Either():
            return any(_possible(inner, box) for inner in part.parts)
        case _:
            return all(_possible(inner, box) for inner in part.parts)


def _certain(part: Test, box: Mapping[Variable, Region]) -> bool:
    """Whether a single test holds for every value that is left."""
    if not isinstance(part, Holds):
        return False
    known = box.get(part.variable)
    return known is not None and met(known, part.region) == known


def texts_of(shape: ProgrammeShape) -> dict[str, frozenset[str]]:
    """Give the texts of each fact that has a closed list; the empty text stands for one that is not known."""
    found = {RFM: frozenset({"", *RFM_SEGMENTS})}
    for name, fact in shape.facts.items():
        choices = choices_of(fact, shape)
        if choices is not None:
            unknown = {""} if may_be_unknown(name, fact) and fact.default is None else set()
            nobody = {NO_TIER} if fact.is_ == "tier" else set()
            found[name] = frozenset({*choices, *unknown, *nobody})
    return found


def cells_of(shape: ProgrammeShape, sheet: Sheet) -> Cells:
    """Give the cells of a sheet of the programme."""
    effective = shape.effective
    cuts = {day for formula in sheet.formulas for day in days_in(formula.tree)}
    return Cells(sheet, Almanac.of(effective.from_, effective.until, cuts), texts_of(shape))


def days_in(node: t.Node) -> Iterator[int]:
    """Give every day a tree names, as ordinals."""
    if isinstance(node, t.Const) and node.kind is t.Kind.DAY and isinstance(node.value, int):
        yield node.value
    for child in t.children(node):
        yield from days_in(child)

"""Events that earn: points that can be booked, cards and streaks, one wait for each wallet."""

from collections.abc import Iterator

from loyalty.language.checks.limits import ID_MAX, TIMES_MAX
from loyalty.language.findings import Finding
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape, rules_for


def check_events(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the rules of events."""
    for rule in shape.events:
        for part in (_points, _days, _card, _streak, _named, _same_wait):
            yield from as_far_as_read(part(shape, rule))


def _points(shape: ProgrammeShape, rule: EarnEventShape) -> Iterator[Finding]:
    step = int(shape.numbers.points.step)
    if any(not points or points % step for points in rule.points.values):
        message = f"`{rule.id}` earns what cannot be booked"
        yield Finding(rule.place("points"), "E476", message, f"write a multiple of {step}, above 0")


def _days(_: ProgrammeShape, rule: EarnEventShape) -> Iterator[Finding]:
    if rule.from_ is not None and rule.until is not None and rule.until < rule.from_:
        yield Finding(rule.place("until"), "E417", f"`{rule.id}` ends before it begins", "write a later day")


def _card(_: ProgrammeShape, rule: EarnEventShape) -> Iterator[Finding]:
    if (rule.once_per == "card") is not (rule.card is not None):
        message = "`once_per: card` and `card` belong together"
        yield Finding(rule.place("once_per"), "E478", message, "such as `card: {each: 10}`")
    if rule.card is not None and (not rule.card.each or rule.card.each % 1):
        yield Finding(
            rule.card.place("each"), "E478", "a card is filled by a whole number above 0", "such as `10`"
        )


def _streak(_: ProgrammeShape, rule: EarnEventShape) -> Iterator[Finding]:
    if (rule.once_per == "streak") is not (rule.streak is not None):
        message = "`once_per: streak` and `streak` belong together"
        yield Finding(rule.place("once_per"), "E478", message, "such as `streak: {of: day, times: 7}`")
    if rule.streak is not None and not 1 < rule.streak.times <= TIMES_MAX:
        yield Finding(
            rule.streak.place("times"), "E478", f"a streak is of 2 to {TIMES_MAX} times", "such as `4`"
        )


def _named(shape: ProgrammeShape, rule: EarnEventShape) -> Iterator[Finding]:
    """Find names too long to count by, and counted ones that a rule of orders has too."""
    if len(rule.id) > ID_MAX:
        message = f"the name of a rule that is counted has at most {ID_MAX} letters"
        yield Finding(rule.place("id"), "E478", message, "write a shorter one")
    others = shape.earn.rules if shape.earn is not None else ()
    counted = (rule.card, rule.streak) != (None, None)
    if counted and any(other.is_read("id") and other.id == rule.id for other in others):
        message = f"`{rule.id}` is already the name of a rule of orders"
        yield Finding(rule.place("id"), "E401", message, "choose another; what both count would mix")


def _same_wait(shape: ProgrammeShape, rule: EarnEventShape) -> Iterator[Finding]:
    first = next(each for each in rules_for(shape, rule.of_event) if each.wallet == rule.wallet)
    if first.pending != rule.pending:
        message = f"points of `{first.id}` and `{rule.id}` come together, and wait differently"
        yield Finding(rule.place("pending"), "E476", message, "write the same `pending`")

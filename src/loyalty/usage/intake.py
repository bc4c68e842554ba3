"""What becomes of usage events: pure decisions about an event alone, and beside those that are kept."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction

from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.texts.scalars import decimal, decimals
from loyalty.usage.event import Received, Reception, UsageEvent
from loyalty.usage.meter import ADD, OPERATION, REMOVE

UNKNOWN_EVENT = "unknown-event"
OTHER_MEMBER = "other-member"
DIFFERS = "differs"
CORRECTED_ALREADY = "corrected-already"


@dataclass(frozen=True, slots=True)
class Gate:
    """What a programme asks of events: its meters by id, step and limit of quantities, its zone.

    An event may lie ``ahead`` of ``now``, as clocks differ. ``billed_until`` has, by member and
    meter, the instant until which use has been billed.
    """

    meters: Mapping[str, MeterShape]
    step: Fraction
    most: Fraction
    zone: tzinfo
    now: datetime
    ahead: timedelta
    billed_until: Mapping[tuple[MemberId, str], datetime]

    def refuses(self, event: UsageEvent) -> str:
        """Give the code of the reason why an event of a member is not taken; nothing where it is."""
        meter = self.meters.get(event.meter)
        if meter is None:
            return "unknown-meter"
        if event.at > self.now + self.ahead:
            return "in-the-future"
        if meter.where is not None and not _meant(meter.where, event.properties):
            return ""
        if meter.aggregate == "distinct":
            return _of_distinct(meter, event.properties)
        return self._of_number(meter, event)

    def _of_number(self, meter: MeterShape, event: UsageEvent) -> str:
        text = event.quantity
        if meter.of is not None:
            if meter.of not in event.properties:
                return "property-missing"
            text = event.properties[meter.of]
            if decimal(text) is None:
                return "not-a-number"
        if text.startswith("-") and meter.negative is None and Fraction(text):
            return "negative"
        if self._too_much(meter, text):
            return "out-of-bounds"
        return "too-fine" if self._too_fine(meter, text) else ""

    def _too_much(self, meter: MeterShape, text: str) -> bool:
        """Say whether a number alone is beyond what may be priced, and nothing divides it."""
        if meter.convert is not None or meter.aggregate == "count":
            return False
        # Known from the length alone, mostly; fractions are slow, and events are many.
        return len(text) >= len(str(int(self.most))) and abs(Fraction(text)) > self.most

    def _too_fine(self, meter: MeterShape, text: str) -> bool:
        """Say whether a number is finer than the step, and nothing rounds what comes of it."""
        rounds = meter.round is not None or (meter.convert is not None and meter.convert.round is not None)
        if rounds or meter.aggregate == "count":
            return False
        if self.step.numerator == 1 and self.step.denominator % 10 ** decimals(text) == 0:
            return False  # known from the digits alone; fractions are slow, and events are many
        return (Fraction(text) / self.step).denominator != 1

    def is_late(self, event: UsageEvent) -> bool:
        """Say whether an event that is taken comes late: billed already, or older than its meter says."""
        until = self.billed_until.get((event.member_id, event.meter))
        if until is not None and event.at < until:
            return True
        limit = self.meters[event.meter].late_after
        if limit is None:
            return False
        day = event.at.astimezone(self.zone).date()
        return limit.after(day) < self.now.astimezone(self.zone).date()


def _meant(where: Mapping[str, Sequence[str]], properties: Mapping[str, str]) -> bool:
    return all(properties.get(name) in wanted for name, wanted in where.items())


def _of_distinct(meter: MeterShape, properties: Mapping[str, str]) -> str:
    if meter.of not in properties:
        return "property-missing"
    if meter.prorated and properties.get(OPERATION, ADD) not in {ADD, REMOVE}:
        return "not-an-operation"
    return ""


def received(
    events: Iterable[UsageEvent], known: Mapping[str, UsageEvent], corrected: Iterable[str]
) -> tuple[list[Received], list[UsageEvent]]:
    """Give the answer to each event, in their order, and the events that are new.

    ``known`` are the kept events of these ids and of those they supersede, ``corrected`` the ids
    of kept events that are superseded already. Of two events of one id the first counts.
    """
    there, gone = dict(known), set(corrected)
    answers: list[Received] = []
    new: list[UsageEvent] = []
    for event in events:
        answer = _beside(event, there, gone)
        answers.append(answer)
        if answer.reception in {Reception.ACCEPTED, Reception.CORRECTED}:
            new.append(event)
            there[event.event_id] = event
            if event.supersedes is not None:
                gone.add(event.supersedes)
    return answers, new


def _beside(event: UsageEvent, there: Mapping[str, UsageEvent], gone: set[str]) -> Received:
    kept = there.get(event.event_id)
    if kept is not None:
        differs = event.differs_from(kept)
        if differs:
            return Received(event.event_id, Reception.CONFLICT, differs, DIFFERS)
        return Received(event.event_id, Reception.DUPLICATE)
    if event.supersedes is None:
        return Received(event.event_id, Reception.ACCEPTED)
    if event.supersedes not in there:
        return Received(event.event_id, Reception.REFUSED, why=UNKNOWN_EVENT)
    if event.member_id != there[event.supersedes].member_id:
        return Received(event.event_id, Reception.REFUSED, why=OTHER_MEMBER)
    if event.supersedes in gone:
        return Received(event.event_id, Reception.CONFLICT, ("supersedes",), CORRECTED_ALREADY)
    return Received(event.event_id, Reception.CORRECTED)

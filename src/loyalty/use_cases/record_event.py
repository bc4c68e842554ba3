"""Keep something a member did besides buying, and book what it earns, once by the caller's own id."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime

from loyalty.decision.decide import Decision
from loyalty.decision.explain import Document, Heading
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day, situate_event
from loyalty.earning.counts import EARNED, event_counts_of, measure_of_count
from loyalty.earning.events.event import DoneEvent, EventCount, EventDiffers, EventKey, UnknownEvent
from loyalty.earning.events.given import Given, given_by
from loyalty.earning.events.occasion import award_formula
from loyalty.earning.wallets import earned_formula
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import day_start
from loyalty.language.findings import not_known
from loyalty.language.occasions.moments import EVENT
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import points_budgets, rules_for
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.account import AccountState, Booked
from loyalty.ledger.desk import Recording
from loyalty.ledger.entry import Cause, LotTerms
from loyalty.ledger.plans import plan_earn
from loyalty.tiers.measure import formula_of
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.documents import Recipe, new_text_id, opened
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.occasions import Occasion, decide_occasion
from loyalty.use_cases.participants import keep_standing
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.seals.sealing import book_told, keep_told
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying
from loyalty.use_cases.wallets import end_of, no_sooner, tier_of, under

KIND = "event"


@dataclass(frozen=True, slots=True)
class RecordEvent:
    """``rule`` names what was done, as the programme does; ``at`` None: now.

    ``facts`` are those of the event, named without ``event.``. ``by_itself`` is for events that
    no caller sends, such as birthdays.
    """

    member: MemberId
    event_id: str
    rule: str
    source: str
    at: datetime | None = None
    by_itself: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Happened:
    """The event as it is kept, what each rule gave, and whether it had been kept before.

    ``recipe`` has its reasons; None for an event that was kept before events were explained.
    """

    event: DoneEvent
    recipe: Recipe | None
    given: tuple[Given, ...]
    replayed: bool = False

    def document(self) -> Document | None:
        """Give the explanation."""
        return self.recipe.document() if self.recipe is not None else None


@dataclass(frozen=True, slots=True)
class _Lot:
    """What the event gives in one wallet, with the account and the terms it is booked under."""

    wallet: str
    points: int
    vests: datetime | None
    end: datetime | None
    state: AccountState
    recording: Recording


def record_event(services: Services, command: RecordEvent) -> Happened:
    """Give the kept event, also where the same one was kept before.

    An event that earns nothing is kept too, with the reasons. Raises UnknownMember,
    UnknownProgramme, UnknownEvent, InTheFuture, RequestMisfit for facts that do not fit, and
    EventDiffers where the id was used for another event.
    """
    return retrying(services, lambda: _record(services, command), command.member)


def _record(services: Services, command: RecordEvent) -> Happened:
    recording = services.recording()
    if command.at is not None and command.at > recording.now + AHEAD_MAX:
        raise InTheFuture
    at = min(command.at or recording.now, recording.now)
    with services.units.read() as unit:
        member = member_of(unit, command.member)
        key = EventKey(member.programme, command.source, command.event_id)
        there = unit.events.get(key)
        if there is not None:
            return _same(services, unit, there, command, at)
        programme = services.programmes.in_force(unit, member.programme, at)
        refuse_frozen(unit, member.programme)
        _known(programme, command)
        occasion = Occasion(command.rule, command.member, at, command.facts)
        decision, _ = decide_occasion(services, unit, programme, occasion)
        lots = list(_lots(unit, programme, decision, occasion, recording))
    given = given_by(programme.shape, decision, command.rule)
    heading = Heading(
        new_text_id(services, "exp", recording.now),
        KIND,
        *((lots[0].vests, lots[0].end) if lots else (None, None)),
    )
    recipe = Recipe(decision, heading).frozen(services, command.member, recording.now)
    event = DoneEvent(
        key=key,
        member_id=command.member,
        rule=command.rule,
        occurred_at=at,
        recorded_at=recording.now,
        digest=programme.digest,
        points=sum(each.points for each in given),
        why=next((each.why for each in given), ""),
        pending_until=heading.pending_until,
        expires_at=heading.expires_at,
        explanation_id=heading.id,
    )
    booked = [each for lot in lots if (each := _booked(event, lot)) is not None]
    with services.units.write() as unit:
        unit.events.claim(event)
        keep_told(services, unit, recipe, command.member, recording.now, reference=key.event_id)
        for each in booked:
            book_told(services, unit, each, explained=command.member)
        _count(unit, programme, decision, event)
        unit.commit()
    return Happened(event, recipe, given)


def _count(unit: UnitOfWork, programme: Programme, decision: Decision, event: DoneEvent) -> None:
    """Keep what the event counts, take its points of their budgets, and keep the standing."""
    for measure, amount in _counts(programme, decision, event.rule):
        unit.events.count(EventCount(event, measure, amount))
    shape = programme.shape
    for budget in points_budgets(shape):
        rules = (rule for rule in rules_for(shape, event.rule) if rule.budget == budget.id)
        points = sum(decision.value(award_formula(rule.id)) for rule in rules)
        if points:
            unit.budgets.take(programme.name, budget.id, points, budget.whole_points)
    if shape.tiers is not None and any(of.event == event.rule for of in shape.tiers.counted().values()):
        keep_standing(unit, programme, event.member_id, event.recorded_at)


def _counts(programme: Programme, decision: Decision, event: str) -> Iterator[tuple[str, int]]:
    """Give what an event counts, by the name it is kept under; nothing where that is nothing."""
    shape, found = programme.shape, list[tuple[str, int]]()
    measures = shape.tiers.counted() if shape.tiers is not None else {}
    found += [(name, decision.value(formula_of(name))) for name, of in measures.items() if of.event == event]
    found += [(each.measure, decision.value(each.formula)) for each in event_counts_of(shape, event)]
    for rule in rules_for(shape, event):
        earned = decision.value(award_formula(rule.id)) > 0
        found.append((measure_of_count(EARNED, rule.id), int(earned)))
    yield from ((measure, amount) for measure, amount in found if amount)


def _lots(
    unit: UnitOfWork, programme: Programme, decision: Decision, occasion: Occasion, recording: Recording
) -> Iterator[_Lot]:
    """Give what the event gives in each wallet, that of its first rule first."""
    tier = tier_of(unit, programme, occasion.member, occasion.at)
    rules = rules_for(programme.shape, occasion.name)
    for wallet in dict.fromkeys(rule.wallet or POINTS for rule in rules):
        points = decision.value(earned_formula(wallet))
        rule = next(rule for rule in rules if (rule.wallet or POINTS) == wallet)
        if points:
            vests = _vests(programme, rule, occasion.at, recording.now)
            yield _Lot(
                wallet,
                points,
                vests,
                no_sooner(programme, end_of(programme, wallet, occasion.at, tier), vests),
                unit.ledger.account(occasion.member, wallet, programme.name),
                under(recording, programme, wallet, tier, occasion.at),
            )


def _booked(event: DoneEvent, lot: _Lot) -> Booked | None:
    """Plan what the event earns; points that have ended already are not booked."""
    if lot.end is not None and lot.end <= lot.recording.now:
        return None
    reference = f"event:{event.key.event_id}"
    cause = Cause(event.key.source, reference, event.occurred_at, event.digest, reason=event.rule)
    return plan_earn(lot.state, cause, LotTerms(lot.points, lot.vests, lot.end), lot.recording)


def _same(
    services: Services, unit: UnitOfWork, there: DoneEvent, command: RecordEvent, at: datetime
) -> Happened:
    """Give the event that was kept before under this id. Raises EventDiffers where it is another."""
    moved = command.at is not None and not _same_time(at, there.occurred_at)
    if moved or (there.member_id, there.rule) != (command.member, command.rule):
        raise EventDiffers(event=command.event_id)
    row = unit.explanations.get(there.explanation_id) if there.explanation_id is not None else None
    if row is None:
        return Happened(there, None, (), replayed=True)
    programme = services.programmes.by_digest(unit, there.digest)
    recipe = opened(programme, row)
    compiled = recipe.decision.part.compiled
    again = situate_event(programme, recipe.decision.part, command.facts, there.occurred_at)
    before = recipe.decision.situation.order_facts(compiled)
    stated = {name: value for name, value in again.order_facts(compiled).items() if name.startswith(EVENT)}
    if any(before[name] != value for name, value in stated.items()):
        raise EventDiffers(event=command.event_id)
    return Happened(there, recipe, given_by(programme.shape, recipe.decision, there.rule), replayed=True)


def _same_time(at: datetime, kept: datetime) -> bool:
    """Say whether an event is told for when it was: of one whose minute has gone, for its day."""
    return abs(at - kept) <= AHEAD_MAX or kept == at.astimezone(UTC).replace(
        hour=0, minute=0, second=0, microsecond=0
    )


def _known(programme: Programme, command: RecordEvent) -> None:
    """Refuse what the programme does not know. Raises UnknownEvent."""
    name = command.rule
    if name not in programme.events:
        sentence = f"The programme has no event `{name[:64]}`"
        raise UnknownEvent(not_known(sentence, name, programme.events))
    by_itself = any(rule.anniversary is not None for rule in rules_for(programme.shape, name))
    if by_itself is not command.by_itself:
        said = "on its day" if by_itself else "when it happens"
        raise UnknownEvent(f"`{name[:64]}` is given {said}, not otherwise.")


def _vests(programme: Programme, rule: EarnEventShape, at: datetime, now: datetime) -> datetime | None:
    """Give from when the points can be spent, None: at once."""
    if rule.pending is None:
        return None
    vests = day_start(rule.pending.after(local_day(programme, at)), programme.zone)
    return vests if vests > now else None

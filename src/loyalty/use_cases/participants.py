"""Loading what a decision may know of a member: exactly the facts the programme's sheet reads."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache, partial

from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import NOBODY, Participant
from loyalty.kernel.identity import MemberId
from loyalty.kernel.period import Period
from loyalty.ledger.account import AccountState, Near
from loyalty.members.member import Member
from loyalty.tiers.grant import TierGrant, end_of, with_grants
from loyalty.tiers.ladder import Counted
from loyalty.tiers.movement import Moved, Movement, standing_at, standing_then
from loyalty.tiers.standing import Held, Standing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.discount_budgets import Spending
from loyalty.use_cases.past import past_of, points_before
from loyalty.use_cases.privacy.reading import allowed_of, apart_of, readable, unread_of
from loyalty.use_cases.referred import referral_facts
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.services import POINTS
from loyalty.use_cases.tier_losses import LossNotices, announced_of, given_lost

_BUILT_IN = frozenset({"member.tier", "member.enrolled"})


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of who buys; of nobody nothing is."""

    participant: Participant = NOBODY
    member: Member | None = None
    account: AccountState | None = None
    moved: Moved | None = None
    personal: bool = True
    """Whether the price may rest on what is known of who buys."""
    unread: frozenset[str] = frozenset()
    """What of their past is not read, since they object to it or are not grown up."""
    apart: frozenset[str] = frozenset()
    """What of their past gives them nothing, for the same reasons."""


def know(  # noqa: PLR0913, PLR0917 - who, of what, and when
    unit: UnitOfWork,
    programme: Programme,
    part: Part,
    member_id: MemberId | None,
    at: datetime,
    now: datetime | None = None,
    *,
    near: Near | None = None,
) -> Known:
    """Give what ``part`` of the programme may know of a member at ``at``; of nobody what is left of budgets.

    What the member did not agree to, or objects to, is not read; nor are lots that are not ``near``.
    Promises to quotes are those that live at ``now``, without it at ``at``. Raises UnknownMember for
    an id that is not an active member of this programme.
    """
    reads = part.compiled.sheet.reads
    spent = Spending(unit, programme, member_id, at).before(reads, now or at)
    if member_id is None:
        return Known(replace(NOBODY, history=spent)) if spent else Known()
    member = member_of(unit, member_id)
    if member.programme != programme.name:
        raise UnknownMember
    allowed = allowed_of(unit, member_id, max(at, now or at))
    asked = [name for name in reads if name.startswith("member.") and name not in _BUILT_IN]
    named = readable(programme, allowed, asked)
    unread = unread_of(part, allowed)
    before = [name for name in reads if name not in unread] if unread else reads
    unit.ahead(
        lambda: unit.members.load_facts(member_id, named),
        lambda: points_before(unit, programme, member_id, at, before),
    )
    moved = standing_of(unit, programme, member_id, at)
    participant = Participant(
        enrolled=True,
        tier=moved.standing.tier if moved is not None else NOBODY.tier,
        facts=unit.members.load_facts(member_id, named),
        history=past_of(unit, programme, member, at, before)
        | referral_facts(unit, programme, member_id, at)
        | spent,
    )
    account = unit.ledger.account_near(member_id, POINTS, programme.name, near)
    return Known(participant, member, account, moved, allowed.personal, unread, apart_of(part, allowed))


def ask_ahead(unit: UnitOfWork, programme: str, member_id: MemberId, at: datetime, near: Near | None) -> None:
    """Have the database answer at once what is asked of a member before an order or a quote is decided."""
    unit.ahead(
        lambda: unit.adoption.digest_in_force(programme, at),
        lambda: unit.adoption.frozen(programme),
        *standing_asked(unit, programme, member_id),
        lambda: unit.tiers.grants(member_id, programme),
        lambda: unit.consents.chosen(member_id),
        lambda: unit.consents.of_member(member_id),
        lambda: unit.consents.age(member_id),
        lambda: unit.ledger.account_near(member_id, POINTS, programme, near),
    )


def standing_asked(unit: UnitOfWork, programme: str, member_id: MemberId) -> tuple[Callable[[], object], ...]:
    """Give what asks what a standing is made of first."""
    return (
        lambda: unit.members.get(member_id),
        lambda: unit.tiers.standing(member_id, programme),
        lambda: unit.members.merges_into(member_id),
    )


def standing_of(unit: UnitOfWork, programme: Programme, member_id: MemberId, at: datetime) -> Moved | None:
    """Give the standing at ``at`` with tiers that were given, None without a ladder.

    The movements are those since a standing was kept, of what orders reach.
    """
    ladder = programme.ladder
    if ladder is None:
        return None
    counted = _counted(unit, programme, member_id)
    moved = _reached(unit, programme, member_id, at, counted)[1]
    if moved is None:
        return None
    grants = unit.tiers.grants(member_id, programme.name)
    lost = given_lost(unit, programme, member_id, lambda _: ladder.notice, at, at)
    held = with_grants(ladder, moved.standing, grants, counted, at, lost)
    if held.held is Held.AWAITS_NOTICE:
        told = unit.notices.of_losses(programme.name, member_id)
        held = LossNotices(programme, ladder.notice, told).shown(held, at)
    return Moved(held, moved.movements)


def is_held(
    unit: UnitOfWork, programme: Programme, member_id: MemberId, grant: TierGrant, at: datetime
) -> bool:
    """Whether a given tier is held at ``at``, beyond its end too while that awaits a notice."""
    ladder = programme.ladder
    if ladder is None:
        return grant.ended_at is None and at < grant.until
    lost = given_lost(unit, programme, member_id, lambda _: ladder.notice, at, at)
    return at < end_of(grant, _counted(unit, programme, member_id), at, lost)


def reached_of(unit: UnitOfWork, programme: Programme, member_id: MemberId, at: datetime) -> Moved | None:
    """Give the standing at ``at`` that orders alone reach, with the movements since it was kept.

    None without a ladder.
    """
    return _reached(unit, programme, member_id, at, _counted(unit, programme, member_id))[1]


def _reached(
    unit: UnitOfWork, programme: Programme, member_id: MemberId, at: datetime, counted: Counted
) -> tuple[Standing | None, Moved | None]:
    """Give the standing that is kept, and what `reached_of` gives."""
    ladder = programme.ladder
    if ladder is None:
        return None, None
    member = unit.members.get(member_id)
    joined = member.enrolled_at if member is not None else at
    kept = unit.tiers.standing(member_id, programme.name)
    if kept is not None and at < kept.since:
        # A sale recorded late has the tier of its own day, which is history and does not move any more.
        then = standing_then(unit.tiers.movements(member_id, programme.name), kept, at)
        return kept, Moved(then, ())
    announced = announced_of(unit, programme, member_id, lambda _: ladder.notice)
    return kept, standing_at(ladder, kept, counted, at, joined, announced)


def keep_standing(
    unit: UnitOfWork, programme: Programme, member: MemberId, now: datetime
) -> tuple[Movement, ...]:
    """Bring what the member's orders reach up to ``now`` and keep it with its movements; give those."""
    kept, moved = _reached(unit, programme, member, now, _counted(unit, programme, member))
    if moved is None:
        return ()
    if moved.movements or kept != moved.standing:
        unit.tiers.keep(member, programme.name, moved.standing, moved.movements, at=now)
    return moved.movements


def _counted(unit: UnitOfWork, programme: Programme, member_id: MemberId) -> Counted:
    merges = cache(partial(unit.members.merges_into, member_id))

    def counted(measure: str, period: Period, known: datetime) -> int:
        # What a merged member had counts from the merge on, so that no standing moves in the past.
        whose = (member_id, *(merge.loser for merge in merges() if merge.merged_at <= known))
        return sum(
            unit.orders.counted_between(each, programme.name, measure, period, known) for each in whose
        )

    return counted

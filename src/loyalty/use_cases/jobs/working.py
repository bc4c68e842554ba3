"""Doing one thing that fell due; each gives in a few words what came of it."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, timedelta
from typing import TypeVar

from loyalty.cases.case import CaseKey
from loyalty.cases.refusals import UnknownCase
from loyalty.jobs.job import Due, JobKind
from loyalty.jobs.refusals import NoticeWindowMissed
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.period import day_start
from loyalty.kernel.refusal import InvariantBroken
from loyalty.ledger.account import AccountKey, Booked
from loyalty.publication.reductions.from_prices import OUT_OF_REACH
from loyalty.publication.reductions.similar import CODE as PRICED_APART
from loyalty.tiers.movement import Cause, Movement
from loyalty.tiers.standing import Held, Standing
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.answers.check_spending import check_spending
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.cases.take_case_step import say_late
from loyalty.use_cases.erasing.apply_retention import apply_retention
from loyalty.use_cases.erasing.finish_erasures import finish_erasures
from loyalty.use_cases.jobs.anniversaries import award, spread
from loyalty.use_cases.jobs.renewing import tell
from loyalty.use_cases.notices import tell_of_expiry, tell_of_tier
from loyalty.use_cases.points.expiring import lapsed_untold
from loyalty.use_cases.prices.gather_prices import gather_prices
from loyalty.use_cases.privacy.withdraw_consent import expire_consent
from loyalty.use_cases.refusals import MemberMerged, UnknownMember
from loyalty.use_cases.seals.close_day import close_day
from loyalty.use_cases.segments.count_segments import read_counts
from loyalty.use_cases.services import Services
from loyalty.use_cases.settle_due import settle_account, settle_standing

NOTHING = "nothing left to do"
RESULT_MAX = 200
Result = TypeVar("Result")
Work = Callable[[Services, Due, datetime], str]


def work_on(services: Services, due: Due, at: datetime) -> str:
    """Do what is due, at the latest as of ``at``, and give what came of it; raises what its use case raises.

    Done again it does nothing, and it may have been done by something else before.
    """
    return _WORK[due.kind](services, due, at)


def read_ahead(services: Services, due: Due) -> Work:
    """Give the work of a due thing for which much was read now, before anything is held; raises the same."""
    return READ_AHEAD[due.kind](services, due)


def _points(services: Services, due: Due, _at: datetime) -> str:
    member, wallet = _account_of(due)
    key = AccountKey(member, wallet, due.programme)

    def settle(unit: UnitOfWork) -> tuple[Booked, int]:
        booked = settle_account(services, unit, key)
        return booked, lapsed_untold(services, unit, key, booked)

    booked, untold = _written(services, settle)
    kinds = Counter(str(entry.kind) for entry in booked.entries)
    now = services.clock.now()
    if not kinds and any(
        lot.awaits and lot.expires_at and lot.expires_at <= now for lot in booked.state.lots
    ):
        raise NoticeWindowMissed(about=due.item)
    told = [f"{kind} {count}" for kind, count in sorted(kinds.items())]
    told += [f"{NoticeWindowMissed.code} {untold}"] if untold else []
    return ", ".join(told) or NOTHING


def _review(services: Services, due: Due, _at: datetime) -> str:
    """Lose or keep a tier; what was reached under an id that was merged away is the survivor's to lose."""
    member = _member_of(due.item)

    def settle(unit: UnitOfWork) -> tuple[tuple[Movement, ...], Standing | None]:
        if survivor_of(unit, member) != member:
            return (), None
        moved = settle_standing(services, unit, member, due.programme)
        return moved, unit.tiers.standing(member, due.programme)

    moved, kept = _written(services, settle)
    if (
        kept is not None
        and kept.held is Held.AWAITS_NOTICE
        and {one.cause for one in moved} <= {Cause.HELD_BACK}
    ):
        raise NoticeWindowMissed(about=kept.tier)
    told = [f"{each.cause} {each.from_tier} {each.to_tier}" for each in moved]
    return ", ".join(told)[:200] or NOTHING


def _alerts(services: Services, due: Due, _at: datetime) -> str:
    told = [one.threshold.id for one in check_spending(services, due.programme, due.item)]
    return ", ".join(["told", *told])[:200] if told else NOTHING


def _bill(services: Services, due: Due, at: datetime) -> str:
    key = SubscriptionKey(due.programme, due.item)
    invoice = bill_subscription(services, BillSubscription(key, at)).data["invoice"]
    return f"{invoice['kind']} {invoice['id']}" if invoice is not None else NOTHING


def _consent(services: Services, due: Due, _at: datetime) -> str:
    member, _, record = due.item.partition(":")
    ended = _written(services, lambda unit: expire_consent(services, unit, _member_of(member), record))
    return ", ".join(["ended", *sorted(ended)])[:RESULT_MAX] if ended is not None else NOTHING


def _anniversary(services: Services, due: Due, _at: datetime) -> str:
    """Award a member's points, or find whose day it is where the item names the rule alone."""
    member, _, rule = due.item.partition(":")
    if not rule:
        return f"members {spread(services, due)}"
    try:
        event = award(services, due, _member_of(member), rule).event
    except (UnknownMember, MemberMerged):
        return NOTHING
    return f"earned {event.points}" + (f", {event.why}" if event.why else "")


def _expiry_notice(services: Services, due: Due, _at: datetime) -> str:
    member, wallet = _account_of(due)
    key = AccountKey(member, wallet, due.programme)
    return _written(services, lambda unit: tell_of_expiry(services, unit, key, due.due_at)) or NOTHING


def _tier_notice(services: Services, due: Due, _at: datetime) -> str:
    member = _member_of(due.item)
    try:
        return _written(services, lambda unit: tell_of_tier(services, unit, member, due.due_at)) or NOTHING
    except (UnknownMember, MemberMerged):
        return NOTHING


def _renewal_notice(services: Services, due: Due, _at: datetime) -> str:
    return "told" if _written(services, lambda unit: tell(services, unit, due)) else NOTHING


def _promises(services: Services, due: Due, at: datetime) -> str:
    def forget(unit: UnitOfWork) -> int:
        of_budgets = unit.discount_budgets.forget_lapsed(due.programme, at)
        return unit.vouchers.forget_lapsed(due.programme, at) + of_budgets

    return f"removed {_written(services, forget)}"


def _seal_day(services: Services, due: Due, _at: datetime) -> str:
    root = close_day(services, due.programme, date.fromisoformat(due.item))
    return f"leaves {root.size}, root {root.root.hex()}" if root is not None else NOTHING


def _case_clocks(services: Services, due: Due, at: datetime) -> str:
    case_id = due.item.rpartition(":")[0]
    key = CaseKey(due.programme, case_id)
    try:
        late = _written(services, lambda unit: say_late(unit, key, at))
    except UnknownCase:
        return NOTHING
    return ", ".join(["late", *late]) if late else NOTHING


def _price_day(services: Services, due: Due, _at: datetime) -> str:
    gathered = gather_prices(services, due.programme, (due.due_at - timedelta(days=1)).astimezone(UTC).date())
    told = [f"rows {gathered.rows}"] if gathered.rows else []
    told += [f"lines without a market {gathered.placeless}"] if gathered.placeless else []
    told += [f"{OUT_OF_REACH} {' '.join(gathered.unreached)}"] if gathered.unreached else []
    told += [f"{PRICED_APART} {' '.join(gathered.apart)}"] if gathered.apart else []
    told += gathered.unborne
    return ", ".join(told)[:RESULT_MAX] or NOTHING


def _answers(services: Services, _due: Due, at: datetime) -> str:
    return f"removed {_written(services, lambda unit: unit.idempotency.purge(at))}"


def _retention(services: Services, _due: Due, _at: datetime) -> str:
    finished = finish_erasures(services)
    done = apply_retention(services) | ({"erasures finished": finished} if finished else {})
    return ", ".join(f"{table} {rows}" for table, rows in done.items())[:RESULT_MAX] or NOTHING


def _segments(services: Services, due: Due) -> Work:
    """Count; a day that is over is not counted afterwards, since what is known now is not what was then."""
    counting = read_counts(services, due.programme)
    with services.units.read() as unit:
        zone = services.programmes.in_force(unit, due.programme, due.due_at).zone
    today = day_start(counting.day, zone) == due.due_at

    def work(services: Services, _due: Due, _at: datetime) -> str:
        added = today and _written(services, counting.write)
        return f"segments {len(counting.members)}" if added else NOTHING

    return work


def _written(services: Services, write: Callable[[UnitOfWork], Result]) -> Result:
    with services.units.write() as unit:
        result = write(unit)
        unit.commit()
    return result


def _account_of(due: Due) -> tuple[MemberId, str]:
    member, _, wallet = due.item.partition(":")
    return _member_of(member), wallet


def _member_of(text: str) -> MemberId:
    number = parse_id("mem", text)
    if number is None:
        message = f"a job names no member: {text}"
        raise InvariantBroken(message)
    return MemberId(number)


_WORK: Mapping[JobKind, Work] = {
    JobKind.POINTS: _points,
    JobKind.TIER_REVIEW: _review,
    JobKind.SPENDING_ALERTS: _alerts,
    JobKind.BILL: _bill,
    JobKind.CONSENTS: _consent,
    JobKind.ANNIVERSARY: _anniversary,
    JobKind.EXPIRY_NOTICE: _expiry_notice,
    JobKind.TIER_NOTICE: _tier_notice,
    JobKind.RENEWAL_NOTICE: _renewal_notice,
    JobKind.VOUCHER_PROMISES: _promises,
    JobKind.CASE_CLOCKS: _case_clocks,
    JobKind.SEAL_DAY: _seal_day,
    JobKind.PRICE_DAY: _price_day,
    JobKind.OLD_ANSWERS: _answers,
    JobKind.RETENTION: _retention,
}
READ_AHEAD: Mapping[JobKind, Callable[[Services, Due], Work]] = {JobKind.SEGMENTS: _segments}
"""The kinds that read so much that nothing may be held meanwhile."""

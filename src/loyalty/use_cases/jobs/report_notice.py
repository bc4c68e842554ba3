"""Keep what became of a notice: handed to a channel, delivered by it, or failed; and who says so."""

from dataclasses import dataclass, replace
from datetime import datetime

from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.situate import NOBODY
from loyalty.jobs.notice import Notice, NoticeKind, NoticeState, Report
from loyalty.jobs.refusals import UnknownNotice
from loyalty.kernel.again import DecideAgain
from loyalty.ledger.plans import plan_tell
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import survivor_of
from loyalty.use_cases.points.expiring import is_announced
from loyalty.use_cases.refusals import InTheFuture
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import AHEAD_MAX, Services, retrying
from loyalty.use_cases.wallets import under

UNSAID = "unsaid"
"""The channel of a report that names none."""
PAYING = ("bank", "card", "counter", "post")
"""By which channels money is given back."""


@dataclass(frozen=True, slots=True)
class ReportNotice:
    """What is said of a notice; ``at`` is when it was so, None: now. ``programme`` None: of any."""

    notice_id: int
    state: NoticeState
    by: str
    programme: str | None = None
    channel: str = UNSAID
    at: datetime | None = None


def report_notice(services: Services, command: ReportNotice) -> tuple[Notice, bool]:
    """Give the notice as it is kept, and whether it had been delivered before, which nothing changes.

    Raises UnknownNotice, InTheFuture, and RequestMisfit for an instant before the notice was made, and
    where money is said to be given back by a channel that brings none.
    """
    return retrying(services, lambda: _report(services, command))


def _report(services: Services, command: ReportNotice) -> tuple[Notice, bool]:
    now = services.clock.now()
    if command.at is not None and command.at > now + AHEAD_MAX:
        raise InTheFuture
    at = min(command.at or now, now)
    with services.units.write() as unit:
        found = unit.notices.get(command.notice_id)
        if found is None or command.programme not in {None, found.programme}:
            raise UnknownNotice
        if found.state is NoticeState.DELIVERED:
            return found, True
        if command.at is not None and at < found.made_at:
            said = "it was made later"
            raise RequestMisfit((Misfit("/at", "out-of-range", said),))
        _may_be_paid(found, command)
        number = len(unit.notices.reports(found.notice_id)) + 1
        made = Report(number, command.state, command.channel, at, now, command.by)
        if not unit.notices.report(found, made):
            raise DecideAgain
        if command.state is NoticeState.DELIVERED:
            _announce(services, unit, found)
        unit.commit()
    if command.state is not NoticeState.DELIVERED:
        return replace(found, state=command.state), False
    return replace(found, state=command.state, delivered_at=at, delivered_by=command.by), False


def _may_be_paid(notice: Notice, command: ReportNotice) -> None:
    """Raise RequestMisfit where money is said to be given back by a channel that carries only words."""
    delivered = command.state is NoticeState.DELIVERED
    if delivered and notice.kind is NoticeKind.REFUND and command.channel not in PAYING:
        said = "this notice is delivered once its money was given back, and this channel brings no money"
        raise RequestMisfit((Misfit("/channel", "brings-no-money", said, f"one of {', '.join(PAYING)}"),))


def _announce(services: Services, unit: UnitOfWork, notice: Notice) -> None:
    """Let points lapse at the end that their member has now been told of in every window."""
    if notice.kind is not NoticeKind.EXPIRY or survivor_of(unit, notice.member_id) != notice.member_id:
        return
    programme = services.programmes.in_force(unit, notice.programme, services.clock.now())
    wallet = notice.about.partition(":")[0]
    if not is_announced(unit, programme, notice.member_id, wallet, notice.about_at):
        return
    awaiting = unit.ledger.awaiting(notice.member_id, wallet)
    state = unit.ledger.account(notice.member_id, wallet, programme.name, lots=awaiting)
    recording = under(services.recording(), programme, wallet, NOBODY.tier)
    book_told(services, unit, plan_tell(state, notice.about_at, recording))

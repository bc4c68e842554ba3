"""Spend points on a reward, apart from an order; can be rolled back once."""

from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from loyalty.decision.situate import local_day
from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.vouchers import VoucherShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.ledger.entry import Cause
from loyalty.ledger.plans import plan_burn
from loyalty.ledger.refusals import AlreadyBooked
from loyalty.redemption.catalogue import Wish, cost_of
from loyalty.redemption.redemption import Redemption
from loyalty.redemption.refusals import UnknownReward
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of, one_person, taken_of
from loyalty.use_cases.lifecycle.freezing import refuse_frozen
from loyalty.use_cases.members.pool import pool_for
from loyalty.use_cases.once import Once, Told, tell, told_before
from loyalty.use_cases.seals.sealing import book_told
from loyalty.use_cases.services import Services, retrying
from loyalty.use_cases.wallets import purse_of, tier_of
from loyalty.vouchers.code import IssuedCode, code_digest, reward_code
from loyalty.vouchers.given import last_day_after

CODE_BITS = 80
"""How much chance is in the code that is shown for a reward: sixteen letters and digits."""


@dataclass(frozen=True, slots=True)
class RedeemPoints:
    """``redemption_id`` is the caller's own, unique per member and source; ``reward`` names what for.

    Where the programme has a catalogue, the reward is one of it: ``points``, if said, must be its
    cost, and ``wallet``, where it is said, its wallet. Without one both are as said.
    """

    member: MemberId
    redemption_id: str
    points: int | None
    reward: str
    source: str
    wallet: str | None = None


def redemption_reference(redemption_id: str) -> str:
    """Give the natural key of a redemption in the ledger."""
    return f"redemption:{redemption_id}"


def redeem_points(services: Services, command: RedeemPoints, once: Once) -> Told:
    """Give the redemption: ``redemption``, ``member``, ``points``, ``reward``, ``code``, ``state``.

    The same redemption again is answered as the first time, whatever its key. Raises UnknownMember,
    UnknownWallet, NotSpendable, InsufficientPoints, IdempotencyConflict; AlreadyBooked where the id
    is that of another redemption, or of one that was rolled back; of a catalogue UnknownReward,
    RewardNotOffered, RewardLimitReached, OutOfStock, CostDiffers.
    """
    return retrying(services, lambda: _redeem(services, command, once), command.member)


def _redeem(services: Services, command: RedeemPoints, once: Once) -> Told:
    recording = services.recording()
    reference = redemption_reference(command.redemption_id)
    with services.units.read() as unit:
        told = told_before(unit, once, recording.now)
        if told is not None:
            return told
        told = _told_of(unit, command, reference)
        if told is not None:
            return told
        bought = _bought(services, unit, command, recording.now)
        purse = purse_of(services, unit, command.member, recording, bought.wallet)
        pool = pool_for(services, unit, purse, recording)
    cause = Cause(command.source, reference, recording.now, bought.digest, reason=command.reward)
    bookings = pool.spent(
        purse.state,
        cause,
        bought.points,
        purse.recording,
        lambda state, under: plan_burn(state, cause, bought.points, under),
    )
    code = _code(services, command, purse.state.programme, bought.voucher)
    handed = Redemption(
        command.member, command.source, command.redemption_id, purse.state.programme, command.reward, code
    )
    with services.units.write() as unit:
        for booked in bookings:
            book_told(services, unit, booked)
        unit.rewards.take(handed, bought.stock, recording.now)
        unit.vouchers.issue(_issued(services, handed, bought, recording.now))
        answer = tell(unit, once, recording.now, _data(handed, bought.points))
        unit.commit()
    return answer


def _data(handed: Redemption, points: int) -> dict[str, object]:
    return {
        "redemption": handed.redemption_id,
        "member": handed.member,
        "points": points,
        "reward": handed.reward,
        "code": handed.code,
        "state": "redeemed",
    }


def _told_of(unit: UnitOfWork, command: RedeemPoints, reference: str) -> Told | None:
    """Give the answer that the same redemption got, None where there is none under its id.

    Raises UnknownMember, and AlreadyBooked where what stands under the id is not the same.
    """
    programme = member_of(unit, command.member).programme
    for each in one_person(unit, command.member):
        wallet = unit.ledger.wallet_of_spending(each, command.source, reference)
        if wallet is None:
            continue
        handed = unit.rewards.find(each, command.source, command.redemption_id)
        spending = unit.ledger.order_account(
            each, wallet, programme, source=command.source, external_ref=reference
        ).spending
        if handed is None or spending is None or command.reward != handed.reward:
            raise AlreadyBooked
        if command.points not in {None, spending.left} or command.wallet not in {None, wallet}:
            raise AlreadyBooked
        return Told(_data(handed, spending.left), replayed=True)
    return None


@dataclass(frozen=True, slots=True)
class _Bought:
    """What is taken for what: points of a wallet, one of a stock where there is one."""

    points: int
    wallet: str
    stock: int | None = None
    digest: str = ""
    voucher: str | None = None
    last_day: date | None = None


def _bought(services: Services, unit: UnitOfWork, command: RedeemPoints, now: datetime) -> _Bought:
    """Give what the reward costs by the catalogue in force, or by the caller where there is none."""
    member = member_of(unit, command.member)
    refuse_frozen(unit, member.programme)
    version = unit.adoption.in_force(member.programme, now)
    programme = services.programmes.by_digest(unit, version.digest) if version is not None else None
    if programme is None or not programme.shape.rewards:
        if command.points is None:
            raise UnknownReward("The programme has no rewards, so the points are to be said.")
        return _Bought(command.points, command.wallet or POINTS)
    reward = next((each for each in programme.shape.rewards if each.id == command.reward), None)
    if reward is None or command.wallet not in {None, reward.wallet}:
        raise UnknownReward
    tier = tier_of(unit, programme, command.member, now)
    wish = Wish(local_day(programme, now), tier, command.points)
    cost = cost_of(reward, wish, taken_of(unit, programme.name, reward.id, command.member))
    today = local_day(programme, now)
    last = next(
        (_last_day(reward, each, today) for each in programme.shape.vouchers if each.id == reward.voucher),
        None,
    )
    return _Bought(cost, reward.wallet, reward.stock, programme.digest, reward.voucher, last)


def _last_day(reward: RewardShape, voucher: VoucherShape, today: date) -> date | None:
    return last_day_after(voucher, reward.valid, today) if reward.valid is not None else voucher.until


def _code(services: Services, command: RedeemPoints, programme: str, voucher: str | None) -> str:
    """Give what is shown for the reward: a code of its voucher, or else one of chance."""
    if voucher is None:
        return b32encode(services.entropy.bits(CODE_BITS)).decode()
    named = command.source, command.redemption_id
    return reward_code(services.secret, programme, voucher, command.member, *named)


def _issued(services: Services, handed: Redemption, bought: _Bought, now: datetime) -> Iterator[IssuedCode]:
    """Give the code of a voucher as it is kept, the member's alone."""
    if bought.voucher is not None:
        digest = code_digest(services.secret, handed.programme, handed.code)
        yield IssuedCode(
            handed.programme, digest, bought.voucher, now, handed.member, last_day=bought.last_day
        )

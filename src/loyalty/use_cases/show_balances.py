"""What a member has in one wallet, and how much is in each, now or at any instant."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.kernel.identity import MemberId
from loyalty.ledger.account import AccountState, Holdings
from loyalty.ledger.due import holdings
from loyalty.members.member import Member
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.wallets import wallet_in, wallets_of


@dataclass(frozen=True, slots=True)
class WalletBalance:
    """One wallet: ``available`` counts or can be spent; ``name`` by language, empty where none is stated."""

    wallet: str
    name: Mapping[str, str]
    kind: str
    available: int


@dataclass(frozen=True, slots=True)
class Balances:
    """What a member has at ``at``: of ``wallet`` everything, and how much is in every wallet."""

    member: Member
    wallet: str
    at: datetime
    holdings: Holdings
    wallets: tuple[WalletBalance, ...]


def show_balances(
    services: Services, member_id: MemberId, *, wallet: str = POINTS, as_of: datetime | None = None
) -> Balances:
    """Give what a member has as of an instant, by default now; what is due by then counts as done.

    Raises UnknownMember, UnknownProgramme, UnknownWallet.
    """
    now = services.clock.now()
    found = _at_a_glance(services, member_id, wallet, now) if as_of is None else None
    if found is not None:
        return found
    at = as_of or now
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        accounts = {each: account_at(unit, member, each, as_of) for each in wallets_of(programme)}
    return _balances(member, programme, wallet, at, accounts.__getitem__)


def _at_a_glance(services: Services, member_id: MemberId, wallet: str, now: datetime) -> Balances | None:
    """Give what a member has now, None where one statement cannot say it."""
    glance = services.units.at_a_glance(member_id, now)
    if glance is None or glance.digest is None:
        return None
    programme = services.programmes.compiled(glance.digest)
    if programme is None:
        return None
    return _balances(glance.member, programme, wallet, now, glance.account)


def _balances(
    member: Member, programme: Programme, wallet: str, at: datetime, account: Callable[[str], AccountState]
) -> Balances:
    wallet_in(programme, wallet)
    found = {each: holdings(account(each), at) for each in wallets_of(programme)}
    return Balances(
        member, wallet, at, found[wallet], tuple(_balance(programme, *each) for each in found.items())
    )


def account_at(unit: UnitOfWork, member: Member, wallet: str, as_of: datetime | None) -> AccountState:
    """Give a member's account as of an instant; None: as it is."""
    if as_of is None:
        return unit.ledger.account(member.member_id, wallet, member.programme)
    return unit.ledger.as_of(member.member_id, wallet, member.programme, as_of)


def _balance(programme: Programme, wallet: str, has: Holdings) -> WalletBalance:
    shape = wallet_in(programme, wallet)
    if shape is None:
        return WalletBalance(wallet, {}, "spendable", has.available)
    return WalletBalance(wallet, shape.name, shape.kind, has.available)

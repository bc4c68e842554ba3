"""A member's entries, the latest first."""

from loyalty.kernel.identity import MemberId
from loyalty.ledger.entry import Entry
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.wallets import wallet_in


def show_ledger(
    services: Services,
    member_id: MemberId,
    *,
    limit: int,
    before_seq: int | None = None,
    wallet: str = POINTS,
) -> tuple[Entry, ...]:
    """Give up to ``limit`` entries of a wallet below the sequence number ``before_seq``.

    Raises UnknownMember; of a wallet but `POINTS` UnknownProgramme, UnknownWallet.
    """
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        if wallet != POINTS:
            now = services.clock.now()
            wallet_in(services.programmes.in_force(unit, member.programme, now), wallet)
        return unit.ledger.entries(member_id, wallet, limit=limit, before_seq=before_seq)

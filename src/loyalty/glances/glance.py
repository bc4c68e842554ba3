"""What one look at the database shows of a member who takes part and has set no points aside."""

from collections.abc import Mapping
from dataclasses import dataclass

from loyalty.ledger.account import AccountState
from loyalty.members.member import Member


@dataclass(frozen=True, slots=True)
class Glance:
    """A member, the digest of the version that binds (None: none does), and the accounts by wallet."""

    member: Member
    digest: str | None
    accounts: Mapping[str, AccountState]

    def account(self, wallet: str) -> AccountState:
        """Give the account in a wallet, an empty one where nothing was ever booked there."""
        found = self.accounts.get(wallet)
        return found or AccountState.empty(self.member.member_id, wallet, self.member.programme)

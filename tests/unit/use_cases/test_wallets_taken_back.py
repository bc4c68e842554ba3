"""What a return takes of an award in a further wallet, of which a case took points before."""

from typing import cast

import pytest

from loyalty.decision.decide import Decision
from loyalty.kernel.identity import EntryId, MemberId
from loyalty.ledger.account import AccountState
from loyalty.ledger.causes import Earning, OrderAccount
from loyalty.use_cases.returns.refund import beyond


class Kept:
    """What is kept of an order, which earns ``miles``."""

    def __init__(self, miles: int) -> None:
        self.miles = miles

    def earned_in(self, wallet: str) -> int:
        """Give what it earns in a wallet."""
        return self.miles if wallet == "miles" else 0


@pytest.mark.parametrize(
    ("left", "judged", "kept", "taken"),
    [
        (600, 400, 1000, 0),
        (600, 400, 700, 300),
        (600, 400, 300, 600),
        (1000, 0, 700, 300),
        (700, 0, 1000, -300),
    ],
)
def test_no_return_gives_again_what_a_case_took(left: int, judged: int, kept: int, taken: int) -> None:
    """PT-06: what the kept order earns is less by it; only what a return took comes again."""
    earning = Earning(EntryId(1), 1000, 1000 - left, 0, judged)
    account = OrderAccount(AccountState.empty(MemberId(1), "miles", "sky-club"), earning, None)

    assert taken == beyond(account, cast("Decision", Kept(kept)))

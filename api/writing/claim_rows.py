"""Answers to refused referrals and claims of receipts."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from api.writing.problem_rows import Row

OF_CLAIMS: Final[Mapping[str, Row]] = MappingProxyType(
    {
        "receipt-taken": Row(
            409, "This receipt code is already in use", "Give each receipt a code of its own."
        ),
        "unknown-receipt": Row(404, "There is no receipt with this code", "Type the code as it is printed."),
        "receipt-claimed": Row(409, "This receipt was claimed before", "A receipt is claimed once."),
        "not-claimable": Row(409, "This receipt cannot be claimed", "See `claim_within` of the programme."),
        "claim-too-late": Row(
            409, "It is too late to claim this receipt", "The answer says until when it was."
        ),
        "no-referrals": Row(409, "The programme has no referrals", "Declare `referral` in the rule files."),
        "unknown-referral-code": Row(404, "Nobody has this referral code", "Ask the member who shared it."),
        "self-referral": Row(
            409, "Members do not refer themselves or one another", "Use another member's code."
        ),
        "already-referred": Row(409, "This member was referred before", "The first code stays."),
        "unit-price-missing": Row(
            422, "The price per unit of measure is missing", "Say of the line how much one piece of it holds."
        ),
        "not-new": Row(409, "This member has bought before", "Record a referral before the first order."),
    }
)

"""Why a receipt cannot be claimed by the member who shows it."""

from loyalty.kernel.refusal import Refusal


class ReceiptTaken(Refusal):
    """The code of this receipt is that of another order."""

    code = "receipt-taken"
    title = "This receipt code is already in use"


class UnknownReceipt(Refusal):
    """No order of nobody was recorded under this code."""

    code = "unknown-receipt"
    title = "There is no receipt with this code"


class ReceiptClaimed(Refusal):
    """A receipt is claimed once."""

    code = "receipt-claimed"
    title = "This receipt was claimed before"


class NotClaimable(Refusal):
    """The programme lets no receipt be claimed, or something of this one came back."""

    code = "not-claimable"
    title = "This receipt cannot be claimed"


class ClaimTooLate(Refusal):
    """The time in which the receipt could be claimed is over."""

    code = "claim-too-late"
    title = "It is too late to claim this receipt"

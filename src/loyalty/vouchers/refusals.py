"""The named refusals of this room."""

from loyalty.kernel.refusal import Refusal


class UnknownVoucher(Refusal):
    """The programme has no voucher of this name whose codes are issued."""

    code = "unknown-voucher"
    title = "There is no such voucher"


class VoucherGone(Refusal):
    """A code that a quote had counted does not count any more."""

    code = "voucher-gone"
    title = "A voucher of the quote does not count any more"

"""Why the ledger says no, and the one signal to decide again."""

from loyalty.kernel.again import DecideAgain
from loyalty.kernel.refusal import Refusal


class StaleAccount(DecideAgain):
    """Another booking on the account came first."""


class AlreadyBooked(Refusal):
    """This source has booked this kind of entry under this reference before."""

    code = "already-booked"
    title = "This has been booked before"


class LedgerTampered(Refusal):
    """Rows of an account are not what was booked: the program did not write them so; facts: differs."""

    code = "ledger-tampered"
    title = "The rows of the ledger are not what was booked"


class PurchasedValueExpiry(Refusal):
    """What was bought never ends, and is never lost."""

    code = "purchased-value-expiry"
    title = "Value that was bought does not end"


class InsufficientPoints(Refusal):
    """More points are asked for than the member can spend; facts: needed, available."""

    code = "insufficient-points"
    title = "There are not enough points"


class HoldUnknown(Refusal):
    """The member has no hold of this id."""

    code = "hold-unknown"
    title = "There is no such hold"


class HoldEnded(Refusal):
    """The hold was captured, voided or has lapsed; facts: state."""

    code = "hold-ended"
    title = "The hold has ended"


class HoldTooSmall(Refusal):
    """More is captured than is held; facts: needed, held."""

    code = "hold-too-small"
    title = "The hold is for fewer points"


class AlreadyReversed(Refusal):
    """More is given or taken back than is left of an entry; facts: asked, left."""

    code = "already-reversed"
    title = "This has been given or taken back before"


class DeficitForbidden(Refusal):
    """Taking points back would leave the member owing more than the wallet allows; facts: owed, at_most."""

    code = "deficit-forbidden"
    title = "Too many of these points have been spent"


class MergeStands(Refusal):
    """A merge cannot be undone any more; facts: what depends on it."""

    code = "merge-stands"
    title = "The merge can no longer be undone"

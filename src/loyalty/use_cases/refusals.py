"""Refusals of the use cases: what was named is not there, or is not as it was promised."""

from typing import ClassVar

from loyalty.constraints.verdict import Verdict
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.kernel.refusal import Refusal
from loyalty.language.findings import Finding
from loyalty.usage.intake import CORRECTED_ALREADY


class UnknownProgramme(Refusal):
    """No programme, or no version of it, of this name or digest."""

    code: ClassVar[str] = "unknown-programme"
    title: ClassVar[str] = "There is no such programme"


class UnknownDigest(Refusal):
    """No version of this programme was adopted under this digest."""

    code: ClassVar[str] = "unknown-digest"
    title: ClassVar[str] = "No version of the programme has this digest"


class BudgetGone(Refusal):
    """A budget of a discount that a quote promised has not so much left; facts: budget."""

    code: ClassVar[str] = "budget-gone"
    title: ClassVar[str] = "A budget of a discount of the quote has not enough left"


class UnknownMember(Refusal):
    """No member of this id in this programme."""

    code: ClassVar[str] = "unknown-member"
    title: ClassVar[str] = "There is no such member"


class MemberMerged(Refusal):
    """The member goes on as another one; facts: member, the id of that one, and its programme."""

    code: ClassVar[str] = "member-merged"
    title: ClassVar[str] = "The member goes on under another id"


class ExplanationGone(Refusal):
    """The reasons of what was booked are kept no longer: their time is over, or the member was erased."""

    code: ClassVar[str] = "explanation-gone"
    title: ClassVar[str] = "The reasons of this are no longer kept"


class UnknownMerge(Refusal):
    """No merge of this id into this member."""

    code: ClassVar[str] = "unknown-merge"
    title: ClassVar[str] = "There is no such merge"


class PrepaidLimit(Refusal):
    """More would be on a card than the law of a market allows (PY-02); facts: left, in major units."""

    code: ClassVar[str] = "prepaid-limit"
    title: ClassVar[str] = "So much may not be on a prepaid card"


class PrepaidRefundOver(Refusal):
    """What was paid in beforehand cannot be had back without a reason any more (PY-03)."""

    code: ClassVar[str] = "prepaid-refund-over"
    title: ClassVar[str] = "This prepaid value is not had back"


class PrepaidValueGone(Refusal):
    """Nothing is left of what was paid in beforehand: it was spent, or had back before."""

    code: ClassVar[str] = "prepaid-value-gone"
    title: ClassVar[str] = "Nothing is left of this prepaid value"


class NoStoredValue(Refusal):
    """The programme has no stored value, or has it in another currency."""

    code: ClassVar[str] = "no-stored-value"
    title: ClassVar[str] = "The programme has no stored value in this currency"


class UnknownGiftCard(Refusal):
    """No gift card of the programme has this code."""

    code: ClassVar[str] = "unknown-gift-card"
    title: ClassVar[str] = "There is no such gift card"


class GiftCardDiffers(Refusal):
    """This id was used for a gift card of another amount, or sold otherwise."""

    code: ClassVar[str] = "gift-card-differs"
    title: ClassVar[str] = "This id was used for another gift card"


class NotSold(Refusal):
    """The line of the order does not pay for this gift card."""

    code: ClassVar[str] = "gift-card-not-sold"
    title: ClassVar[str] = "The order does not pay for this gift card"


class UnknownOrder(Refusal):
    """No order of this id."""

    code: ClassVar[str] = "unknown-order"
    title: ClassVar[str] = "There is no such order"


class UnknownQuote(Refusal):
    """No quote of this id."""

    code: ClassVar[str] = "unknown-quote"
    title: ClassVar[str] = "There is no such quote"


class UnknownExplanation(Refusal):
    """No explanation of this id."""

    code: ClassVar[str] = "unknown-explanation"
    title: ClassVar[str] = "There is no such explanation"


class ExplanationErased(Refusal):
    """What was told is erased with the person it was told to; its seal stays.

    Facts: of, its id; programme; at, since when; sha256, the digest that a copy must have; amounts,
    the id of the amounts that stay, None where the books need none.
    """

    code: ClassVar[str] = "explanation-erased"
    title: ClassVar[str] = "The explanation was erased with the person it was told to"


class UnknownRedemption(Refusal):
    """No redemption of this id for this member."""

    code: ClassVar[str] = "unknown-redemption"
    title: ClassVar[str] = "There is no such redemption"


class UnknownWallet(Refusal):
    """The programme has no wallet of this name."""

    code: ClassVar[str] = "unknown-wallet"
    title: ClassVar[str] = "There is no such wallet"


class NoTiers(Refusal):
    """The programme has no tiers, or the member was not there on that day."""

    code: ClassVar[str] = "no-tiers"
    title: ClassVar[str] = "There is no standing to show"


class UnknownTierGrant(Refusal):
    """The member was given no tier under this id."""

    code: ClassVar[str] = "unknown-tier-grant"
    title: ClassVar[str] = "There is no such grant of a tier"


class TierGrantDiffers(Refusal):
    """The id names a tier that was given to the member in another way."""

    code: ClassVar[str] = "tier-grant-differs"
    title: ClassVar[str] = "This id was used for another grant of a tier"


class TierGrantEnded(Refusal):
    """The tier that was given has ended."""

    code: ClassVar[str] = "tier-grant-ended"
    title: ClassVar[str] = "The grant of the tier has ended"


class NotSpendable(Refusal):
    """The points of a status wallet count and are never spent."""

    code: ClassVar[str] = "not-spendable"
    title: ClassVar[str] = "These points cannot be spent"


class NotTransferable(Refusal):
    """Points of this wallet are not given to other members."""

    code: ClassVar[str] = "not-transferable"
    title: ClassVar[str] = "These points cannot be given away"


class TransferLimitReached(Refusal):
    """More than may be given at once, in a day or in a month; facts: needed, available."""

    code: ClassVar[str] = "transfer-limit-reached"
    title: ClassVar[str] = "More than may be given away"


class NotConvertible(Refusal):
    """The programme has no such conversion, or none of it binds on this day."""

    code: ClassVar[str] = "not-convertible"
    title: ClassVar[str] = "These points cannot be converted"


class ConversionLimit(Refusal):
    """Fewer points than may be converted at once, or more than at once, in a day or in a month.

    Facts: needed, available.
    """

    code: ClassVar[str] = "conversion-limit"
    title: ClassVar[str] = "Fewer or more points than may be converted"


class SameMember(Refusal):
    """Both members of a transfer or a merge are the same."""

    code: ClassVar[str] = "same-member"
    title: ClassVar[str] = "The two members are one and the same"


class QuoteExpired(Refusal):
    """The quote's time is over; ask for a new one."""

    code: ClassVar[str] = "quote-expired"
    title: ClassVar[str] = "The quote is no longer valid"


class QuoteDiffers(Refusal):
    """The order is not what was quoted."""

    code: ClassVar[str] = "quote-differs"
    title: ClassVar[str] = "The order differs from its quote"


class QuoteAtItsEnd(Refusal):
    """A quote was extended as far as any is; facts: valid_until, until when it holds."""

    code: ClassVar[str] = "quote-at-its-end"
    title: ClassVar[str] = "The quote cannot be extended further"


class QuoteUsed(Refusal):
    """An order has bought what was quoted, and was not cancelled."""

    code: ClassVar[str] = "quote-used"
    title: ClassVar[str] = "The quote has been bought"


class OrderDiffers(Refusal):
    """The id names an order or return that was booked with other content."""

    code: ClassVar[str] = "order-differs"
    title: ClassVar[str] = "This id was used for other content"


class ClawbackReason(Refusal):
    """Points are taken back for a return, an error, or fraud that was proven, and for nothing else."""

    code: ClassVar[str] = "clawback-reason"
    title: ClassVar[str] = "Points are not taken back for this reason"


class InTheFuture(Refusal):
    """What is booked must have happened."""

    code: ClassVar[str] = "in-the-future"
    title: ClassVar[str] = "The time lies in the future"

    def __init__(self, detail: str = "") -> None:
        """Point at the time: only one that was sent can lie in the future."""
        super().__init__(detail, pointer="/at")


class InThePast(Refusal):
    """What is foreseen lies ahead; ask for the balances of a day that is over."""

    code: ClassVar[str] = "in-the-past"
    title: ClassVar[str] = "The day is over"


class ReturnTooLate(Refusal):
    """The programme's time for returns is over."""

    code: ClassVar[str] = "return-too-late"
    title: ClassVar[str] = "The time for returns is over"


class NotReturnable(Refusal):
    """A line the order does not have, or more of it than is still kept."""

    code: ClassVar[str] = "not-returnable"
    title: ClassVar[str] = "This cannot be returned"


class NotAdjustable(Refusal):
    """A line the order does not have any more, or a price that is no lower than what was charged."""

    code: ClassVar[str] = "not-adjustable"
    title: ClassVar[str] = "This price cannot be adjusted"


class SameOrder(Refusal):
    """An exchange books an order of its own, under another id than the order it exchanges lines of."""

    code: ClassVar[str] = "same-order"
    title: ClassVar[str] = "An exchange needs an order id of its own"


class UndeclaredFact(RequestMisfit):
    """Facts the programme does not keep about members; the misfits name each, and unfit values too."""

    code: ClassVar[str] = "undeclared-fact"
    title: ClassVar[str] = "The programme keeps no such fact"


class EventConflict(RequestMisfit):
    """A usage event that was sent alone cannot be kept beside what is; the misfits name what differs."""

    code: ClassVar[str] = "event-conflict"
    title: ClassVar[str] = "This event conflicts with one that is kept"

    def __init__(self, differs: tuple[str, ...], why: str) -> None:
        """Point at each part that differs; ``why`` is the code of the reason."""
        said = _CONFLICTS.get(why, "it is unlike that of the event that is kept under this id")
        super().__init__(tuple(Misfit(f"/events/0/{name}", why, said) for name in differs))


_CONFLICTS = {CORRECTED_ALREADY: "this event was corrected by another one; supersede that one"}


class VersionsDiffer(Refusal):
    """Two programmes cannot be set beside each other: they are no versions of one."""

    code = "versions-differ"
    title = "These are no two versions of one programme"


class FindingsStand(Refusal):
    """The rule files have findings, so they cannot be adopted; ``findings`` are all of them."""

    code: ClassVar[str] = "findings"
    title: ClassVar[str] = "The rule files have findings"

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep every finding."""
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


class ConstraintsBroken(Refusal):
    """The programme breaks constraints that nobody has waived; ``verdicts`` are all of these."""

    code: ClassVar[str] = "constraints-broken"
    title: ClassVar[str] = "The rule files break their own constraints"

    def __init__(self, verdicts: tuple[Verdict, ...]) -> None:
        """Keep every verdict."""
        super().__init__(_told(verdicts))
        self.verdicts = verdicts


class ConstraintsUndecided(Refusal):
    """Whether constraints hold is not decided, and nobody has waived them; ``verdicts`` are all of these."""

    code: ClassVar[str] = "constraints-undecided"
    title: ClassVar[str] = "It is not decided whether the rule files keep their constraints"

    def __init__(self, verdicts: tuple[Verdict, ...]) -> None:
        """Keep every verdict."""
        super().__init__(_told(verdicts))
        self.verdicts = verdicts


def _told(verdicts: tuple[Verdict, ...]) -> str:
    return "\n".join(f"{verdict.place} {verdict.constraint}: {verdict.because}" for verdict in verdicts)

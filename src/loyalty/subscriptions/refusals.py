"""Refusals of subscriptions: what was asked does not fit what happened so far, or the plan's words."""

from typing import ClassVar

from loyalty.kernel.refusal import Refusal


class UnknownSubscription(Refusal):
    """There is no subscription of this id."""

    code: ClassVar[str] = "unknown-subscription"
    title: ClassVar[str] = "There is no such subscription"


class AlertsUnclear(Refusal):
    """A threshold has no amount, no budget to be a share of, or the name of another."""

    code: ClassVar[str] = "alerts-unclear"
    title: ClassVar[str] = "The alerts are not clear"


class UseUnpriced(Refusal):
    """What is kept of a meter cannot be priced; facts: meter, start and end of the period."""

    code: ClassVar[str] = "use-unpriced"
    title: ClassVar[str] = "What was used has no price in the programme"


class NoPeriodRuns(Refusal):
    """It is in its trial, has ended, or is still to begin."""

    code: ClassVar[str] = "no-period-runs"
    title: ClassVar[str] = "No period of the subscription is running"


class NotForSubscription(Refusal):
    """The plan has no recurring price, so it has no periods."""

    code: ClassVar[str] = "not-for-subscription"
    title: ClassVar[str] = "The plan has no periods"


class UnknownAddOn(Refusal):
    """The plan has no add-on of this name."""

    code: ClassVar[str] = "unknown-add-on"
    title: ClassVar[str] = "The plan has no such add-on"


class SubscriptionEnded(Refusal):
    """It has ended, or is to end before the change would hold."""

    code: ClassVar[str] = "subscription-ended"
    title: ClassVar[str] = "The subscription has ended"


class RecurringConsentMissing(Refusal):
    """Nobody agreed to the terms by which the plan is charged again and again; facts: terms, or the plan."""

    code: ClassVar[str] = "recurring-consent-missing"
    title: ClassVar[str] = "The member did not agree to these terms"


class CoolingOffOver(Refusal):
    """The days are over in which a subscription can be undone, or the market gives none."""

    code: ClassVar[str] = "cooling-off-over"
    title: ClassVar[str] = "The time to undo the subscription is over"


class NothingChanges(Refusal):
    """Everything asked for is as it is already."""

    code: ClassVar[str] = "nothing-changes"
    title: ClassVar[str] = "The subscription is that way already"


class NotPaused(Refusal):
    """Only a pause can be ended by resuming."""

    code: ClassVar[str] = "not-paused"
    title: ClassVar[str] = "The subscription is not paused"


class ChangeTooEarly(Refusal):
    """It would hold before the start, before an earlier change, or further back than the plan allows."""

    code: ClassVar[str] = "change-too-early"
    title: ClassVar[str] = "The change would hold too early"


class WaitsForPeriodEnd(Refusal):
    """The plan says nothing of a share of a period, or that a change of plan waits for the next one."""

    code: ClassVar[str] = "waits-for-period-end"
    title: ClassVar[str] = "The plan changes only at the end of a period"


class SubscriptionDiffers(Refusal):
    """The id names a subscription that was started with other content."""

    code: ClassVar[str] = "subscription-differs"
    title: ClassVar[str] = "This id was used for another subscription"


class UnknownGrant(Refusal):
    """The member has no grant of prepaid credit of this id."""

    code: ClassVar[str] = "unknown-grant"
    title: ClassVar[str] = "There is no such grant"


class UnknownCoupon(Refusal):
    """The programme has no coupon of this id."""

    code: ClassVar[str] = "unknown-coupon"
    title: ClassVar[str] = "The programme has no such coupon"


class CouponGiven(Refusal):
    """The subscription has the coupon already; it counts once."""

    code: ClassVar[str] = "coupon-given"
    title: ClassVar[str] = "The subscription has this coupon already"


class UnknownInvoice(Refusal):
    """There is no invoice or credit note of this id."""

    code: ClassVar[str] = "unknown-invoice"
    title: ClassVar[str] = "There is no such invoice"


class InvoiceVoided(Refusal):
    """It was cancelled before, or is itself what cancels another; that is done once."""

    code: ClassVar[str] = "invoice-voided"
    title: ClassVar[str] = "The invoice was cancelled before"


class GivenBackAlready(Refusal):
    """A later bill gave back a part of the invoice; cancelling it would give that back twice."""

    code: ClassVar[str] = "given-back-already"
    title: ClassVar[str] = "A later bill gave back a part of this one"

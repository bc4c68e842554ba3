"""How refusals are answered, a row for each code; here those about subscriptions, bills and credit."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """How one code is answered: HTTP status, title, and what the caller can do about it."""

    status: int
    title: str
    remedy: str


BILL_ROWS: dict[str, Row] = {
    "unknown-subscription": Row(
        404, "There is no such subscription", "Use the id that starting the subscription gave."
    ),
    "not-for-subscription": Row(
        422, "The plan has no periods", "Choose a plan whose files state a price and how often it is due."
    ),
    "unknown-add-on": Row(
        422, "The plan has no such add-on", "Look at the programme's files for the plan's add-ons."
    ),
    "alerts-unclear": Row(
        422,
        "The alerts are not clear",
        "Give each an id of its own, and an amount or a percentage of `budget`.",
    ),
    "use-unpriced": Row(
        409,
        "What was used has no price in the programme",
        "Correct the events of the meter in this period with `supersedes`, or adopt a version that has one.",
    ),
    "no-period-runs": Row(
        409, "No period of the subscription is running", "Ask while it runs, after its trial."
    ),
    "clawback-reason": Row(
        422,
        "Points are not taken back for this reason",
        "Write `error` or `proven-fraud`, and the `case` of the member about this award (`PUT /v1/cases/…`), "
        "answered where it is fraud; what comes back of an order is booked as its return.",
    ),
    "recurring-consent-missing": Row(
        409,
        "The member did not agree to these terms",
        "Ask for a preview, show its `terms` to the member, and send their `sha256` with the way of the yes.",
    ),
    "cooling-off-over": Row(
        409,
        "The time to undo the subscription is over",
        "Cancel it now or at the end of the period, as the plan says.",
    ),
    "renewal-notice-missing": Row(
        409,
        "The member was not told of the renewal",
        "Run the `renewal-notice` jobs, send the notice, report it delivered; the charge waits till then.",
    ),
    "notice-window-missed": Row(
        409,
        "No notice reached the member in time",
        "Run the jobs that make notices, send it within the window in `reasons`, report it delivered.",
    ),
    "subscription-ended": Row(
        409, "The subscription has ended", "Start another one; what was billed stays as it is."
    ),
    "nothing-changes": Row(
        409, "The subscription is that way already", "Read the subscription; ask for what is to be different."
    ),
    "subscription-differs": Row(
        409, "This id was used for another subscription", "Repeat the start unchanged, or choose another id."
    ),
    "unknown-grant": Row(404, "There is no such grant", "Use the id that granting the credit gave."),
    "purchased-value-expiry": Row(
        422,
        "Value that was bought does not end",
        "Leave its end out; only what was given may have one.",
    ),
    "prepaid-limit": Row(
        422,
        "So much may not be on a prepaid card",
        "Load less; `detail` says what the law allows.",
    ),
    "prepaid-refund-over": Row(
        409, "This prepaid value is not had back", "What is left of it still pays for orders, and never ends."
    ),
    "prepaid-value-gone": Row(
        409,
        "Nothing is left of this prepaid value",
        "Look at what was booked on the account: it was spent, or had back before.",
    ),
    "no-stored-value": Row(
        422,
        "The programme has no stored value in this currency",
        "Look at the programme's files for `stored_value`, and at its currency.",
    ),
    "unknown-digest": Row(
        422,
        "No version of the programme has this digest",
        "Look at the programme's versions, or adopt the files first.",
    ),
    "unknown-gift-card": Row(422, "There is no such gift card", "Read the code again, and the programme."),
    "gift-card-differs": Row(
        409, "This id was used for another gift card", "Repeat it unchanged, or choose another id."
    ),
    "gift-card-not-sold": Row(
        422,
        "The order does not pay for this gift card",
        "Name the line it was sold as; its price is at least the amount, one card for each piece.",
    ),
    "unknown-voucher": Row(
        422, "There is no such voucher", "Look at the programme's files for vouchers of unique codes."
    ),
    "voucher-gone": Row(
        409, "A voucher of the quote does not count any more", "Ask for a new quote; it says why."
    ),
    "budget-gone": Row(
        409, "A budget of a discount of the quote has not enough left", "Ask for a new quote; it says why."
    ),
    "unknown-coupon": Row(
        422, "The programme has no such coupon", "Look at the programme's files for its coupons."
    ),
    "coupon-given": Row(
        409, "The subscription has this coupon already", "Read the subscription; a coupon counts once."
    ),
    "unknown-invoice": Row(404, "There is no such invoice", "Use the id that the bill gave."),
    "invoice-voided": Row(
        409, "The invoice was cancelled before", "Read the invoices: a credit note cancels it already."
    ),
    "given-back-already": Row(
        409, "A later bill gave back a part of this one", "Cancel the later credit note first."
    ),
    "not-paused": Row(409, "The subscription is not paused", "Read the subscription; it runs already."),
    "change-too-early": Row(
        422,
        "The change would hold too early",
        "Ask for a time after the latest change, no further back than the plan allows.",
    ),
    "waits-for-period-end": Row(
        422,
        "The plan changes only at the end of a period",
        "Ask for the change at the end of the period: `at_period_end`.",
    ),
    "event-conflict": Row(
        409,
        "This event conflicts with one that is kept",
        "Repeat an event unchanged; send other use under another id, and a correction with `supersedes`.",
    ),
}

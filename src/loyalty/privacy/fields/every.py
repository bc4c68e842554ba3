"""The whole register, and the tables that hold nothing of a person."""

from collections.abc import Mapping

from loyalty.privacy.fields.of_books import OF_BOOKS
from loyalty.privacy.fields.of_choices import OF_CHOICES
from loyalty.privacy.fields.of_erasures import OF_ERASURES
from loyalty.privacy.fields.of_handovers import OF_HANDOVERS
from loyalty.privacy.fields.of_members import OF_MEMBERS
from loyalty.privacy.fields.of_sales import OF_SALES
from loyalty.privacy.fields.of_seals import OF_SEALS
from loyalty.privacy.fields.of_staff import OF_STAFF
from loyalty.privacy.fields.of_webhooks import OF_WEBHOOKS
from loyalty.privacy.register import Entry

REGISTER: tuple[Entry, ...] = (
    *OF_MEMBERS,
    *OF_CHOICES,
    *OF_HANDOVERS,
    *OF_BOOKS,
    *OF_SALES,
    *OF_SEALS,
    *OF_ERASURES,
    *OF_WEBHOOKS,
    *OF_STAFF,
)

IMPERSONAL: Mapping[str, str] = {
    "access_deed": "what was done to keys, endpoints, secrets; names of staff stand in `deed_label`",
    "access_token": "tokens of systems, a quarter of an hour long",
    "budget_tally": "sums over everybody",
    "discount_tally": "sums over everybody",
    "gift_card": "a card belongs to whoever shows its code",
    "invoice_count": "a number",
    "price_row": "what articles cost; of sales how many a day, never who",
    "programme_binding": "versions of rules",
    "programme_version": "rule files",
    "report_release": "how many of groups of enough and what was told of them, never who",
    "reward_stock": "sums over everybody",
    "seal_day": "roots over everybody",
    "seal_key": "public keys",
    "segment_count": "how many, never who",
    "voucher_tally": "sums over everybody",
    "webhook_secret": "secrets of systems, sealed",
}
"""Tables of which no row is of a person, each with the reason."""
OF_NO_MEMBER = IMPERSONAL.keys() | {entry.table for entry in OF_STAFF}
"""Tables of which no row is of a member."""

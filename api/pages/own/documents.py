"""What a member was told: quotes, receipts, refunds, bills, events, each with its reasons."""

from collections.abc import Mapping
from fractions import Fraction

from flask import Response

from api.current import services
from api.pages.frame import page, reader_language
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, own_member
from loyalty.kernel.money import currency
from loyalty.use_cases.pages.list_own_documents import list_own_documents
from loyalty.wording.amounts import money
from loyalty.wording.catalogue import say_known

own_documents = pages_of("own_documents")
AT_ONCE = 50


@own_documents.show("/pages/me/documents", MEMBERS, "before", way="way.documents")
def documents_page(asked: Mapping[str, str]) -> Response:
    """List what the member was told, the newest first."""
    found = list_own_documents(services(), own_member(), asked["before"] or None, AT_ONCE)
    language = reader_language()
    rows = [
        {
            "id": each.explanation_id,
            "kind": say_known("kind", each.kind, language),
            "at": each.told_at,
            "number": each.reference,
            "amount": money(Fraction(each.amount), each.currency, currency(each.currency).exponent, language),
        }
        for each in found.found
    ]
    more = found.found[-1].explanation_id if found.more else ""
    return page("own/documents.html", "own.documents", rows=rows, more=more)

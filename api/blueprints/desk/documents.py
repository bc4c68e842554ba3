"""Documents found again by what is known of them."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right
from api.blueprints.adoption.asking import reached
from api.blueprints.common import reached_member
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.desk.documents import DocumentsAsk, DocumentsOut
from loyalty.access.scopes import Scope
from loyalty.desk.filed import Filed, Wanted
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.desk.search_documents import search_documents

desk = Resource("desk", "The reviewer's desk: find, follow a number to its rule line, sign off, take along.")
AUDIT = Right(Scope.EXPLANATIONS_AUDIT)
ASKED = ("rule", "kind", "since", "until", "least", "most", "before")


@desk.route("GET", "/v1/programmes/<name>/documents", AUDIT, Exchange(DocumentsOut, asks=DocumentsAsk))
def documents(query: Mapping[str, Any], name: str) -> dict[str, object]:
    """Find what was told: quotes, receipts, refunds, bills and events, those told last first.

    Whoever looks for a member's documents looks at that member, also where nothing is found.
    """
    programme = reached(name)
    member = reached_member(query["member"]) if "member" in query else None
    asked: dict[str, Any] = {name: query[name] for name in ASKED if name in query}
    wanted = Wanted(programme, member_id=member, **asked)
    page = search_documents(services(), wanted, query.get("number"), query["limit"])
    more = page.found[-1].explanation_id if page.more else None
    return {"documents": [_shown(each) for each in page.found], "next": more}


def _shown(found: Filed) -> dict[str, object]:
    return {
        "explanation": found.explanation_id,
        "kind": found.kind,
        "at": found.told_at,
        "member": found.member_id,
        "number": found.reference or None,
        "amount": Money(found.amount, currency(found.currency)) if found.currency else None,
        "points": None if found.currency else found.amount,
        "rules": found.rules,
        "digest": found.digest,
    }

"""The audit of access: what people and keys did that changes who may do what."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.access.audit import DeedsAsk, DeedsOut
from loyalty.access.scopes import Scope
from loyalty.deeds.deed import DeedsAsked, What
from loyalty.use_cases.deeds.list_deeds import deed_data, list_deeds

access_audit = Resource("audit", "Who did what to keys, sign-ins, endpoints, secrets and exports.")


@access_audit.route("GET", "/v1/audit", Right(Scope.AUDIT_READ), Exchange(DeedsOut, asks=DeedsAsk))
def deeds(query: Mapping[str, Any]) -> dict[str, object]:
    """List who did what, when, on what, in the order in which it was done.

    A key of one programme is told of that programme only.
    """
    what = What(query["what"]) if "what" in query else None
    asked = DeedsAsked(query.get("by"), what, query.get("day"), caller().programme, query["after"])
    found = list_deeds(services(), asked, query["limit"])
    more = found[-1].number if len(found) == query["limit"] else None
    return {"deeds": [{**deed_data(each), "at": each.deed.at} for each in found], "next": more}

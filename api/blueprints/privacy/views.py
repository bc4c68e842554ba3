"""Who of the staff looked at a member."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.common import PageAsk
from api.schemas.privacy.views import ViewsOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.privacy.list_views import list_views

views = Resource("views", "Who of the staff looked at a member, and why.")


@views.route(
    "GET", "/v1/members/<member_id>/views", Right(Scope.PRIVACY_READ), Exchange(ViewsOut, asks=PageAsk)
)
def looked_at(query: Mapping[str, Any], member_id: str) -> Mapping[str, object]:
    """List the looks that staff took at a member, each with role and reason, the newest first."""
    member = member_from_path(member_id)
    found = list_views(services(), member, query.get("cursor"), query["limit"] + 1)
    shown = [
        {
            "id": each.view_id,
            "at": each.at,
            "role": each.role,
            "viewer": each.viewer,
            "what": each.what,
            "reason": each.reason,
        }
        for each in found[: query["limit"]]
    ]
    more = len(found) > query["limit"]
    return {"member": member, "views": shown, "next": shown[-1]["id"] if more else None}

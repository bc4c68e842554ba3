"""Prepaid credit: granted, shown, ended."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right
from api.blueprints.common import CREATED, OK, Answer, reached_member, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.faults import REQUIRED
from api.reading.forms import Wrong
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.billing.credit import (
    GRANT_EXAMPLE,
    GRANT_ID,
    MEMBER_EXAMPLE,
    CreditAsk,
    CreditOut,
    GrantIn,
    GrantOut,
    GrantVoidIn,
    grant_shown,
)
from loyalty.access.scopes import Scope
from loyalty.kernel.money import Money
from loyalty.subscriptions.credit import TopUp
from loyalty.subscriptions.refusals import UnknownGrant
from loyalty.use_cases.billing.grant_credit import GrantCredit, grant_credit
from loyalty.use_cases.billing.show_credit import show_credit
from loyalty.use_cases.billing.void_credit import void_credit
from loyalty.use_cases.once import Once

credit = Resource("credit", "Money that is there before it is owed; it pays bills after tax.")
READ = Right(Scope.CREDIT_READ)
WRITE = Right(Scope.CREDIT_WRITE, books=True)
GRANT = Exchange(GrantOut, takes=GrantIn, status=CREATED, request_example=GRANT_EXAMPLE)
END = Exchange(GrantOut, takes=GrantVoidIn, request_example=MEMBER_EXAMPLE)


@credit.route("POST", "/v1/members/<member_id>/credit", WRITE, GRANT)
def give_credit(once: Once, body: dict[str, Any], member_id: str) -> Answer:
    """Give a member credit.

    Bills use it by priority, then what ends first, then what was given before what was bought,
    then the oldest.
    """
    command = GrantCredit(
        member_from_path(member_id),
        body["amount"],
        purchased=body["purchased"],
        priority=body["priority"],
        ends_at=body.get("ends_at"),
        plans=tuple(body.get("plans", ())),
        charges=tuple(body.get("charges", ())),
    )
    told = grant_credit(services(), command, once)
    return grant_shown(told.data), CREATED, replayed(told.replayed)


@credit.route("GET", "/v1/members/<member_id>/credit", READ, Exchange(CreditOut, asks=CreditAsk))
def credit_left(query: Mapping[str, Any], member_id: str) -> dict[str, object]:
    """Show what credit a member has, and what would have to be bought to have enough."""
    member = member_from_path(member_id)
    missing = [f"?{name}" for name in ("top_up_below", "top_up_by") if name not in query]
    if len(missing) == 1:
        raise RequestInvalid([REQUIRED.at(missing[0])])
    top_up = None if missing else TopUp(query["top_up_below"], query["top_up_by"])
    found = show_credit(services(), member, top_up)
    return {
        "member": member,
        "left": Money(found.left, found.currency),
        "top_up": Money(found.top_up, found.currency) if top_up else None,
        "grants": [grant_shown(grant) for grant in found.grants],
    }


@credit.route("POST", "/v1/credit/<grant_id>/void", WRITE, END)
def end_credit(once: Once, body: dict[str, Any], grant_id: str) -> Answer:
    """End a grant; what is left of it is lost, or yours to pay back where it was bought."""
    try:
        grant = str(GRANT_ID.read(grant_id))
    except Wrong:
        raise UnknownGrant from None
    told = void_credit(services(), reached_member(body["member"]), grant, once)
    return grant_shown(told.data), OK, replayed(told.replayed)

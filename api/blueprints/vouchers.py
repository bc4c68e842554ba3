"""Vouchers: codes issued and looked at; quotes and orders take them."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, Answer, chosen_programme, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.common import OfProgramme
from api.schemas.vouchers import (
    CHECK_EXAMPLE,
    ISSUE_EXAMPLE,
    REFUND_EXAMPLE,
    VALUE_EXAMPLE,
    StoredValueIn,
    StoredValueOut,
    StoredValueRefundIn,
    StoredValueRefundOut,
    StoredValueShownOut,
    VoucherAskIn,
    VoucherAskOut,
    VoucherIssueIn,
    VoucherIssueOut,
    VouchersOut,
)
from loyalty.access.scopes import Scope
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.issue_vouchers import IssueVouchers, issue_vouchers
from loyalty.use_cases.list_vouchers import list_vouchers
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.once import Once
from loyalty.use_cases.refund_value import RefundValue, refund_value
from loyalty.use_cases.show_stored_value import show_stored_value

vouchers = Resource("vouchers", "Codes that members show, counted so that no use is given twice.")
REFUND = Exchange(
    StoredValueRefundOut, takes=StoredValueRefundIn, status=CREATED, request_example=REFUND_EXAMPLE
)
LOAD = Exchange(StoredValueOut, takes=StoredValueIn, status=CREATED, request_example=VALUE_EXAMPLE)
ISSUE = Exchange(
    VoucherIssueOut, takes=VoucherIssueIn, status=CREATED, request_example=ISSUE_EXAMPLE, own_id=True
)
CHECK = Exchange(VoucherAskOut, takes=VoucherAskIn, request_example=CHECK_EXAMPLE)


@vouchers.route("PUT", "/v1/vouchers/<voucher_id>/codes", Right(Scope.VOUCHERS_WRITE, books=True), ISSUE)
def issue_codes(body: dict[str, Any], voucher_id: str) -> dict[str, object]:
    """Issue unique codes of a voucher.

    The batch is yours to name: the same batch again gives the same codes. They are kept as keyed
    hashes only.
    """
    caller().reach(body["programme"])
    command = IssueVouchers(body["programme"], voucher_id, body["batch"], body["count"], body.get("member"))
    return {"voucher": voucher_id, "batch": body["batch"], "codes": list(issue_vouchers(services(), command))}


@vouchers.route("POST", "/v1/vouchers/check", Right(Scope.VOUCHERS_READ), CHECK)
def check_code(body: dict[str, Any]) -> dict[str, object]:
    """Say whether a code would count now, and if not, why. Nothing is promised."""
    caller().reach(body["programme"])
    shown = check_voucher(services(), CheckVoucher(body["programme"], body["code"], body.get("member")))
    reason = shown.reason.value if shown.reason is not None else None
    return {"voucher": shown.voucher, "counts": reason is None, "reason": reason}


@vouchers.route("GET", "/v1/vouchers", Right(Scope.VOUCHERS_READ), Exchange(VouchersOut, asks=OfProgramme))
def listed_vouchers(query: Mapping[str, str]) -> dict[str, object]:
    """List the vouchers of a programme with how often each counted; codes are not shown."""
    found = list_vouchers(services(), chosen_programme(query))
    rows = [
        {
            "voucher": each.shape.id,
            "name": each.shape.name,
            "codes": each.shape.codes,
            "issued": each.issued,
            "used": each.used,
            "in_all": each.shape.in_all,
            "ended": each.ended,
        }
        for each in found
    ]
    return {"vouchers": rows}


@vouchers.route(
    "GET", "/v1/members/<member_id>/stored-value", Right(Scope.CREDIT_READ), Exchange(StoredValueShownOut)
)
def shown_stored_value(member_id: str) -> dict[str, object]:
    """Say what a member has paid in and not yet paid with."""
    member = member_from_path(member_id)
    return {"member": member, "available": show_stored_value(services(), member)}


@vouchers.route("POST", "/v1/members/<member_id>/stored-value", Right(Scope.CREDIT_WRITE, books=True), LOAD)
def load_stored_value(once: Once, body: dict[str, Any], member_id: str) -> Answer:
    """Book money that a member has paid in beforehand, with a gift card for example.

    It pays orders after points, never ends, and is never mixed with points.
    """
    command = LoadValue(member_from_path(member_id), body["amount"], caller().label)
    told = load_value(services(), command, once)
    of = currency(told.data["currency"])
    amounts = {name: Money(told.data[name], of) for name in ("loaded", "available")}
    return {"member": told.data["member"], **amounts}, CREATED, replayed(told.replayed)


@vouchers.route(
    "POST", "/v1/members/<member_id>/stored-value/refunds", Right(Scope.CREDIT_WRITE, books=True), REFUND
)
def refund_stored_value(once: Once, body: dict[str, Any], member_id: str) -> Answer:
    """Give back what is left of money that was paid in, without a reason, while the law lets it be had back.

    In China that is seven days. The money itself is paid back by you.
    """
    command = RefundValue(member_from_path(member_id), body["load_key"], caller().label)
    told = refund_value(services(), command, once)
    of = currency(told.data["currency"])
    amounts = {name: Money(told.data[name], of) for name in ("refunded", "available")}
    return {"member": told.data["member"], **amounts}, CREATED, replayed(told.replayed)

"""Vouchers: codes issued and looked at; quotes and orders take them."""

from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.vouchers import (
    CHECK_EXAMPLE,
    ISSUE_EXAMPLE,
    VoucherAskIn,
    VoucherAskOut,
    VoucherIssueIn,
    VoucherIssueOut,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.issue_vouchers import IssueVouchers, issue_vouchers

vouchers = Resource("vouchers", "Codes that members show, counted so that no use is given twice.")
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

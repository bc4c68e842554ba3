"""What the API does, the command line does as well."""

from typing import Any

import click
from flask import Flask

from api.app import RESOURCES
from api.openapi import document
from loyalty.cli.main import main

COMMANDS = {
    "POST /v1/usage/events": "usage",
    "POST /v1/estimates": "estimate",
    "POST /v1/plans/compare": "compare-use",
    "POST /v1/quotes": "quote",
    "GET /v1/quotes/{quote_id}": "explain",
    "GET /v1/plans": "plans",
    "GET /v1/plans/{plan}": "plans",
    "GET /v1/subscriptions": "subscription list",
    "PUT /v1/subscriptions/{subscription_id}": "subscription start",
    "GET /v1/subscriptions/{subscription_id}": "subscription show",
    "POST /v1/subscriptions/{subscription_id}/changes": "subscription change",
    "POST /v1/subscriptions/{subscription_id}/pause": "subscription pause",
    "POST /v1/subscriptions/{subscription_id}/resume": "subscription resume",
    "POST /v1/subscriptions/{subscription_id}/cancel": "subscription cancel",
    "POST /v1/subscriptions/{subscription_id}/coupons": "subscription redeem",
    "POST /v1/subscriptions/{subscription_id}/bill": "subscription bill",
    "GET /v1/subscriptions/{subscription_id}/entitlements/{meter}": "subscription left",
    "GET /v1/subscriptions/{subscription_id}/alerts": "subscription alerts",
    "PUT /v1/subscriptions/{subscription_id}/alerts": "subscription set-alerts",
    "POST /v1/alerts/check": "alerts",
    "POST /v1/invoices/preview": "subscription preview",
    "GET /v1/invoices": "subscription show",
    "GET /v1/invoices/{invoice_id}": "invoice",
    "POST /v1/invoices/{invoice_id}/void": "void-invoice",
    "POST /v1/members/{member_id}/credit": "credit grant",
    "GET /v1/members/{member_id}/credit": "credit list",
    "POST /v1/credit/{grant_id}/void": "credit void",
    "GET /v1/members/{member_id}/value": "value",
    "GET /v1/programmes": "programme list",
    "GET /v1/programmes/{name}": "programme list",
    "GET /v1/programmes/{name}/source": "programme source",
    "GET /v1/programmes/{name}/comparison": "compare",
    "POST /v1/programmes": "adopt",
    "POST /v1/programmes/{name}/backtests": "backtest",
    "POST /v1/programmes/{name}/plans": "plan",
    "GET /v1/programmes/{name}/plans": "programme plans",
    "GET /v1/programmes/{name}/plans/{plan_id}": "programme plans",
    "POST /v1/programmes/{name}/plans/{plan_id}/approval": "approve",
    "POST /v1/programmes/{name}/plans/{plan_id}/rejection": "reject",
    "POST /v1/programmes/{name}/plans/{plan_id}/adoption": "adopt",
    "POST /v1/programmes/{name}/rollback": "programme roll-back",
    "POST /v1/programmes/{name}/freeze": "freeze",
    "POST /v1/programmes/{name}/thaw": "thaw",
    "GET /v1/programmes/{name}/audit": "audit",
    "POST /v1/programmes/{name}/prices": "prices import",
    "GET /v1/programmes/{name}/prices": "prices list",
    "GET /v1/programmes/{name}/price-chain": "prices verify",
    "GET /v1/programmes/{name}/reference-price": "prices reference",
    "POST /v1/programmes/{name}/reductions/check": "prices check",
    "GET /v1/register": "register",
    "GET /v1/processing-record": "register",
    "POST /v1/breaches/{breach_id}/steps": "breach step",
    "GET /v1/breaches": "breach list",
    "GET /v1/breaches/{breach_id}": "breach show",
    "GET /v1/breaches/{breach_id}/text": "breach text",
    "PUT /v1/members/{member_id}/contact": "contact set",
    "GET /v1/members/{member_id}/contact": "contact show",
    "DELETE /v1/members/{member_id}/contact": "contact forget",
    "GET /v1/retention": "retention",
    "GET /v1/seal-keys": "seal keys",
    "GET /v1/programmes/{name}/seal-days": "seal days",
    "GET /v1/programmes/{name}/seal-growth": "seal growth",
    "GET /v1/programmes/{name}/documents": "desk search",
    "GET /v1/explanations/{explanation_id}/numbers": "desk trace",
    "GET /v1/explanations/{explanation_id}/trace": "desk trace",
    "POST /v1/explanations/{explanation_id}/sign-offs": "desk sign-off",
    "POST /v1/programmes/{name}/comparison/sign-offs": "desk sign-off-comparison",
    "GET /v1/programmes/{name}/sign-offs": "desk sign-offs",
    "GET /v1/programmes/{name}/comparison/decisions": "desk decisions",
    "POST /v1/programmes/{name}/bundles": "desk bundle",
    "GET /v1/explanations/{explanation_id}/sealed": "explain",
    "GET /v1/members/{member_id}/views": "privacy views",
    "POST /v1/members/{member_id}/page-links": "privacy page-link",
    "GET /v1/members/{member_id}/export": "export member",
    "POST /v1/members/{member_id}/erasure": "member erase",
    "POST /v1/members/{member_id}/erasure/close": "member erase",
    "POST /v1/members/{member_id}/erasure/erase": "member erase",
    "GET /v1/members/{member_id}/erasure": "member erasure",
    "POST /v1/members/{member_id}/legal-holds": "member legal-hold",
    "POST /v1/members/{member_id}/legal-holds/end": "member legal-hold",
    "GET /v1/programmes/{name}/collection-notice": "privacy notice",
    "POST /v1/members/{member_id}/consents": "consent record",
    "GET /v1/members/{member_id}/consents": "consent list",
    "POST /v1/members/{member_id}/consents/withdraw": "consent withdraw",
    "PUT /v1/members/{member_id}/choices": "privacy choose",
    "GET /v1/members/{member_id}/choices": "privacy choices",
    "PUT /v1/members/{member_id}/age": "privacy age",
    "POST /v1/members": "member enrol",
    "GET /v1/members/{member_id}": "member show",
    "PUT /v1/members/{member_id}/facts": "member set",
    "GET /v1/members/{member_id}/standing": "standing",
    "GET /v1/members/{member_id}/progress": "progress",
    "GET /v1/members/{member_id}/balances": "balances",
    "GET /v1/members/{member_id}/ledger": "statement",
    "GET /v1/members/{member_id}/forecast": "forecast",
    "GET /v1/members/{member_id}/statement": "statement",
    "POST /v1/households": "household begin",
    "GET /v1/households/{household_id}": "household show",
    "POST /v1/households/{household_id}/join": "household join",
    "POST /v1/households/{household_id}/leave": "household leave",
    "POST /v1/members/find": "identity find",
    "POST /v1/members/{member_id}/identities": "identity link",
    "GET /v1/members/{member_id}/identities": "identity list",
    "POST /v1/members/{member_id}/identities/unlink": "identity unlink",
    "PUT /v1/members/{member_id}/referral-code": "referral code",
    "POST /v1/referrals": "referral record",
    "GET /v1/members/{member_id}/referrals": "referral list",
    "POST /v1/claims": "claim",
    "POST /v1/members/{member_id}/merges": "member merge",
    "POST /v1/members/{member_id}/merges/undo": "member unmerge",
    "POST /v1/members/{member_id}/tier-grants": "tier grant",
    "GET /v1/members/{member_id}/tier-grants": "tier grants",
    "POST /v1/members/{member_id}/tier-grants/{tier_grant_id}/end": "tier end",
    "POST /v1/segments/count": "segments count",
    "GET /v1/segments": "segments list",
    "PUT /v1/orders/{order_id}": "order record",
    "GET /v1/orders/{order_id}": "order show",
    "POST /v1/orders/{order_id}/returns": "order return",
    "POST /v1/orders/{order_id}/cancellation": "order cancel",
    "POST /v1/orders/{order_id}/adjustments": "order adjust",
    "POST /v1/orders/{order_id}/exchanges": "order exchange",
    "POST /v1/holds": "hold place",
    "POST /v1/holds/{hold_id}/capture": "hold capture",
    "POST /v1/holds/{hold_id}/void": "hold void",
    "POST /v1/redemptions": "redeem",
    "POST /v1/redemptions/{redemption_id}/rollback": "roll-back",
    "GET /v1/rewards": "rewards",
    "POST /v1/events": "event",
    "POST /v1/transfers": "give",
    "POST /v1/conversions": "convert",
    "GET /v1/explanations/{explanation_id}": "explain",
    "GET /v1/members/{member_id}/ledger/{seq}/explanation": "explain",
    "GET /v1/holds/{hold_id}": "balances",
    "POST /v1/orders/sync": "till sync",
    "PUT /v1/vouchers/{voucher_id}/codes": "voucher issue",
    "POST /v1/vouchers/check": "voucher check",
    "GET /v1/vouchers": "voucher list",
    "GET /v1/members/{member_id}/stored-value": "stored-value show",
    "POST /v1/members/{member_id}/stored-value": "stored-value load",
    "PUT /v1/gift-cards/{gift_card_id}": "gift-card issue",
    "POST /v1/gift-cards/show": "gift-card show",
    "POST /v1/gift-cards/load": "gift-card load",
    "GET /v1/jobs": "jobs list",
    "POST /v1/jobs/runs": "jobs run",
    "GET /v1/notices": "notices list",
    "POST /v1/notices/delivered": "notices delivered",
}
"""Each route, and the command that does the same."""


def test_every_route_has_a_command() -> None:
    """The routes of the contract are the routes that have a command here."""
    contract: Any = document(Flask(__name__), RESOURCES)
    routes = {
        f"{method.upper()} {path}"
        for path, methods in contract["paths"].items()
        for method in methods
        if method in {"get", "put", "post", "delete", "patch"}
    }

    assert COMMANDS.keys() == routes


def test_every_command_of_a_route_is_there() -> None:
    """Each is found under its words, and has a help."""
    for words in COMMANDS.values():
        command: click.Command = main
        for word in words.split():
            assert isinstance(command, click.Group)
            command = command.commands[word]
        assert command.help

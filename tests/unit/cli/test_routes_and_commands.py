"""What the API does about subscriptions, bills, credit and plans, the command line does as well."""

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

PRICED = {
    "usage",
    "quotes",
    "plans",
    "subscriptions",
    "invoices",
    "credit",
    "answers",
    "jobs",
    "notices",
    "tills",
    "vouchers",
    "gift cards",
}
"""The groups of routes about prices and bills; each of their routes has a command."""


def test_every_route_about_prices_and_bills_has_a_command() -> None:
    """The routes of these groups in the contract are the routes that have a command here."""
    contract: Any = document(Flask(__name__), RESOURCES)
    routes = {
        f"{method.upper()} {path}"
        for path, methods in contract["paths"].items()
        for method, said in methods.items()
        if method in {"get", "put", "post", "delete", "patch"} and PRICED & set(said["tags"])
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

"""The closed list of what a key may be allowed to do.

A scope is ``<resource>:<read|write>``, `rules:approve`, and the two wider views of explanations:
`explanations:read` alone shows what a customer may see. Write does not include read: a till
that books sales needs no right to look at what members did before. A quote is the asker's own, so
asking for one includes looking at it again. Whoever approves plans of adoption has another key
than whoever makes them: a key with both rights still approves nothing it planned.
"""

from collections.abc import Iterable
from enum import StrEnum

from loyalty.access.refusals import ScopeUnknown


class Scope(StrEnum):
    """One right; every route of the web application asks for exactly one."""

    MEMBERS_READ = "members:read"
    MEMBERS_WRITE = "members:write"
    QUOTES_WRITE = "quotes:write"
    ORDERS_READ = "orders:read"
    ORDERS_WRITE = "orders:write"
    POINTS_READ = "points:read"
    POINTS_WRITE = "points:write"
    USAGE_WRITE = "usage:write"
    SUBSCRIPTIONS_READ = "subscriptions:read"
    SUBSCRIPTIONS_WRITE = "subscriptions:write"
    INVOICES_READ = "invoices:read"
    INVOICES_WRITE = "invoices:write"
    CREDIT_READ = "credit:read"
    CREDIT_WRITE = "credit:write"
    VOUCHERS_READ = "vouchers:read"
    VOUCHERS_WRITE = "vouchers:write"
    PROGRAMMES_READ = "programmes:read"
    RULES_WRITE = "rules:write"
    RULES_APPROVE = "rules:approve"
    JOBS_READ = "jobs:read"
    JOBS_WRITE = "jobs:write"
    NOTICES_READ = "notices:read"
    NOTICES_WRITE = "notices:write"
    WEBHOOKS_READ = "webhooks:read"
    WEBHOOKS_WRITE = "webhooks:write"
    EXPLANATIONS_READ = "explanations:read"
    EXPLANATIONS_AGENT = "explanations:agent"
    EXPLANATIONS_AUDIT = "explanations:audit"
    CASES_READ = "cases:read"
    CASES_WRITE = "cases:write"
    PRIVACY_READ = "privacy:read"
    PRIVACY_WRITE = "privacy:write"
    COUNTERS_READ = "counters:read"


def scopes_from(words: Iterable[str]) -> frozenset[Scope]:
    """Give the scopes that ``words`` name; refuses a word outside the list (`ScopeUnknown`)."""
    found = set()
    for word in words:
        try:
            found.add(Scope(word))
        except ValueError as fault:
            message = f"`{word}` is not a scope; choose from {', '.join(Scope)}"
            raise ScopeUnknown(message, scope=word) from fault
    return frozenset(found)

"""The closed list of what a key may be allowed to do.

A scope is ``<resource>:<read|write>``, `rules:approve`, and the two wider views of explanations:
`explanations:read` alone shows what a customer may see. Write does not include read: a till
that books sales needs no right to look at what members did before. A quote is the asker's own, so
asking for one includes looking at it again. Whoever approves plans of adoption has another key
than whoever makes them: a key with both rights still approves nothing it planned.
"""

from collections.abc import Iterable, Mapping
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
    AUDIT_READ = "audit:read"


SAYS: Mapping[Scope, str] = {
    Scope.MEMBERS_READ: "look at members, households and who they are known as",
    Scope.MEMBERS_WRITE: "enrol, change, join and merge members",
    Scope.QUOTES_WRITE: "ask what a basket costs, and why",
    Scope.ORDERS_READ: "look at orders",
    Scope.ORDERS_WRITE: "book orders, returns and what else is sold",
    Scope.POINTS_READ: "look at points, rewards and what they are worth",
    Scope.POINTS_WRITE: "hold, spend, give and take back points",
    Scope.USAGE_WRITE: "report use of plans, and ask what it costs",
    Scope.SUBSCRIPTIONS_READ: "look at subscriptions",
    Scope.SUBSCRIPTIONS_WRITE: "start, change and end subscriptions",
    Scope.INVOICES_READ: "look at invoices",
    Scope.INVOICES_WRITE: "bill, and void invoices",
    Scope.CREDIT_READ: "look at prepaid credit",
    Scope.CREDIT_WRITE: "give and void prepaid credit",
    Scope.VOUCHERS_READ: "look at vouchers",
    Scope.VOUCHERS_WRITE: "issue codes of vouchers",
    Scope.PROGRAMMES_READ: "look at rules, their versions and prices",
    Scope.RULES_WRITE: "plan other rules, adopt what was approved",
    Scope.RULES_APPROVE: "approve or reject plans that another key made",
    Scope.JOBS_READ: "look at what waits for a worker",
    Scope.JOBS_WRITE: "run what is due",
    Scope.NOTICES_READ: "look at what members are to be told",
    Scope.NOTICES_WRITE: "report what became of notices",
    Scope.WEBHOOKS_READ: "look at endpoints of webhooks and what was sent",
    Scope.WEBHOOKS_WRITE: "set endpoints of webhooks and their secrets",
    Scope.EXPLANATIONS_READ: "look at reasons as members see them",
    Scope.EXPLANATIONS_AGENT: "look at reasons as agents see them",
    Scope.EXPLANATIONS_AUDIT: "look at every step, search documents, sign off",
    Scope.CASES_READ: "look at cases of members",
    Scope.CASES_WRITE: "open cases, take their steps and settle them",
    Scope.PRIVACY_READ: "look at consents, choices and who looked",
    Scope.PRIVACY_WRITE: "keep consents and choices, export and erase members",
    Scope.COUNTERS_READ: "read the counters",
    Scope.AUDIT_READ: "look at who did what to keys, sign-ins, endpoints and exports",
}
"""What each lets a key do, in a few words."""


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

"""What people may do, by what they are: each role is a named set of scopes; a key gets all or some of it.

Nobody both writes rules and approves them: no role of a person has the two rights. A system is no
person; what its key may do is named scope by scope.
"""

from collections.abc import Mapping

from loyalty.access.key import Role
from loyalty.access.refusals import RoleExceeded
from loyalty.access.scopes import Scope

_VIEWS = frozenset({Scope.EXPLANATIONS_READ, Scope.EXPLANATIONS_AGENT, Scope.EXPLANATIONS_AUDIT})
_LOOKS = frozenset(scope for scope in Scope if scope.endswith(":read"))
OF_ROLE: Mapping[Role, frozenset[Scope]] = {
    Role.MARKETER: frozenset(
        {Scope.PROGRAMMES_READ, Scope.RULES_WRITE, Scope.VOUCHERS_READ, Scope.VOUCHERS_WRITE}
    ),
    Role.APPROVER: frozenset({Scope.PROGRAMMES_READ, Scope.RULES_APPROVE}),
    Role.REVIEWER: frozenset({Scope.PROGRAMMES_READ, Scope.AUDIT_READ, *_VIEWS}),
    Role.AGENT: frozenset(
        {
            Scope.MEMBERS_READ,
            Scope.POINTS_READ,
            Scope.ORDERS_READ,
            Scope.SUBSCRIPTIONS_READ,
            Scope.INVOICES_READ,
            Scope.CREDIT_READ,
            Scope.VOUCHERS_READ,
            Scope.NOTICES_READ,
            Scope.PRIVACY_READ,
            Scope.EXPLANATIONS_READ,
            Scope.EXPLANATIONS_AGENT,
            Scope.CASES_READ,
            Scope.CASES_WRITE,
        }
    ),
    Role.AUDITOR: _LOOKS | _VIEWS,
    Role.OPERATOR: frozenset(
        {
            Scope.PROGRAMMES_READ,
            Scope.JOBS_READ,
            Scope.JOBS_WRITE,
            Scope.NOTICES_READ,
            Scope.WEBHOOKS_READ,
            Scope.WEBHOOKS_WRITE,
            Scope.COUNTERS_READ,
            Scope.AUDIT_READ,
        }
    ),
}
"""The scopes of each role of people."""


def scopes_of(role: Role, named: frozenset[Scope]) -> frozenset[Scope]:
    """Give what a key of ``role`` may do: what is named, or without a name all that a role of people may.

    Raises RoleExceeded for a scope that the role does not have.
    """
    if role is Role.SYSTEM:
        return named
    of_role = OF_ROLE[role]
    for scope in sorted(named - of_role):
        message = f"`{scope}` is no right of the role `{role}`; its rights are {', '.join(sorted(of_role))}"
        raise RoleExceeded(message, scope=str(scope))
    return named or of_role

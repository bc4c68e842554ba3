"""Plans: what there is to subscribe to."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right
from api.blueprints.common import chosen_programme
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.billing.plans import PlanOut, PlansAsk, PlansOut
from loyalty.access.scopes import Scope
from loyalty.decision.refusals import UnknownPlan
from loyalty.use_cases.subscriptions.list_plans import Plan, Plans, list_plans

plans = Resource("plans", "Plans as an offer, with all that the first period costs.")
READ = Right(Scope.PROGRAMMES_READ)


@plans.route("GET", "/v1/plans", READ, Exchange(PlansOut, asks=PlansAsk))
def plan_list(query: Mapping[str, Any]) -> dict[str, object]:
    """List the plans of a programme."""
    found = _asked(query)
    return {
        "programme": found.programme.name,
        "rules_version": found.programme.digest,
        "at": found.at,
        "plans": found.plans,
    }


@plans.route("GET", "/v1/plans/<plan>", READ, Exchange(PlanOut, asks=PlansAsk))
def plan(query: Mapping[str, Any], plan: str) -> Plan:
    """Show a plan."""
    found = next((one for one in _asked(query).plans if one.id == plan), None)
    if found is None:
        raise UnknownPlan
    return found


def _asked(query: Mapping[str, Any]) -> Plans:
    return list_plans(services(), chosen_programme(query), query.get("at"))

"""What is asked around a subscription's bill: what is left, whether it is getting dear."""

from collections.abc import Mapping

from api.auth import Right, caller
from api.blueprints.common import chosen_programme, path_value
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.answers.entitlements import EntitlementOut, entitled
from api.schemas.billing.invoices import SUBSCRIPTION
from api.schemas.common import OfProgramme
from api.schemas.usage import METER
from loyalty.access.scopes import Scope
from loyalty.use_cases.answers.show_entitlement import show_entitlement
from loyalty.use_cases.billing.booking import SubscriptionKey

answers = Resource("answers", "What is left of a plan, and whether it is getting dear.")
READ = Right(Scope.SUBSCRIPTIONS_READ)


@answers.route(
    "GET",
    "/v1/subscriptions/<subscription_id>/entitlements/<meter>",
    READ,
    Exchange(EntitlementOut, asks=OfProgramme),
)
def entitlement(query: Mapping[str, str], subscription_id: str, meter: str) -> dict[str, object]:
    """Show how much of a meter is left in the running period, and what becomes of the next unit."""
    key = _key(query, subscription_id)
    named = path_value(METER, meter, "meter")
    return entitled(key.subscription, named, show_entitlement(services(), key, named))


def _key(query: Mapping[str, str], subscription_id: str) -> SubscriptionKey:
    programme = chosen_programme(query)
    caller().reach(programme)
    return SubscriptionKey(programme, path_value(SUBSCRIPTION, subscription_id, "subscription_id"))

"""The register of personal fields."""

from api.auth import Right
from api.resource import Exchange, Resource
from api.schemas.privacy.register import RegisterOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.privacy.show_register import show_register

register = Resource("register", "What is kept of members, and why.")


@register.route("GET", "/v1/register", Right(Scope.PROGRAMMES_READ), Exchange(RegisterOut))
def registered() -> dict[str, object]:
    """List every column in which something of a person is kept: for what, on which ground, how long."""
    return {"tables": show_register()}

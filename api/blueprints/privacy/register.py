"""The register of personal fields."""

from collections.abc import Mapping
from dataclasses import asdict

from api.auth import Right, caller, of_the_house
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.privacy.register import RecordAsk, RecordOut, RegisterOut, RetentionOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.erasing.show_retention import show_retention
from loyalty.use_cases.privacy.show_notice_at_collection import handed_to_in_force
from loyalty.use_cases.privacy.show_register import show_register
from loyalty.wording.privacy.record import record_page

register = Resource("register", "What is kept of members, and why.")


@register.route("GET", "/v1/register", Right(Scope.PROGRAMMES_READ), Exchange(RegisterOut))
def registered() -> dict[str, object]:
    """List every column in which something of a person is kept: for what, on which ground, how long."""
    return {"tables": show_register()}


@register.route("GET", "/v1/retention", Right(Scope.PRIVACY_READ), Exchange(RetentionOut))
def retention() -> dict[str, object]:
    """List the oldest row of each table whose rows have an age, beside its limit.

    The nightly job `retention` removes what is over, or brings it to the day.
    """
    of_the_house()
    return {"tables": [asdict(each) for each in show_retention(services())]}


@register.route(
    "GET", "/v1/processing-record", Right(Scope.PRIVACY_READ), Exchange(RecordOut, asks=RecordAsk)
)
def processing_record(query: Mapping[str, str]) -> dict[str, str]:
    """Write the record of processing activities (GDPR Art. 30), made from the register and the programmes."""
    language, reach = query["lang"], caller().programme
    told = handed_to_in_force(services(), language)
    others = {name: who for name, who in told.items() if reach in {None, name}}
    return {"text": record_page(show_register(), others, query["controller"], query["contact"], language)}

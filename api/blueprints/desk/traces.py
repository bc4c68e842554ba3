"""Numbers of explanations followed to the rule lines behind them."""

from collections.abc import Mapping
from typing import Any

from api.auth import caller
from api.blueprints.desk.documents import AUDIT
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.desk.documents import DOCUMENT
from api.schemas.desk.traces import NumbersOut, TraceAsk, TraceOut
from api.writing.watching import look_at
from loyalty.orders.quote import Explanation
from loyalty.use_cases.desk.trace_number import list_numbers, number_data, trace_number, traced_data
from loyalty.use_cases.refusals import UnknownExplanation

traces = Resource("traces", "From any number back to the rule lines behind it.")
NUMBERS = Exchange(NumbersOut)
TRACE = Exchange(TraceOut, asks=TraceAsk)


@traces.route("GET", "/v1/explanations/<explanation_id>/numbers", AUDIT, NUMBERS)
def numbers(explanation_id: str) -> dict[str, object]:
    """List every number of an explanation that can be followed, with its rule and where that stands."""
    found = list_numbers(services(), explanation_from_path(explanation_id))
    own(found.row)
    shown = [number_data(each) for each in found.numbers]
    return {"explanation": explanation_id, "numbers": shown}


@traces.route("GET", "/v1/explanations/<explanation_id>/trace", AUDIT, TRACE)
def trace(query: Mapping[str, str], explanation_id: str) -> dict[str, Any]:
    """Follow a number to the rule lines behind it, as they were in the version that decided."""
    found = trace_number(services(), explanation_from_path(explanation_id), query["number"])
    own(found.row)
    data = traced_data(found)
    version = found.version
    instants = {"adopted_at": version.adopted_at, "binds_from": version.binds_from}
    return data | {"version": data["version"] | instants}


def explanation_from_path(text: str) -> str:
    """Give the id of an explanation. Raises UnknownExplanation where it is none."""
    try:
        return str(DOCUMENT.read(text))
    except Wrong:
        raise UnknownExplanation from None


def own(row: Explanation) -> None:
    """Keep who was looked at. Raises UnknownExplanation where the document is of another house."""
    if caller().programme not in {None, row.programme}:
        raise UnknownExplanation
    look_at(row.member_id)

"""Segments of members: counted, and listed."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import OK, Answer, chosen_programme, replayed
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.common import OfProgramme
from api.schemas.membership.segments import COUNT_EXAMPLE, CountIn, CountOut, SegmentsOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.segments.count_segments import count_segments
from loyalty.use_cases.segments.list_segments import list_segments

segments = Resource("segments", "Groups of members by what is known of them, never about fewer than a few.")
COUNT = Exchange(CountOut, takes=CountIn, own_id=True, request_example=COUNT_EXAMPLE)


@segments.route("POST", "/v1/segments/count", Right(Scope.MEMBERS_WRITE, books=True), COUNT)
def count_members(body: dict[str, Any]) -> Answer:
    """Count the members of every segment; the first count of a day stays.

    Decisions look at the last count of a day before their own.
    """
    caller().reach(body["programme"])
    found = count_segments(services(), body["programme"])
    answer = {
        "programme": body["programme"],
        "day": found.day,
        "segments": len(found.members),
        "before": found.before,
    }
    return answer, OK, replayed(found.before)


@segments.route("GET", "/v1/segments", Right(Scope.MEMBERS_READ), Exchange(SegmentsOut, asks=OfProgramme))
def list_of_segments(query: Mapping[str, str]) -> Mapping[str, object]:
    """List the segments with their last count; a number below the smallest size is not told."""
    programme = chosen_programme(query)
    shown = [
        {
            "segment": each.segment,
            "label": dict(each.name),
            "at_least_members": each.at_least,
            "counted_on": each.day,
            "members": each.members,
            "reads": each.reads,
            "labels": each.labels,
        }
        for each in list_segments(services(), programme)
    ]
    return {"programme": programme, "segments": shown}

"""What several routes share: reach of the key, ids in the path, answers under an idempotency key."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import request

from api.auth import caller
from api.current import services
from api.faults import NAMED_TWICE, REQUIRED
from api.idempotency import REPLAYED
from api.reading.forms import Form, Wrong
from api.refusals import NotAcceptable, RequestInvalid
from api.schemas.membership.identities import shown_of
from api.writing.watching import look_at
from loyalty.decision.refusals import RequestMisfit
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.identities.find_member import find_member
from loyalty.use_cases.members.find_programme import find_programme
from loyalty.use_cases.once import Told
from loyalty.use_cases.refusals import MemberMerged, UnknownMember

CREATED, OK = 201, 200
Answer = tuple[object, int, dict[str, str]]


def reached_member(member: int) -> MemberId:
    """Give the member's id where the key reaches the member; raises UnknownMember, MemberMerged.

    A member of another programme is as good as none: a key of one programme learns nothing of
    the others.
    """
    found = MemberId(member)
    programme = caller().programme
    try:
        if programme is not None and find_programme(services(), found) != programme:
            raise UnknownMember
    except MemberMerged as merged:
        if merged.facts["programme"] != programme:
            raise UnknownMember from None
        raise
    look_at(found)
    return found


def buyer_of(body: Mapping[str, Any]) -> MemberId | None:
    """Give who buys: the member of a request, or who is known by what was shown, None where it names nobody.

    Raises `RequestInvalid` where it names both, IdentityUnclear, UnknownIdentity.
    """
    if "identity" not in body:
        return body.get("member")
    if "member" in body:
        raise RequestInvalid([NAMED_TWICE.at("/identity")])
    return find_member(services(), body["programme"], shown_of(body["identity"])).member_id


def chosen_programme(query: Mapping[str, str]) -> str:
    """Give the programme of a query, or that of the key; raises `RequestInvalid` where neither names one."""
    programme = query.get("programme", caller().programme)
    if programme is None:
        raise RequestInvalid([REQUIRED.at("?programme")])
    caller().reach(programme)
    return programme


def path_value(form: Form, text: str, name: str) -> str:
    """Give an id of the caller's from the path; raises `RequestInvalid` pointing at ``{name}``."""
    try:
        return str(form.read(text))
    except Wrong as wrong:
        raise RequestInvalid([wrong.fault.at(f"{{{name}}}")]) from wrong


def told(answer: Told, status: int, *instants: str) -> Answer:
    """Give the answer of a use case that tells once; ``instants`` names the members that are times."""
    data = dict(answer.data)
    for name in instants:
        data[name] = datetime.fromisoformat(data[name])
    return data, status, replayed(answer.replayed)


def replayed(yes: bool) -> dict[str, str]:  # noqa: FBT001  its only argument, and what it is called
    """Give the header that marks the answer to an earlier request."""
    return {REPLAYED: "true"} if yes else {}


@contextmanager
def within(place: str) -> Iterator[None]:
    """Let every fault that is found point into the member at ``place``, such as ``/instead``."""
    try:
        yield
    except RequestInvalid as wrong:
        raise RequestInvalid([fault.at(f"{place}{fault.pointer}") for fault in wrong.faults]) from wrong
    except RequestMisfit as wrong:
        misfits = (replace(misfit, pointer=f"{place}{misfit.pointer}") for misfit in wrong.misfits)
        raise RequestMisfit(tuple(misfits)) from wrong


def wanted(kinds: Sequence[str]) -> str:
    """Give the media type that ``Accept`` asks for, the first where it asks for nothing.

    Raises NotAcceptable.
    """
    if not request.accept_mimetypes:
        return kinds[0]
    found = request.accept_mimetypes.best_match(list(kinds))
    if found is None:
        raise NotAcceptable
    return found

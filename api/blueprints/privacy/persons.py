"""What a member may ask of what is kept of them."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.auth import Right, caller
from api.blueprints.adoption.asking import person
from api.blueprints.common import CREATED, OK, Answer, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.privacy.persons import (
    ERASURE_EXAMPLE,
    LEGAL_HOLD_END_EXAMPLE,
    LEGAL_HOLD_EXAMPLE,
    ErasureIn,
    ErasureOut,
    ExportOut,
    LegalHoldEndIn,
    LegalHoldIn,
    LegalHoldOut,
)
from loyalty.access.scopes import Scope
from loyalty.deeds.deed import What
from loyalty.erasure.erasure import Ground
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.privacy.purpose import Kept
from loyalty.use_cases.deeds.keeping import Done
from loyalty.use_cases.deeds.record_deed import record_deed
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.end_legal_hold import end_legal_hold
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.set_legal_hold import SetLegalHold, set_legal_hold
from loyalty.use_cases.erasing.show_erasure import refuse_unreached, show_erasure
from loyalty.use_cases.once import Told
from loyalty.use_cases.privacy.export_member import export_member
from loyalty.use_cases.refusals import UnknownMember

persons = Resource("persons", "What a member may ask of what is kept of them.")
READ = Right(Scope.PRIVACY_READ)
WRITE = Right(Scope.PRIVACY_WRITE, books=True)
ASK = Exchange(ErasureOut, takes=ErasureIn, status=CREATED, own_id=True, request_example=ERASURE_EXAMPLE)
STEP = Exchange(ErasureOut, own_id=True)
HOLD = Exchange(
    LegalHoldOut, takes=LegalHoldIn, status=CREATED, own_id=True, request_example=LEGAL_HOLD_EXAMPLE
)
END_HOLD = Exchange(LegalHoldOut, takes=LegalHoldEndIn, own_id=True, request_example=LEGAL_HOLD_END_EXAMPLE)
TIMES = ("asked_at", "closed_at", "erased_at", "set_at", "until", "ended_at")


@persons.route("GET", "/v1/members/<member_id>/export", READ, Exchange(ExportOut))
def export_of_member(member_id: str) -> dict[str, object]:
    """Give everything that is kept of a member.

    Every row under every id the member had, counted by a manifest, with its schema; what says who somebody
    else is is left out. `loyalty import member` takes the same in elsewhere.
    """
    found = export_member(services(), member_from_path(member_id))
    record_deed(services(), Done(What.EXPORTED, person(), "member", found.rules["programme"]))
    return {
        "manifest": found.manifest,
        "schema": found.schema,
        "tables": found.tables,
        "explanations": found.explanations,
        "rules": found.rules,
    }


@persons.route("POST", "/v1/members/<member_id>/erasure", WRITE, ASK)
def ask_to_be_erased(body: dict[str, Any], member_id: str) -> Answer:
    """Ask that a member be erased.

    The first of three steps. Messages stop at once, and the answer says what the member has in each wallet:
    to use, to give away, or to lose, and which cases are still open. Asked again it is the same erasure,
    with 200.
    """
    member = _known(member_id)
    command = AskErasure(member, Ground(body["ground"]), body["checked"], caller().label)
    told = ask_erasure(services(), command)
    return _shown(told), OK if told.replayed else CREATED, replayed(told.replayed)


@persons.route("POST", "/v1/members/<member_id>/erasure/close", WRITE, STEP)
def close_for_good(member_id: str) -> Answer:
    """Close the account of a member who is to be erased.

    The second step: points that are left lapse by ordinary postings, what is set aside comes back first, a
    household is left. While a subscription runs or money of the member is there it is refused.
    """
    told = close_account(services(), _known(member_id), caller().label)
    return _shown(told), OK, replayed(told.replayed)


@persons.route("POST", "/v1/members/<member_id>/erasure/erase", WRITE, STEP)
def erase_person(member_id: str) -> Answer:
    """Erase a member whose account was closed.

    The third step: what is personal is removed, the member's key and salt are destroyed, and every former
    value is searched for in the whole database. What stays is named, with why and until when.
    """
    told = erase_member(services(), _known(member_id))
    return _shown(told), OK, replayed(told.replayed)


@persons.route("GET", "/v1/members/<member_id>/erasure", READ, Exchange(ErasureOut))
def erasure_of(member_id: str) -> dict[str, Any]:
    """Say how far the erasure of a member is, and what is left of it."""
    return _times(show_erasure(services(), _known(member_id)))


@persons.route("POST", "/v1/members/<member_id>/legal-holds", WRITE, HOLD)
def hold_for_case(body: dict[str, Any], member_id: str) -> Answer:
    """Keep rows of a member for a case, also when the member is erased.

    The classes of retention that are held stay as they are until the hold ends; what was erased says so.
    """
    classes = tuple(Kept(each) for each in body["classes"])
    command = SetLegalHold(_known(member_id), body["case"], classes, body["approved_by"], body["until"])
    told = set_legal_hold(services(), command)
    return _shown(told), OK if told.replayed else CREATED, replayed(told.replayed)


@persons.route("POST", "/v1/members/<member_id>/legal-holds/end", WRITE, END_HOLD)
def end_case(body: dict[str, Any], member_id: str) -> Answer:
    """End a legal hold of a member; what it held may be removed from then on."""
    told = end_legal_hold(services(), _known(member_id), body["case"])
    return _shown(told), OK, replayed(told.replayed)


def _known(member_id: str) -> MemberId:
    """Give a member that the key reaches, also one whose account is closed. Raises UnknownMember."""
    number = parse_id("mem", member_id)
    if number is None:
        raise UnknownMember
    with_programme = caller().programme
    found = MemberId(number)
    refuse_unreached(services(), found, with_programme)
    return found


def _shown(told: Told) -> dict[str, Any]:
    return _times(told.data)


def _times(data: Mapping[str, Any]) -> dict[str, Any]:
    """Give plain data with its instants read."""
    found: dict[str, Any] = {n: _instant(value) if n in TIMES else value for n, value in data.items()}
    if "kept" in data:
        found["kept"] = [{**each, "until": _instant(each["until"])} for each in data["kept"]]
    return found


def _instant(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)

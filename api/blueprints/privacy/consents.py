"""Consents and choices of members, and the notice that is shown before."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, replayed
from api.blueprints.members import member_from_path
from api.current import services
from api.reading.forms import Wrong, read_caller_id
from api.resource import Exchange, Resource
from api.schemas.privacy.choices import AGE_EXAMPLE, CHOICES_EXAMPLE, AgeIn, ChoicesIn, ChoicesOut
from api.schemas.privacy.consents import (
    CONSENT_EXAMPLE,
    WITHDRAW_EXAMPLE,
    CollectionNoticeAsk,
    CollectionNoticeOut,
    ConsentIn,
    ConsentOut,
    ConsentsOut,
    TermsSheetOut,
    WithdrawIn,
    WithdrawnOut,
    consent_asked,
)
from loyalty.access.scopes import Scope
from loyalty.privacy.choice import AgeBand, Choice
from loyalty.privacy.consent import Way
from loyalty.privacy.purpose import Purpose
from loyalty.use_cases.privacy.list_consents import list_consents
from loyalty.use_cases.privacy.record_consent import record_consent
from loyalty.use_cases.privacy.set_age import SetAge, set_age
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices, show_choices
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from loyalty.use_cases.privacy.show_terms import show_terms
from loyalty.use_cases.privacy.withdraw_consent import WithdrawConsent, withdraw_consent
from loyalty.use_cases.refusals import UnknownProgramme

privacy = Resource("privacy", "What members agree to, object to and choose about the use of their data.")
READ = Right(Scope.PRIVACY_READ)
WRITE = Right(Scope.PRIVACY_WRITE, books=True)
RECORD = Exchange(ConsentOut, takes=ConsentIn, status=CREATED, own_id=True, request_example=CONSENT_EXAMPLE)
WITHDRAW = Exchange(WithdrawnOut, takes=WithdrawIn, own_id=True, request_example=WITHDRAW_EXAMPLE)
CHOOSE = Exchange(ChoicesOut, takes=ChoicesIn, own_id=True, request_example=CHOICES_EXAMPLE)
GROWN = Exchange(ChoicesOut, takes=AgeIn, own_id=True, request_example=AGE_EXAMPLE)
_INSTANTS = ("decided_at", "until", "withdrawn_at")


@privacy.route(
    "GET",
    "/v1/programmes/<name>/terms",
    Right(Scope.PROGRAMMES_READ),
    Exchange(TermsSheetOut, asks=CollectionNoticeAsk),
)
def terms(query: Mapping[str, str], name: str) -> dict[str, object]:
    """Give the terms to whoever joins: earning, exchange, ends, prices; made from the rules in force."""
    try:
        caller().reach(read_caller_id(name))
    except Wrong:
        raise UnknownProgramme from None
    found = show_terms(services(), name, query["language"])
    told = [{"title": each.title, "sentences": list(each.sentences)} for each in found.sections]
    return {
        "programme": found.programme,
        "digest": found.digest,
        "language": found.language,
        "sections": told,
    }


@privacy.route(
    "GET",
    "/v1/programmes/<name>/collection-notice",
    Right(Scope.PROGRAMMES_READ),
    Exchange(CollectionNoticeOut, asks=CollectionNoticeAsk),
)
def collection_notice(query: Mapping[str, str], name: str) -> dict[str, object]:
    """Give the notice to whoever gives data: made from the register and what the rules in force read.

    Cite its `sha256` where the member joins and where consents are recorded; one that is older
    than the rules is refused.
    """
    try:
        caller().reach(read_caller_id(name))
    except Wrong:
        raise UnknownProgramme from None
    found = show_notice_at_collection(services(), name, query["language"])
    cited = found.shown
    return {
        "programme": name,
        "notice": cited.notice,
        "version": cited.version,
        "sha256": cited.sha256,
        "language": cited.language,
        "text": found.sentences,
    }


@privacy.route("POST", "/v1/members/<member_id>/consents", WRITE, RECORD)
def record(body: dict[str, Any], member_id: str) -> Answer:
    """Record what a member answered for one purpose; the latest answer of a purpose counts.

    The same again is answered with 200.
    """
    command = consent_asked(body, member_from_path(member_id), caller().label)
    told = record_consent(services(), command)
    return _shown(told.data), OK if told.replayed else CREATED, replayed(told.replayed)


@privacy.route("GET", "/v1/members/<member_id>/consents", READ, Exchange(ConsentsOut))
def consents(member_id: str) -> Mapping[str, object]:
    """List every consent a member was asked for, and how it stands."""
    member = member_from_path(member_id)
    return {"member": member, "consents": [_shown(each) for each in list_consents(services(), member)]}


@privacy.route("POST", "/v1/members/<member_id>/consents/withdraw", WRITE, WITHDRAW)
def withdraw(body: dict[str, Any], member_id: str) -> Answer:
    """Withdraw a consent in one step.

    Facts that were told for it are forgotten and read by nothing from now on; quotes that were
    given stand, and so does the membership.
    """
    command = WithdrawConsent(
        member_from_path(member_id), Purpose(body["purpose"]), Way(body["way"]), caller().label
    )
    told = withdraw_consent(services(), command)
    return told.data, OK, replayed(told.replayed)


@privacy.route("PUT", "/v1/members/<member_id>/choices", WRITE, CHOOSE)
def choose(body: dict[str, Any], member_id: str) -> Answer:
    """Keep what a member chooses: personal prices, profiling, marketing, restriction."""
    choices = {Choice(name): holds for name, holds in body.items()}
    told = set_choices(services(), SetChoices(member_from_path(member_id), choices, caller().label))
    return told.data, OK, replayed(told.replayed)


@privacy.route("GET", "/v1/members/<member_id>/choices", READ, Exchange(ChoicesOut))
def choices(member_id: str) -> Mapping[str, object]:
    """Show how a member's choices stand."""
    return show_choices(services(), member_from_path(member_id))


@privacy.route("PUT", "/v1/members/<member_id>/age", WRITE, GROWN)
def grown(body: dict[str, Any], member_id: str) -> Answer:
    """Keep whether a member is grown up, and who answers for one who is not."""
    member = member_from_path(member_id)
    corrects = body.get("corrects", False)
    command = SetAge(member, AgeBand(body["age"]), body.get("guardian"), caller().label, corrects)
    told = set_age(services(), command)
    return told.data, OK, replayed(told.replayed)


def _shown(data: Mapping[str, Any]) -> dict[str, object]:
    shown = dict(data)
    for name in _INSTANTS:
        shown[name] = datetime.fromisoformat(data[name]) if data[name] else None
    return shown

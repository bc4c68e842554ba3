"""Members: enrolment, standing, balances, the ledger."""

from collections.abc import Mapping
from typing import Any

from api.auth import Right, caller
from api.blueprints.common import CREATED, OK, Answer, reached_member, told
from api.current import services
from api.faults import OUT_OF_RANGE
from api.reading.forms import Wrong
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.answers.points import (
    ForecastAsk,
    ForecastOut,
    StatementAsk,
    StatementOut,
    forecast_shown,
    statement_shown,
)
from api.schemas.common import MEMBER
from api.schemas.members import (
    ENROL_EXAMPLE,
    FACTS_EXAMPLE,
    BalancesAsk,
    BalancesOut,
    EnrolIn,
    EnrolledOut,
    FactsIn,
    FactsOut,
    LedgerAsk,
    LedgerOut,
    MemberOut,
    entry_shown,
    expiring,
    wallet_shown,
)
from api.schemas.membership.progress import MemberProgressOut, ProgressAsk, progress_shown
from api.schemas.standing import StandingAsk, StandingShownOut, benefit_shown, standing_shown
from loyalty.access.scopes import Scope
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.members.set_facts import SetFacts, set_facts
from loyalty.use_cases.members.show_progress import show_progress
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.show_forecast import show_forecast
from loyalty.use_cases.points.show_statement import show_statement
from loyalty.use_cases.refusals import UnknownMember
from loyalty.use_cases.show_balances import show_balances
from loyalty.use_cases.show_ledger import show_ledger
from loyalty.use_cases.show_member import show_member
from loyalty.use_cases.show_standing import show_standing

members = Resource("members", "Who takes part, known by an id without meaning.")
ENROL = Exchange(EnrolledOut, takes=EnrolIn, status=CREATED, request_example=ENROL_EXAMPLE)
FACTS = Exchange(FactsOut, takes=FactsIn, own_id=True, request_example=FACTS_EXAMPLE)


@members.route("POST", "/v1/members", Right(Scope.MEMBERS_WRITE, books=True), ENROL)
def enrol(once: Once, body: dict[str, Any]) -> Answer:
    """Enrol a member.

    The id of the answer is the only name under which the member is known here. Names and
    addresses are not taken.
    """
    caller().reach(body["programme"])
    command = EnrolMember(body["programme"], body.get("reference"), body["facts"], body.get("notice"))
    return told(enrol_member(services(), command, once), CREATED, "enrolled_at")


@members.route("GET", "/v1/members/<member_id>", Right(Scope.MEMBERS_READ), Exchange(MemberOut))
def member(member_id: str) -> dict[str, object]:
    """Show a member and the tier held."""
    shown = show_member(services(), member_from_path(member_id))
    return {
        "member": shown.member.member_id,
        "programme": shown.member.programme,
        "enrolled_at": shown.member.enrolled_at,
        "standing": shown.standing,
        "benefits": [benefit_shown(each) for each in shown.benefits],
    }


@members.route("PUT", "/v1/members/<member_id>/facts", Right(Scope.MEMBERS_WRITE, books=True), FACTS)
def declare_facts(body: dict[str, Any], member_id: str) -> Answer:
    """Declare, change or withdraw facts of a member.

    Withdrawn facts are forgotten: the next price, event and count of segments do not know them.
    A quote that was given keeps its price while it is valid, and orders stay as they were decided.
    The same again changes nothing.
    """
    command = SetFacts(member_from_path(member_id), body["facts"])
    return told(set_facts(services(), command), OK)


@members.route(
    "GET",
    "/v1/members/<member_id>/standing",
    Right(Scope.MEMBERS_READ),
    Exchange(StandingShownOut, asks=StandingAsk),
)
def standing(query: Mapping[str, Any], member_id: str) -> Mapping[str, Any]:
    """Show the tier held on a day with every decision that led there, and the way on.

    It is worked out from the history alone; of a day to come it is what will be when nothing
    else happens.
    """
    shown = show_standing(services(), member_from_path(member_id), query.get("on"))
    return standing_shown(shown, query["lang"])


@members.route(
    "GET",
    "/v1/members/<member_id>/progress",
    Right(Scope.MEMBERS_READ),
    Exchange(MemberProgressOut, asks=ProgressAsk),
)
def progress(query: Mapping[str, Any], member_id: str) -> Mapping[str, Any]:
    """Show how far a member's cards and streaks are now, and the way to the next tier.

    Cards and streaks are those of the rules in force today, with what fills them so far.
    """
    return progress_shown(show_progress(services(), member_from_path(member_id)), query["lang"])


@members.route(
    "GET",
    "/v1/members/<member_id>/balances",
    Right(Scope.POINTS_READ),
    Exchange(BalancesOut, asks=BalancesAsk),
)
def balances(query: Mapping[str, Any], member_id: str) -> dict[str, object]:
    """Show what a member has.

    As of any instant: in the past as it was booked, in the future as it will be when nothing
    else happens.
    """
    shown = show_balances(
        services(), member_from_path(member_id), wallet=query["wallet"], as_of=query.get("as_of")
    )
    return {
        "member": shown.member.member_id,
        "wallet": shown.wallet,
        "as_of": shown.at,
        "active": shown.holdings.available,
        "pending": shown.holdings.pending,
        "held": shown.holdings.held,
        "owed": shown.holdings.owed,
        "expiring": expiring(shown.holdings),
        "wallets": [wallet_shown(each) for each in shown.wallets],
    }


@members.route(
    "GET", "/v1/members/<member_id>/ledger", Right(Scope.POINTS_READ), Exchange(LedgerOut, asks=LedgerAsk)
)
def ledger(query: Mapping[str, Any], member_id: str) -> dict[str, object]:
    """Show a member's entries, the newest first."""
    # One more than asked for says whether there is a next stretch.
    found = show_ledger(
        services(),
        member_from_path(member_id),
        wallet=query["wallet"],
        limit=query["limit"] + 1,
        before_seq=query.get("cursor"),
    )
    entries = found[: query["limit"]]
    following = entries[-1].seq if len(found) > len(entries) else None
    return {"entries": [entry_shown(entry) for entry in entries], "next": following}


@members.route(
    "GET",
    "/v1/members/<member_id>/forecast",
    Right(Scope.POINTS_READ),
    Exchange(ForecastOut, asks=ForecastAsk),
)
def forecast(query: Mapping[str, Any], member_id: str) -> dict[str, object]:
    """Show what becomes of a member's points by a day when nothing else happens."""
    found = show_forecast(services(), member_from_path(member_id), query["on"], query["wallet"])
    return forecast_shown(found)


@members.route(
    "GET",
    "/v1/members/<member_id>/statement",
    Right(Scope.POINTS_READ),
    Exchange(StatementOut, asks=StatementAsk),
)
def statement(query: Mapping[str, Any], member_id: str) -> dict[str, object]:
    """Show what a member had, every entry, and what the member has then, lot by lot."""
    first, last = query["first"], query["last"]
    if last < first:
        raise RequestInvalid([OUT_OF_RANGE.at("?last").hinting("write a day that is not before `first`")])
    return statement_shown(
        show_statement(services(), member_from_path(member_id), first, last, query["wallet"])
    )


def member_from_path(member_id: str) -> MemberId:
    """Give the member of an address where the key reaches it. Raises UnknownMember."""
    try:
        found = MEMBER.read(member_id)
    except Wrong:
        raise UnknownMember from None
    return reached_member(int(str(found)))

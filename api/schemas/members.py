"""Members: enrolment, standing, balances, the ledger."""

from collections import Counter
from datetime import datetime

from api.fields import AnswerSchema, FactChanges, Facts, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice, integer, our_id
from api.schemas.common import (
    CURSOR,
    DIGEST,
    GIVEN_DIGEST,
    LABEL,
    NAME,
    PAGE_MAX,
    POINTS_MAX,
    PageAsk,
    member_id,
    moment,
    point_count,
    programme_name,
    wallet_name,
)
from api.schemas.standing import BENEFITS_MAX, BenefitOut
from loyalty.ledger.account import Holdings
from loyalty.ledger.entry import Account, Entry, Kind
from loyalty.ledger.reading.reference import said_reference
from loyalty.use_cases.show_balances import WalletBalance

ENROL_EXAMPLE = {"programme": "corner-coffee", "reference": "crm-48213"}
FACTS_EXAMPLE = {"facts": {"member.birth_day_month": "04-17", "member.country": None}}
FACTS_MAX = 100
ENTRY = our_id("ent")
SEQ_MAX = 10**15
_THEIRS = frozenset({Account.AVAILABLE, Account.PENDING, Account.HELD, Account.OWED})


class EnrolIn(StrictSchema):
    """Who joins which programme. Send no names and no addresses: there is no place for them."""

    programme = programme_name()
    reference = Member(
        caller_id(example="crm-48213"),
        "Your own pseudonym for the member, once per programme; only a keyed hash of it is kept.",
        required=False,
    )
    facts = Facts("Facts of the member by full name, such as `member.birthday`; the programme declares them.")
    notice = Member(
        GIVEN_DIGEST,
        "The `sha256` of the notice that was shown; refused where it is older than the rules.",
        required=False,
    )


class EnrolledOut(AnswerSchema):
    """A new member."""

    member = member_id()
    programme = programme_name()
    enrolled_at = Member(INSTANT, "Since when.")
    tier = Member(NAME, "The tier held; absent where the programme has no tiers.", required=False)


class FactsIn(StrictSchema):
    """What is to be known of a member; what is not named stays as it is."""

    facts = FactChanges(
        "Facts by full name, each as it is from now on; null withdraws one. The programme declares them.",
        most=FACTS_MAX,
    )


class FactsOut(AnswerSchema):
    """Which facts were told of, without their values."""

    member = member_id()
    kept = Items(Member(NAME, "A fact."), "What is kept now.", fewest=0, most=FACTS_MAX)
    withdrawn = Items(Member(NAME, "A fact."), "What is not known any more.", fewest=0, most=FACTS_MAX)


class StandingOut(AnswerSchema):
    """The tier held."""

    tier = Member(NAME, "The tier.")
    since = Member(INSTANT, "Since when.")
    until = Member(INSTANT, "Until when it is kept; absent where there is nothing lower.", required=False)


class MemberOut(AnswerSchema):
    """A member now."""

    member = member_id()
    programme = programme_name()
    enrolled_at = Member(INSTANT, "Since when.")
    standing = Part(StandingOut, "The tier held; absent where the programme has no tiers.", required=False)
    benefits = Items(Part(BenefitOut), "What the tier gives besides.", fewest=0, most=BENEFITS_MAX)


class BalancesAsk(StrictSchema):
    """Which wallet, as of when."""

    as_of = moment("The moment to look at; without it, now.")
    wallet = wallet_name()


class ExpiringOut(AnswerSchema):
    """Points that end together."""

    points = point_count("How many.")
    expires_at = Member(INSTANT, "When they end.")


class WalletOut(AnswerSchema):
    """One of the member's wallets."""

    wallet = Member(NAME, "Its name.")
    label = Member(LABEL, "What the member reads.", required=False)
    kind = Member(choice("spendable", "status"), "Whether its points can be spent; status points only count.")
    active = point_count("Points that count or can be spent then.")


class BalancesOut(AnswerSchema):
    """What a member has, may spend, and will lose, of one wallet; and what each wallet holds."""

    member = member_id()
    wallet = Member(NAME, "The wallet looked at.")
    as_of = Member(INSTANT, "The moment looked at; what is due by then counts as done.")
    active = point_count("Points that can be spent then.")
    pending = point_count("Points earned that cannot be spent yet.")
    held = point_count("Points set aside by holds.")
    owed = point_count("Points that were taken back after they were spent; the next ones earned pay them.")
    expiring = Items(Part(ExpiringOut), "What ends when, soonest first.", fewest=0, most=1000)
    wallets = Items(Part(WalletOut), "Every wallet of the programme.", fewest=1, most=100)


class PostingOut(AnswerSchema):
    """Points that moved. `M.` accounts are the member's, `P.` the programme's."""

    source = Member(choice(*Account), "Where they were.")
    destination = Member(choice(*Account), "Where they are now.")
    points = point_count("How many.", low=1)


class EntryOut(AnswerSchema):
    """One entry of the ledger."""

    id = Member(ENTRY, "The entry's id.")
    seq = Member(integer(1, SEQ_MAX), "Its place in the member's book.")
    kind = Member(choice(*Kind), "What happened.")
    points = point_count("Signed: what the member gained or gave.", low=-POINTS_MAX)
    occurred_at = Member(INSTANT, "When it happened.")
    recorded_at = Member(INSTANT, "When it was booked.")
    source = Member(NAME, "Who booked it: the label of the API key.")
    reference = Member(NAME, "What caused it: an order, a return, a redemption, a key of yours.")
    reason = Member(
        NAME, "Why: a reward, an event, a rate, the return behind what a merge moved.", required=False
    )
    rules_version = Member(DIGEST, "The digest of the programme that decided.", required=False)
    reverses = Member(ENTRY, "The entry it undoes or ends.", required=False)
    postings = Items(Part(PostingOut), "The movements.", fewest=0, most=100)


class LedgerAsk(PageAsk):
    """Which stretch of the ledger of a wallet."""

    wallet = wallet_name()


class LedgerOut(AnswerSchema):
    """A stretch of the ledger, newest first."""

    entries = Items(Part(EntryOut), "The entries.", fewest=0, most=PAGE_MAX)
    next = Member(CURSOR, "The cursor of the next stretch; absent at the end.", required=False)


def expiring(holdings: Holdings) -> list[dict[str, object]]:
    """Give the points that end, by the instant at which they do."""
    ends: Counter[datetime] = Counter()
    for lot in holdings.lots:
        if lot.remaining and lot.expires_at is not None:
            ends[lot.expires_at] += lot.remaining
    return [{"points": points, "expires_at": at} for at, points in sorted(ends.items())]


def wallet_shown(wallet: WalletBalance) -> dict[str, object]:
    """Give the members of `WalletOut`."""
    return {
        "wallet": wallet.wallet,
        "label": dict(wallet.name) if wallet.name else None,
        "kind": wallet.kind,
        "active": wallet.available,
    }


def entry_shown(entry: Entry) -> dict[str, object]:
    """Give the members of `EntryOut`."""
    gained = sum(p.amount for p in entry.postings if p.destination in _THEIRS)
    given = sum(p.amount for p in entry.postings if p.source in _THEIRS)
    return {
        "id": entry.entry_id,
        "seq": entry.seq,
        "kind": entry.kind,
        "points": gained - given,
        "occurred_at": entry.cause.occurred_at,
        "recorded_at": entry.recorded_at,
        "source": entry.cause.source,
        "reference": said_reference(entry.cause),
        "reason": entry.cause.reason or None,
        "rules_version": entry.cause.programme_digest or None,
        "reverses": entry.reverses_entry_id,
        "postings": [
            {"source": posting.source, "destination": posting.destination, "points": posting.amount}
            for posting in entry.postings
        ],
    }

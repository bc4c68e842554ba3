"""What becomes of points, and what became of them: forecast and statement."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import DAY, INSTANT, choice
from api.schemas.common import NAME, POINTS_MAX, member_id, point_count, wallet_name
from api.schemas.members import ENTRY, EntryOut, ExpiringOut, entry_shown, expiring
from loyalty.ledger.entry import Kind
from loyalty.ledger.reading.statement import Balance
from loyalty.use_cases.points.show_forecast import Foreseen
from loyalty.use_cases.points.show_statement import Stated

LINES_MAX = 100_000


class ForecastAsk(StrictSchema):
    """Which wallet, and by when."""

    on = Member(DAY, "The day at whose end it is looked at, in the programme's zone.")
    wallet = wallet_name()


class StepOut(AnswerSchema):
    """What time alone does."""

    at = Member(INSTANT, "When.")
    kind = Member(choice(*Kind), "Whether points vest, lapse, or come back from a hold.")
    points = point_count("How many.", low=1)


class ForecastOut(AnswerSchema):
    """What a member has by then when nothing else happens."""

    member = member_id()
    wallet = Member(NAME, "The wallet.")
    on = Member(DAY, "The day.")
    at = Member(INSTANT, "The end of the day.")
    active = point_count("Points that can be spent then.")
    pending = point_count("Points earned that cannot be spent yet.")
    held = point_count("Points set aside by holds.")
    owed = point_count("Points that are owed.")
    lapsing = point_count("How many points lapse by then.")
    steps = Items(Part(StepOut), "Every step until then, in order of time.", fewest=0, most=LINES_MAX)
    expiring = Items(Part(ExpiringOut), "What ends when after that.", fewest=0, most=LINES_MAX)


class StatementAsk(StrictSchema):
    """Which wallet, and which days."""

    first = Member(DAY, "The first day, in the programme's zone.")
    last = Member(DAY, "The last day; it is in the statement.")
    wallet = wallet_name()


class BalanceOut(AnswerSchema):
    """What the member has at an instant."""

    active = point_count("Points that can be spent.", low=-POINTS_MAX)
    pending = point_count("Points that cannot be spent yet.", low=-POINTS_MAX)
    held = point_count("Points set aside.", low=-POINTS_MAX)
    owed = point_count("Points that are owed.", low=-POINTS_MAX)
    total = point_count("All of it, less what is owed.", low=-POINTS_MAX)


class LotChangeOut(AnswerSchema):
    """What an entry did to a lot."""

    lot = Member(ENTRY, "The lot: the entry that opened it.")
    points = point_count("Signed: what came to it or left it.", low=-POINTS_MAX)


class StatementLineOut(AnswerSchema):
    """An entry, what it did to lots, and the total after it."""

    entry = Part(EntryOut, "The entry.")
    lots = Items(Part(LotChangeOut), "What it did to lots.", fewest=0, most=LINES_MAX)
    total = point_count("The total after it.", low=-POINTS_MAX)


class StatementLotOut(AnswerSchema):
    """A lot over the days."""

    lot = Member(ENTRY, "The lot: the entry that opened it.")
    reference = Member(NAME, "What caused it.")
    expires_at = Member(INSTANT, "When it ends; absent where it never does.", required=False)
    opening = point_count("What was in it before.", low=-POINTS_MAX)
    change = point_count("Signed: what came to it or left it.", low=-POINTS_MAX)
    closing = point_count("What is in it afterwards: opening and change.", low=-POINTS_MAX)


class StatementOut(AnswerSchema):
    """Opening, every entry, closing: opening and entries are closing, for the whole and for each lot."""

    member = member_id()
    wallet = Member(NAME, "The wallet.")
    first = Member(DAY, "The first day.")
    last = Member(DAY, "The last day.")
    opening = Part(BalanceOut, "What there was before.")
    lines = Items(
        Part(StatementLineOut), "Every entry of the days, in order of time.", fewest=0, most=LINES_MAX
    )
    lots = Items(Part(StatementLotOut), "Every lot that had or got points.", fewest=0, most=LINES_MAX)
    closing = Part(BalanceOut, "What there is afterwards.")


def forecast_shown(found: Foreseen) -> dict[str, object]:
    """Give the members of `ForecastOut`."""
    has = found.forecast.holdings
    return {
        "member": found.member,
        "wallet": found.wallet,
        "on": found.on,
        "at": found.at,
        "active": has.available,
        "pending": has.pending,
        "held": has.held,
        "owed": has.owed,
        "lapsing": found.forecast.lapsing,
        "steps": [{"at": step.at, "kind": step.kind, "points": step.points} for step in found.forecast.steps],
        "expiring": expiring(has),
    }


def statement_shown(found: Stated) -> dict[str, object]:
    """Give the members of `StatementOut`."""
    told = found.statement
    return {
        "member": found.member,
        "wallet": found.wallet,
        "first": found.first,
        "last": found.last,
        "opening": _balance_shown(told.opening),
        "lines": [
            {
                "entry": entry_shown(line.entry),
                "lots": [{"lot": lot, "points": points} for lot, points in line.lots.items()],
                "total": line.total,
            }
            for line in told.lines
        ],
        "lots": [
            {
                "lot": lot.lot_id,
                "reference": lot.external_ref,
                "expires_at": lot.expires_at,
                "opening": lot.opening,
                "change": lot.change,
                "closing": lot.closing,
            }
            for lot in told.lots
        ],
        "closing": _balance_shown(told.closing),
    }


def _balance_shown(has: Balance) -> dict[str, object]:
    return {
        "active": has.available,
        "pending": has.pending,
        "held": has.held,
        "owed": has.owed,
        "total": has.total,
    }

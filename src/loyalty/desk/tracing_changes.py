"""From a number of a change of points back to the rule that lets it happen, or to its cause.

No formula worked it out: an entry moved points because something was asked for, or because a time was
over. So its walk has no steps; it leads to the place in the rule files, as they were, whose terms these
are, and names the cause: who asked, why, when.
"""

from collections.abc import Iterator, Mapping

from loyalty.decision.programme import Programme
from loyalty.desk.refusals import UnknownNumber
from loyalty.desk.rule_lines import rule_lines
from loyalty.desk.tracing import Document, Number, Traced, places_of
from loyalty.language.findings import Span, not_known
from loyalty.language.shapes.wallets import POINTS, WalletShape
from loyalty.ledger.entry import Kind

ENTRY = "entry."
OF_EARNING = frozenset({Kind.VEST, Kind.EARN})
OF_SPENDING = frozenset({Kind.BURN, Kind.CAPTURE, Kind.HOLD, Kind.VOID, Kind.HOLD_LAPSE})
OF_RETURNS = frozenset({Kind.CLAWBACK, Kind.RESTORE})
Terms = tuple[str, Span | None]
"""What a rule is called, and where it stands; None where the engine itself says so."""


def numbers_of_change(document: Document, programme: Programme) -> list[Number]:
    """Give every number of a change of points, with the rule whose terms it is of."""
    rule, place = terms_of(document, programme)
    step = f"{ENTRY}{document['what']}"
    return [Number(pointer, str(value), step, rule, place=place) for pointer, value in _numbers(document)]


def traced_change(document: Document, programme: Programme, pointer: str) -> Traced:
    """Give the walk from the number at a pointer: the rule lines, and the cause as facts.

    Raises UnknownNumber.
    """
    known = {number.pointer: number for number in numbers_of_change(document, programme)}
    if pointer not in known:
        raise UnknownNumber(not_known("It has no number at this place", pointer[:80], known))
    number = known[pointer]
    places = () if number.place is None else (rule_lines(programme.source, number.rule, number.place),)
    return Traced(number, (), dict(_cause(document)), places, {})


def terms_of(document: Document, programme: Programme) -> Terms:
    """Give the rule whose terms an entry is booked by: the one its reason names, else that of its kind."""
    what, wallet = Kind(document["what"]), str(document["wallet"])
    reason = str(document["reason"] or "")
    named = {**_named(programme), **places_of(programme)}
    name = reason.partition(":")[0]
    if name in named:
        return name, named[name]
    return _by_kind(programme, what, wallet)


def _named(programme: Programme) -> Mapping[str, Span]:
    """Give where those rules stand that an entry names as its reason: rewards, conversions, compensation."""
    shape = programme.shape
    spans = {each.id: each.span for each in shape.rewards}
    spans |= {each.id: each.span for each in shape.conversions}
    return spans | ({"compensation": shape.compensation[0].span} if shape.compensation else {})


def _by_kind(programme: Programme, what: Kind, wallet: str) -> Terms:
    shape = programme.shape
    of = next((each for each in shape.wallets if each.id == wallet), None)
    first = wallet == POINTS
    earn, redeem = (shape.earn, shape.redeem) if first else (None, None)
    match what:
        case Kind.LAPSE | Kind.EXTEND | Kind.TELL:
            expire = (of.expire if of is not None else None) or (earn.expire if earn is not None else None)
            return "expire", None if expire is None else expire.span
        case Kind.TRANSFER | Kind.RECEIVE:
            return "transfer", None if of is None or of.transfer is None else of.transfer.span
        case Kind.POOL:
            return "households", None if shape.households is None else shape.households.span
        case _ if what in OF_EARNING:
            return "earn", _own(of, None if earn is None else earn.span)
        case _ if what in OF_SPENDING | OF_RETURNS:
            return "redeem", _own(of, None if redeem is None else redeem.span)
    return what.value, None


def _own(of: WalletShape | None, usual: Span | None) -> Span | None:
    """Give where the terms of `points` stand, of another wallet where that does."""
    return usual if usual is not None or of is None else of.span


def _numbers(document: Document) -> Iterator[tuple[str, int]]:
    for name, points in document["change"].items():
        if points:
            yield f"/change/{name}", points
    for n, move in enumerate(document.get("moves", ())):
        yield f"/moves/{n}/points", move["points"]
    for n, lot in enumerate(document.get("lots", ())):
        yield f"/lots/{n}/points", lot["points"]


def _cause(document: Document) -> Iterator[tuple[str, str]]:
    entry = document["entry"]
    yield f"{ENTRY}number", f"{document['wallet']}:{entry['seq']}"
    yield f"{ENTRY}source", str(entry["source"])
    yield f"{ENTRY}at", str(document["at"])
    if document["reason"]:
        yield f"{ENTRY}reason", str(document["reason"])

"""Who sells, where, by which way, and where whoever doubts a price turns."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, cast

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.trace import Trace
from loyalty.language.shapes.programme import ProgrammeShape, RightsShape
from loyalty.language.sheet import Scope
from loyalty.language.values import LocalText
from loyalty.profiles.notices import market_of

CHANNEL = "order.channel"
SOLD_IN: Final = "sold_in"
"""Where a heading keeps whose rules bind a sale; one of before keeps its market alone."""


def head_of(decision: Decision, trace: Trace, day: date, beside: Mapping[str, Any]) -> Document:
    """Give seller, market, channel, languages and rights; None for what is not said.

    The market is the one kept ``beside`` the decision; of a document from before all sales had theirs,
    the country that the price read, else the only one whose rules bind the programme. ``day`` is that on
    which it is told, from which an answer is due.
    """
    shape = decision.programme.shape
    return {
        "seller": seller_of(shape),
        "market": _market(decision, trace, beside),
        "channel": trace.text(CHANNEL) if CHANNEL in trace.inputs else None,
        "languages": list(shape.languages),
        "rights": rights_of(shape.rights, day),
    }


def seller_of(shape: ProgrammeShape) -> Document | None:
    """Give who sells, None where the programme does not say."""
    seller = shape.seller
    if seller is None:
        return None
    return {"name": seller.name, "contact": seller.contact, "register_no": seller.register_no}


def bound_of(decision: Decision, beside: Mapping[str, Any]) -> tuple[str, ...]:
    """Give the jurisdictions whose rules bind what was decided, as a heading keeps them beside it."""
    if SOLD_IN in beside:
        return tuple(beside[SOLD_IN])
    return market_of(beside.get("market", ""), decision.programme.shape.jurisdictions)


def _market(decision: Decision, trace: Trace, beside: Mapping[str, Any]) -> str | None:
    if "market" in beside or SOLD_IN in beside:
        return beside.get("market")
    shape = decision.programme.shape
    read = [
        name
        for name, fact in shape.facts.items()
        if fact.is_ == "country" and name in trace.inputs and trace.inputs[name].scope is Scope.ORDER
    ]
    if read and trace.text(read[0]):
        return trace.text(read[0])
    return shape.jurisdictions[0] if len(shape.jurisdictions) == 1 else None


def _texts(rights: RightsShape) -> Document | None:
    return None if rights.complain_to is None else dict(cast(LocalText, rights.complain_to))


def rights_of(rights: RightsShape | None, day: date) -> Document | None:
    """Give where to turn with what was told on ``day``, and by when there is an answer."""
    if rights is None:
        return None
    return {
        "explain": rights.explain or rights.human_review,
        "human_review": rights.human_review,
        "object": rights.object or rights.human_review,
        "withdraw": rights.withdraw or rights.human_review,
        "complain_to": rights.complain_to if isinstance(rights.complain_to, str) else _texts(rights),
        "answer_by": rights.answer_within.after(day).isoformat(),
    }

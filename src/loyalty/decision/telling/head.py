"""Who sells, where, by which way, and where whoever doubts a price turns."""

from datetime import date
from typing import cast

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.trace import Trace
from loyalty.language.shapes.programme import ProgrammeShape, RightsShape
from loyalty.language.sheet import Scope
from loyalty.language.values import LocalText

CHANNEL = "order.channel"


def head_of(decision: Decision, trace: Trace, day: date) -> Document:
    """Give seller, market, channel, languages and rights; None for what is not said.

    The market is the country that the price read, else the only one whose rules bind the
    programme. ``day`` is that on which it is told, from which an answer is due.
    """
    shape = decision.programme.shape
    return {
        "seller": seller_of(shape),
        "market": _market(decision, trace),
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


def _market(decision: Decision, trace: Trace) -> str | None:
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

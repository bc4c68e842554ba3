"""From a decision's steps to the explanation: plain data that anybody can work out again.

The document is made from programme, situation and recorded steps alone, so it is equal
whenever it is made. Values of personal facts stand in none: their names do, and the steps that
read them are taken as stated. Its laws are checked by ``loyalty.sumcheck``, which shares no code
with this file.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.situate import local_day
from loyalty.decision.telling import Document as Document  # noqa: PLC0414 - what an explanation is, told on
from loyalty.decision.telling.alternatives import alternatives
from loyalty.decision.telling.head import bound_of, head_of
from loyalty.decision.telling.inputs import inputs_of
from loyalty.decision.telling.lines import lines_of, slices_of
from loyalty.decision.telling.measures import measures_of
from loyalty.decision.telling.open_fees import open_fees
from loyalty.decision.telling.points import points_of
from loyalty.decision.telling.reach import Reach
from loyalty.decision.telling.withholding import withheld_in, without_values
from loyalty.decision.trace import VERSION, Trace
from loyalty.decision.why.not_applied import not_applied
from loyalty.kernel.money import currency
from loyalty.language.exchange.rates import in_force
from loyalty.language.readers.words import decimal_text
from loyalty.pricing.line import Category
from loyalty.pricing.periods.conversion import CONVERTED
from loyalty.pricing.rows import CURRENCY

OFFERED, COMMITTED = "offered", "committed"
CHANGEABLE = frozenset({"quote", "receipt", "usage"})
"""Kinds of which somebody may have chosen otherwise."""


@dataclass(frozen=True, slots=True)
class Heading:
    """What the document is: its id, and ``kind`` quote, receipt, refund, usage or event.

    ``issued_at`` is when it was told, ``valid_until`` until when an offer is promised. ``identified``
    is whether it is about somebody who is known; None where that is not said. ``beside`` holds what
    is told beside the decision: which declared facts were ``known``, what was ``unread``, the
    ``standing`` of points, the ``value`` of a membership, ``notices``, the ``promise`` of a quote, what
    was due by the rules (``instead_of``) where somebody unknown pays less, the ``market`` of a sale and
    whose rules bind there (``sold_in``), and by order line in
    ``references`` what its price may be compared with. ``version`` is the one of ``REMADE`` that is told.
    """

    id: str
    kind: str
    pending_until: datetime | None = None
    expires_at: datetime | None = None
    issued_at: datetime | None = None
    valid_until: datetime | None = None
    status: str = COMMITTED
    identified: bool | None = None
    beside: Mapping[str, Any] = field(default_factory=dict)
    version: int = VERSION


def explain(decision: Decision, heading: Heading, public: Decision | None = None) -> Document:
    """Give the explanation of a decision; ``public`` is the same situation decided for nobody."""
    programme, trace = decision.programme, Trace(decision, heading.version)
    withheld = withheld_in(decision, trace)
    lines = lines_of(decision, trace, heading.beside.get("references", {}))
    measures = measures_of(decision, trace, public, bound_of(decision, heading.beside))
    for line in lines:
        if line["category"] == Category.BASE and line["order_line"] in measures:
            line["per_measure"] = measures[line["order_line"]]
    issued, total = heading.issued_at or decision.situation.at, _total(decision)
    return {
        "version": heading.version,
        "id": heading.id,
        "kind": heading.kind,
        "status": heading.status,
        "issued_at": instant_text(issued),
        "valid_until": instant_text(heading.valid_until) if heading.valid_until else None,
        "programme": _programme(decision),
        **_plan(decision),
        **head_of(decision, trace, issued.astimezone(programme.zone).date(), heading.beside),
        "currency": programme.currency.code,
        "exponent": programme.currency.exponent,
        "at": instant_text(decision.situation.at),
        "timezone": programme.shape.timezone,
        "day": decision.situation.at.astimezone(programme.zone).date().isoformat(),
        "total": total,
        **_converted(decision, trace),
        "baseline": _baseline(decision, public, heading),
        "lines": lines,
        "slices": list(slices_of(decision, trace, lines)),
        "points": {
            **points_of(decision, trace, heading.beside.get("standing", {})),
            "pending_until": instant_text(heading.pending_until) if heading.pending_until else None,
            "expires_at": instant_text(heading.expires_at) if heading.expires_at else None,
        },
        "steps": list(trace.steps()),
        "facts": {name: value for name, value in trace.facts().items() if name not in withheld},
        "withheld": sorted(withheld),
        "inputs": inputs_of(decision, trace, heading.beside.get("promise", {}).get("not_read", ())),
        "alternatives": (
            alternatives(decision, trace, public) if public is not None and heading.kind in CHANGEABLE else []
        ),
        "value": _value(decision, public, heading),
        "notices": [dict(notice) for notice in heading.beside.get("notices", ())],
        **({"promise": dict(heading.beside["promise"])} if "promise" in heading.beside else {}),
        "not_applied": _not_applied(decision, trace, withheld, {fee["fee"] for fee in total["excluded"]}),
    }


def _not_applied(
    decision: Decision, trace: Trace, withheld: frozenset[str], undecided: Collection[str]
) -> list[Document]:
    """Give the rules that did not apply; of what cannot be worked out yet nobody knows that."""
    found = (item for item in not_applied(decision, trace) if item["rule"] not in undecided)
    return [without_values(item, withheld) for item in found]


def _programme(decision: Decision) -> Document:
    programme, effective = decision.programme, decision.programme.shape.effective
    return {
        "name": programme.name,
        "digest": programme.digest,
        "effective": {
            "from": effective.from_.isoformat(),
            "until": effective.until.isoformat() if effective.until else None,
        },
    }


def instant_text(at: datetime) -> str:
    """Give a UTC instant as RFC 3339 text, ``2026-11-22T09:00:00Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _plan(decision: Decision) -> Document:
    """Give the plan whose period is explained, by id and name; nothing of an order."""
    programme = decision.programme
    named = programme.plan_of(decision.part)
    found = next((plan for plan in programme.shape.plans if plan.id == named), None)
    return {} if found is None else {"plan": {"id": found.id, "name": dict(found.name)}}


def _value(decision: Decision, public: Decision | None, heading: Heading) -> Document | None:
    """Give what a paid membership was worth so far, and what it saves of this; None where it is not paid."""
    so_far = heading.beside.get("value")
    if so_far is None or public is None:
        return None
    return {"saved_vs_public": public.due - decision.due, **so_far}


def _total(decision: Decision) -> Document:
    excluded = open_fees(decision)
    return {
        "due": decision.due,
        "points_money": decision.value("points.money"),
        "payable": decision.payable,
        "tax_inside": decision.value("total.tax_inside"),
        "tax_added": decision.value("total.tax_added"),
        "all_in": not excluded,
        "excluded": excluded,
    }


def _converted(decision: Decision, trace: Trace) -> Document:
    """Give what is to be paid in another currency with its rate, nothing where it is the programme's own."""
    code = trace.text(CURRENCY) if CONVERTED in trace.formulas else decision.programme.currency.code
    rate = in_force(decision.programme.rates, code, local_day(decision.programme, decision.situation.at))
    if rate is None or code == decision.programme.currency.code:
        return {}
    said = {
        "currency": code,
        "exponent": currency(code).exponent,
        "amount": decision.value(CONVERTED),
        "rate": decimal_text(rate.rate),
        "from": rate.from_.isoformat(),
        "source": rate.source,
    }
    return {"converted": said}


def _baseline(decision: Decision, public: Decision | None, heading: Heading) -> Document | None:
    if public is None:
        return None
    reach = Reach(decision)
    same = [name for name in reach.of_price if not name.startswith("line.") and not reach.personal([name])]
    instead_of = heading.beside.get("instead_of")
    return {
        "public_total": public.due,
        "saved": public.due - decision.due,
        **({"instead_of": instead_of} if instead_of is not None else {}),
        "level": reach.how_personal(
            identified=heading.identified,
            known=heading.beside.get("known", ()),
            nobody=public.situation,
            unread=heading.beside.get("unread", ()),
        ),
        "same_conditions": sorted(same),
    }

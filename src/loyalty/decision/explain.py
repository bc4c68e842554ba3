"""From a decision's steps to the explanation: plain data that anybody can work out again.

The document is made from programme, situation and recorded steps alone, so it is equal
whenever it is made. Its laws are checked by ``loyalty.sumcheck``, which shares no code
with this file.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from fractions import Fraction
from typing import Any

from loyalty.decision.decide import Decision
from loyalty.decision.situate import local_day
from loyalty.decision.trace import Trace
from loyalty.decision.why.not_applied import not_applied
from loyalty.kernel.money import currency
from loyalty.language.exchange.rates import in_force
from loyalty.language.facts import FROM_REQUEST, is_derived
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.sheet import Rule, Scope
from loyalty.pricing.charge import SliceTemplate
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.periods.conversion import CONVERTED
from loyalty.pricing.rows import CURRENCY

Document = dict[str, Any]
"""Plain JSON data: whole numbers, texts, truths, lists and objects; no binary fractions."""

VERSION = 1


@dataclass(frozen=True, slots=True)
class Heading:
    """What the document is: its id, and ``kind`` quote, receipt, refund or usage."""

    id: str
    kind: str
    pending_until: datetime | None = None
    expires_at: datetime | None = None


def explain(decision: Decision, heading: Heading, public: Decision | None = None) -> Document:
    """Give the explanation of a decision; ``public`` is the same situation decided for nobody."""
    programme, trace = decision.programme, Trace(decision)
    effective = programme.shape.effective
    lines = list(_lines(decision, trace))
    return {
        "version": VERSION,
        "id": heading.id,
        "kind": heading.kind,
        "programme": {
            "name": programme.name,
            "digest": programme.digest,
            "effective": {
                "from": effective.from_.isoformat(),
                "until": effective.until.isoformat() if effective.until else None,
            },
        },
        **_plan(decision),
        "currency": programme.currency.code,
        "exponent": programme.currency.exponent,
        "at": instant_text(decision.situation.at),
        "timezone": programme.shape.timezone,
        "day": decision.situation.at.astimezone(programme.zone).date().isoformat(),
        "total": _total(decision),
        **_converted(decision, trace),
        "baseline": _baseline(decision, trace, public),
        "lines": lines,
        "slices": list(_slices(decision, trace, lines)),
        "points": _points(decision, trace, heading),
        "steps": list(trace.steps()),
        "facts": trace.facts(),
        "inputs": _inputs(decision, trace),
        "not_applied": list(not_applied(decision, trace)),
    }


def instant_text(at: datetime) -> str:
    """Give a UTC instant as RFC 3339 text, ``2026-11-22T09:00:00Z``."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _plan(decision: Decision) -> Document:
    """Give the plan whose period is explained, by id and name; nothing of an order."""
    plans = decision.programme.shape.plans
    found = next((plan for plan in plans if decision.programme.plans.get(plan.id) is decision.part), None)
    return {} if found is None else {"plan": {"id": found.id, "name": dict(found.name)}}


def _total(decision: Decision) -> Document:
    return {
        "due": decision.due,
        "points_money": decision.value("points.money"),
        "payable": decision.payable,
        "tax_inside": decision.value("total.tax_inside"),
        "tax_added": decision.value("total.tax_added"),
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


def _baseline(decision: Decision, trace: Trace, public: Decision | None) -> Document | None:
    if public is None:
        return None
    return {
        "public_total": public.due,
        "saved": public.due - decision.due,
        "level": _personal_reach(decision, trace, public),
    }


def _personal_reach(decision: Decision, trace: Trace, public: Decision) -> str:
    """Give how personal the decision was: none, membership or individual.

    By the facts read that are other than nobody's: reading that somebody is no member is not personal.
    """
    names = decision.part.compiled.order_inputs
    values = zip(names, decision.situation.order, public.situation.order, strict=True)
    labels = {trace.label(name) for name, ours, nobodys in values if ours != nobodys} - FROM_REQUEST
    return "individual" if labels - {"membership"} else "membership" if labels else "none"


def _lines(decision: Decision, trace: Trace) -> Iterator[Document]:
    number = 0
    for index in (*range(len(decision.situation.lines)), None):
        for template in decision.part.lines:
            if (template.scope is Scope.ORDER) is not (index is None):
                continue
            line = _line(decision, trace, template, index)
            if line is not None:
                number += 1
                yield {"n": number, **line}
    if decision.part.payment is not None and decision.points_used:
        template = LineTemplate(
            "points.money",
            Scope.ORDER,
            Category.POINTS_USED,
            decision.part.payment,
            sign=-1,
            purpose="payment",
        )
        paid = _line(decision, trace, template, None)
        if paid is not None:
            yield {"n": number + 1, **paid}


def _line(decision: Decision, trace: Trace, template: LineTemplate, index: int | None) -> Document | None:
    value = trace.number(template.formula, index)
    if (value == 0 and not template.shown_at_zero) or not _is_shown(decision, trace, template, index):
        return None
    rule, category = _winner(trace, template, index)
    base = template.category is Category.BASE and index is not None
    return {
        "category": category.value,
        "label": _label(decision, template, rule, index),
        "amount": template.sign * int(value),
        "order_line": decision.situation.lines[index].id if index is not None else None,
        "quantity": decimal_text(trace.fact("line.quantity", index)) if base else None,
        "unit_price": trace.major(trace.fact("line.unit_price", index)) if base else None,
        "rule": {"id": rule.id, "where": str(rule.span) if rule.span else None},
        "step": trace.step_id(template.formula, index),
        "sign": template.sign,
        "reads": sorted(decision.part.compiled.sheet.behind[template.formula]),
        "set_by": template.set_by,
        "recipient": template.recipient,
        "purpose": template.purpose,
        "mandatory": template.mandatory,
        "avoided_by": [{"fact": fact, "value": value} for fact, value in template.avoided_by],
        "refundable": template.refundable,
        "inside": template.inside,
    }


def _is_shown(decision: Decision, trace: Trace, template: LineTemplate, index: int | None) -> bool:
    """Give whether the line is for rows of this kind, and is shown as things stand."""
    other_row = index is not None and template.of_rows not in {None, decision.situation.lines[index].sku}
    return not other_row and (template.shown_while is None or trace.number(template.shown_while, None) > 0)


def _label(decision: Decision, template: LineTemplate, rule: Rule, index: int | None) -> dict[str, str]:
    if template.category is Category.BASE and index is not None:
        sku = decision.situation.lines[index].sku
        return dict.fromkeys(decision.programme.shape.languages, sku)
    return dict(rule.label)


def _winner(trace: Trace, template: LineTemplate, index: int | None) -> tuple[Rule, Category]:
    best = Fraction(0)
    found = (template.rule, template.category)
    for candidate in template.candidates:
        value = trace.number(candidate.formula, index)
        if value > best:
            best, found = value, (candidate.rule, candidate.category)
    return found


def _slices(decision: Decision, trace: Trace, lines: list[Document]) -> Iterator[Document]:
    """Give the slices that hold anything: of each row, then of the period."""
    numbers = {line["step"]: line["n"] for line in lines}
    for index in (*range(len(decision.situation.lines)), None):
        for piece in decision.part.slices:
            number = numbers.get(trace.step_id(piece.line, index))
            if number is None or (piece.scope is Scope.ORDER) is not (index is None):
                continue
            quantity, amount = trace.number(piece.quantity, index), trace.number(piece.amount, index)
            if quantity == 0 and amount == 0:
                continue
            yield {
                "line": number,
                "row": decision.situation.lines[index].id if index is not None else None,
                "from": decimal_text(piece.from_),
                "up_to": decimal_text(piece.up_to) if piece.up_to is not None else None,
                "quantity": decimal_text(quantity),
                "unit": trace.major(trace.number(piece.unit, index)),
                "flat": trace.major(trace.number(piece.flat, index)),
                "amount": str(amount),
                "step": trace.step_id(piece.amount, index),
                "what": piece.what.value,
                **({"whole": trace.step_id(piece.whole, index)} if piece.whole else {}),
                **_blocks(piece, trace, index),
            }


def _blocks(piece: SliceTemplate, trace: Trace, index: int | None) -> Document:
    """Give how a flat amount is made of blocks or events, nothing for a slice that has neither."""
    if piece.blocks is None:
        return {}
    count, price = trace.number(piece.blocks.count, index), trace.number(piece.blocks.price, index)
    if piece.blocks.size is None:
        return {"events": {"count": decimal_text(count), "price": trace.major(price)}}
    size = decimal_text(piece.blocks.size)
    return {"blocks": {"count": decimal_text(count), "size": size, "price": trace.major(price)}}


def _points(decision: Decision, trace: Trace, heading: Heading) -> Document:
    wallets = [
        {"wallet": wallet.id, "label": dict(wallet.name), "earned": decision.earned_in(wallet.id)}
        | {"awards": _awards(decision, trace, wallet.id)}
        for wallet in decision.programme.shape.wallets
        if wallet.id != POINTS and decision.earned_in(wallet.id)
    ]
    return {
        "unit": POINTS,
        "earned": decision.points_earned,
        "used": decision.points_used,
        "awards": _awards(decision, trace, POINTS),
        "pending_until": instant_text(heading.pending_until) if heading.pending_until else None,
        "expires_at": instant_text(heading.expires_at) if heading.expires_at else None,
        **({"wallets": wallets} if wallets else {}),
    }


def _awards(decision: Decision, trace: Trace, wallet: str) -> list[Document]:
    awards = []
    for template in decision.part.awards:
        if template.wallet != wallet:
            continue
        rows = range(len(decision.situation.lines)) if template.scope is Scope.LINE else (None,)
        for index in rows:
            points = trace.number(template.formula, index)
            if points == 0:
                continue
            rule = template.rule
            best = Fraction(1)
            for name, candidate in template.winners:
                if trace.number(name, index) > best:
                    best, rule = trace.number(name, index), candidate
            awards.append(
                {
                    "rule": rule.id,
                    "label": dict(rule.label),
                    "line": decision.situation.lines[index].id if index is not None else None,
                    "points": str(points),
                    "step": trace.step_id(template.formula, index),
                }
            )
    return awards


def _inputs(decision: Decision, trace: Trace) -> Document:
    read = decision.part.compiled.sheet.reads
    used = [
        {
            "fact": name,
            "kind": trace.inputs[name].node.kind.value,
            "label": trace.label(name),
            "purpose": list(trace.purpose(name)),
        }
        for name in sorted(read)
    ]
    declared = decision.programme.shape.facts
    not_used = [
        {"fact": name, "label": trace.label(name)}
        for name in sorted(declared)
        if name not in read and not is_derived(name, declared[name])
    ]
    return {"used": used, "not_used": not_used}

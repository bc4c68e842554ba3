"""The lines of an explanation and the slices of charges: each with its rule, who set it, what it read."""

from collections.abc import Iterator, Mapping
from fractions import Fraction

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.telling.reach import Reach
from loyalty.decision.trace import Trace
from loyalty.language import tree as t
from loyalty.language.readers.words import decimal_text
from loyalty.language.sheet import Rule, Scope
from loyalty.pricing.charge import SliceTemplate
from loyalty.pricing.line import Category, LineTemplate
from loyalty.pricing.rows import STRETCH_PART, STRETCH_SEATS, STRETCH_TOTAL, add_on_name


def lines_of(
    decision: Decision, trace: Trace, references: Mapping[str, Document] | None = None
) -> list[Document]:
    """Give the lines in order; a tax names as its ``parent`` the line it is on, which lists its ``taxes``.

    ``references`` says by order line what the price of the article may be compared with.
    """
    lines = list(_lines(decision, trace))
    for line in lines:
        if references and line["category"] == Category.BASE:
            line["reference"] = references.get(line["order_line"])
    for line in lines:
        line["parent"] = _parent(decision, trace, line, lines) if line["category"] == Category.TAX else None
    for line in lines:
        line["taxes"] = [
            {"line": tax["n"], "label": tax["label"], "rate": _rate(trace, tax), "amount": tax["amount"]}
            for tax in lines
            if tax["parent"] == line["n"]
        ]
    return lines


def _rate(trace: Trace, tax: Document) -> str | None:
    """Give the rate of a tax as a decimal text, 0.19; None where it is so much of each unit."""
    stem, _, row = tax["step"].partition("[")
    before, _, what = stem.rpartition(".")
    formula = f"{before}.rate.{what}"
    if formula not in trace.formulas:
        return None
    of_line = trace.formulas[formula].scope is Scope.LINE
    index = next((n for n, line in enumerate(trace.decision.situation.lines) if line.id == row[:-1]), None)
    return decimal_text(trace.number(formula, index if of_line else None))


def _parent(decision: Decision, trace: Trace, tax: Document, lines: list[Document]) -> int | None:
    """Give the number of the first line of the same row that a tax is worked out from."""
    stem, _, row = tax["step"].partition("[")
    looked = trace.index.once("looked", stem, lambda: _behind(decision, stem))
    for line in lines:
        name, _, other = line["step"].partition("[")
        if line["category"] != Category.TAX and name in looked and other == row:
            return int(line["n"])
    return None


def _behind(decision: Decision, formula: str) -> frozenset[str]:
    """Give the facts and formulas that a formula looks at, through however many others, itself among them."""
    looked, waiting = set[str](), [formula]
    while waiting:
        name = waiting.pop()
        if name not in looked:
            looked.add(name)
            waiting.extend(decision.part.compiled.sheet.looks_at.get(name, ()))
    return frozenset(looked)


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
    if trace.is_zero(template.formula, index) and not template.shown_at_zero:
        return None
    if not _is_shown(decision, trace, template, index):
        return None
    rule, category = _winner(trace, template, index)
    base = template.category is Category.BASE and index is not None
    reads = decision.part.compiled.sheet.behind[template.formula]
    personal = trace.index.once("personal", template.formula, lambda: Reach(decision).personal(reads))
    share = _share(trace, index, reads)
    if category is Category.SUBSCRIPTION and share and share["share"]["part"] != share["share"]["total"]:
        category = Category.PRORATION
    return {
        "category": category.value,
        "label": _label(decision, template, rule, index),
        "amount": template.sign * int(trace.exact(template.formula, index)),
        "order_line": decision.situation.lines[index].id if index is not None else None,
        "quantity": decimal_text(trace.fact("line.quantity", index)) if base else None,
        "unit_price": trace.major(trace.fact("line.unit_price", index)) if base else None,
        "rule": {"id": rule.id, "where": str(rule.span) if rule.span else None},
        "step": trace.step_id(template.formula, index),
        "sign": template.sign,
        "mode": _mode(trace, template),
        "reads": list(trace.index.once("reads", template.formula, lambda: sorted(reads))),
        "personal_reads": list(personal),
        "published_condition": _published(decision, trace, rule) if personal else None,
        "reference": None,
        **share,
        "set_by": template.set_by,
        "recipient": template.recipient,
        "purpose": template.purpose,
        "mandatory": template.mandatory,
        "avoided_by": [{"fact": fact, "value": value} for fact, value in template.avoided_by],
        "refundable": template.refundable,
        "inside": template.inside,
    }


def _mode(trace: Trace, template: LineTemplate) -> str | None:
    """Give how the amount is rounded, None where it is exact by itself."""
    tree = trace.formulas[template.formula].tree
    return tree.mode.value if isinstance(tree, t.Round | t.Ratio) else None


def _published(decision: Decision, trace: Trace, rule: Rule) -> Document:
    """Give since when a rule that looks at somebody stands in the programme, and what it asks for.

    A rule without a condition of its own, as the discount of a tier, asks for what its name says.
    """
    name = f"when.{rule.id}"
    since = decision.programme.shape.effective.from_.isoformat()
    if name not in trace.formulas:
        return {"since": since, "asks": None}
    return {"since": since, "asks": trace.asked(trace.formulas[name].tree)}


def _share(trace: Trace, index: int | None, reads: frozenset[str]) -> Document:
    """Give the share of the period that a row is for, and how many of what it counts; nothing of an order."""
    if index is None or not {STRETCH_PART, STRETCH_TOTAL} <= reads:
        return {}
    counted = {name: decimal_text(trace.fact(name, index)) for name in sorted(reads) if _counts(name)}
    part, total = (decimal_text(trace.fact(name, index)) for name in (STRETCH_PART, STRETCH_TOTAL))
    return {"share": {"part": part, "total": total, "counts": counted}}


def _counts(name: str) -> bool:
    return name == STRETCH_SEATS or name.startswith(add_on_name(""))


def _is_shown(decision: Decision, trace: Trace, template: LineTemplate, index: int | None) -> bool:
    """Give whether the line is for rows of this kind, and is shown as things stand."""
    other_row = index is not None and template.of_rows not in {None, decision.situation.lines[index].sku}
    return not other_row and (template.shown_while is None or trace.exact(template.shown_while, None) > 0)


def _label(decision: Decision, template: LineTemplate, rule: Rule, index: int | None) -> dict[str, str]:
    if template.category is Category.BASE and index is not None:
        sku = decision.situation.lines[index].sku
        return dict.fromkeys(decision.programme.shape.languages, sku)
    return dict(rule.label)


def _winner(trace: Trace, template: LineTemplate, index: int | None) -> tuple[Rule, Category]:
    best: int | Fraction = 0
    found = (template.rule, template.category)
    for candidate in template.candidates:
        if (value := trace.exact(candidate.formula, index)) > best:
            best = value
            found = (candidate.rule, candidate.category)
    return found


def slices_of(decision: Decision, trace: Trace, lines: list[Document]) -> Iterator[Document]:
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

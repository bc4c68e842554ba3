"""A bill in words: the amount first, then each period with its lines, the sum, payment, reasons."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from loyalty.wording.bills.spans import span
from loyalty.wording.desk.course import course
from loyalty.wording.parts import Row, Section, Wording
from loyalty.wording.reasons import notices_beside, whose
from loyalty.wording.voice import Document, Speaker

PERIODIC = {"subscription", "proration", "usage"}
CREDIT_NOTE = "credit_note"


def invoice_wording(document: Document, language: str) -> Wording:
    """Give an invoice, a credit note or a preview in words. Raises UnknownLanguageError."""
    speaker = Speaker(document, language)
    kind = document["kind"]
    sign = -1 if kind == CREDIT_NOTE else 1
    title = speaker.say(f"invoice.title.{kind}", number=document["number"] or "")
    total = Row(speaker.say(f"invoice.top.{kind}"), speaker.money(sign * document["payable"]), strong=True)
    sums = (*_periods(speaker), *_tax(speaker), _sum(speaker), *_payment(speaker))
    sections = (*sums, *notices_beside(speaker), *course(speaker), _about(speaker))
    return Wording(title, total, sections)


def _periods(speaker: Speaker) -> Iterator[Section]:
    groups: dict[tuple[str, str, str], list[Document]] = {}
    for line in speaker.document["lines"]:
        if not line["inside"]:
            place = (line["period"]["start"], line["period"]["end"], line["plan"])
            groups.setdefault(place, []).append(line)
    names = {period["plan"]: speaker.label(period["plan_name"]) for period in speaker.document["periods"]}
    for (start, end, plan), lines in sorted(groups.items()):
        title = speaker.say("invoice.period", plan=names[plan], span=span(speaker, start, end))
        yield Section(title, tuple(_line(speaker, line) for line in lines))


def _line(speaker: Speaker, line: Document) -> Row:
    return Row(speaker.label(line["label"]), speaker.money(line["amount"]), tuple(_notes(speaker, line)))


def _notes(speaker: Speaker, line: Document) -> Iterator[str]:
    if line["category"] in PERIODIC:
        yield speaker.known("category", line["category"])
    if line["quantity"] is not None:
        yield speaker.say("invoice.quantity", quantity=speaker.number(line["quantity"]))
    # Invoices of plans without shares once had a part, and nothing that it was of.
    if line["note"] is not None and line["note"]["total"] is not None:
        part, total = (speaker.number(line["note"][name]) for name in ("part", "total"))
        yield speaker.say("invoice.share", part=part, total=total)
    if line["booked"]:
        now, booked = speaker.money(line["now"]), speaker.money(line["booked"])
        yield speaker.say("invoice.difference", now=now, booked=booked)


def _tax(speaker: Speaker) -> Iterator[Section]:
    sums: dict[str, int] = {}
    for line in speaker.document["lines"]:
        if line["inside"]:
            label = speaker.label(line["label"])
            sums[label] = sums.get(label, 0) + line["amount"]
    if sums:
        rows = (Row(speaker.say("tax.inside", label=label), speaker.money(sums[label])) for label in sums)
        yield Section(speaker.say("tax"), tuple(rows))


def _sum(speaker: Speaker) -> Section:
    total = speaker.document["total"]
    rows = []
    if total["tax_added"]:
        rows = [
            Row(speaker.say("invoice.net"), speaker.money(total["net"])),
            Row(speaker.say("invoice.tax_added"), speaker.money(total["tax_added"])),
        ]
    rows.append(Row(speaker.say("invoice.due"), speaker.money(total["due"]), strong=True))
    return Section(speaker.say("invoice.sum"), tuple(rows), sentences=tuple(_converted(speaker)))


def _converted(speaker: Speaker) -> Iterator[str]:
    converted = speaker.document.get("converted")
    if converted is not None:
        foreign = Speaker({**speaker.document, **converted}, speaker.language)
        yield speaker.say(
            "invoice.converted",
            amount=foreign.money(converted["amount"]),
            rate=speaker.number(converted["rate"]),
            day=speaker.day(converted["day"]),
            source=converted["source"],
        )


def _payment(speaker: Speaker) -> Iterator[Section]:
    document = speaker.document
    if not document["paid"]:
        return
    rows = [_paid_with(speaker, paid) for paid in document["paid"]]
    key = "invoice.left_back" if document["payable"] < 0 else "invoice.left"
    rows.append(Row(speaker.say(key), speaker.money(abs(document["payable"])), strong=True))
    said = [speaker.say("invoice.overage", amount=speaker.money(document["overage"]))]
    yield Section(
        speaker.say("invoice.paid"), tuple(rows), sentences=tuple(said if document["overage"] > 0 else ())
    )


def _paid_with(speaker: Speaker, paid: Document) -> Row:
    """Give what paid a part; of which grant credit is, service staff read."""
    said = Row(speaker.label(paid["label"]), speaker.money(-paid["amount"]))
    if paid["kind"] == "credit":
        return replace(said, reference=speaker.say("invoice.grant", grant=str(paid["grant"])))
    count = Fraction(paid["points"])
    key = "payment.points" if count >= 0 else "payment.points_back"
    return replace(said, notes=(speaker.say(key, points=speaker.points(abs(count))),))


def _about(speaker: Speaker) -> Section:
    document = speaker.document
    said = [*whose(speaker), speaker.say("invoice.subscription", id=document["subscription"])]
    if document["issued_at"] is not None:
        said.append(speaker.say("invoice.issued", at=speaker.instant(document["issued_at"])))
    if document["cancels"] is not None:
        said.append(speaker.say("invoice.cancels", number=document["cancels"]))
    said.append(speaker.say("invoice.programme", **document["programme"]))
    said += [speaker.say("about.check"), speaker.say("about.sumcheck")]
    explained = [period for period in document["periods"] if period["explanation"] is not None]
    times = Counter(_of_period(speaker, period) for period in explained)
    rows = tuple(
        Row(
            said,
            notes=tuple(_told(speaker, period)) if times[said] > 1 else (),
            explained=period["explanation"],
        )
        for period in explained
        for said in [_of_period(speaker, period)]
    )
    return Section(speaker.say("invoice.about"), rows, sentences=tuple(said))


def _told(speaker: Speaker, period: Document) -> Iterator[str]:
    """Give when the reasons of a period were told, where several bills told of it."""
    if period.get("told_at") is not None:
        yield speaker.say("invoice.told", at=speaker.instant(period["told_at"]))


def _of_period(speaker: Speaker, period: Document) -> str:
    time = span(speaker, period["start"], period["end"])
    return speaker.say("invoice.period", plan=speaker.label(period["plan_name"]), span=time)

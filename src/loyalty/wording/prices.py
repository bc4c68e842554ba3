"""The money of an explanation: total, lines, tax, payment, slices, the price without membership."""

import re
from collections.abc import Iterator
from fractions import Fraction

from loyalty.pricing.line import FEES
from loyalty.wording import amounts
from loyalty.wording.parts import Grid, Row, Section
from loyalty.wording.telling.beside import changes, promise
from loyalty.wording.voice import Document, Voice, reference

PERIODIC = {"subscription", "proration", "usage"}
PAID = "points_used"
RETURNED = "refund"
EVENT = "event"
PART, TOTAL = "period.part", "period.total"
_TIME = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d)?")
"""What a row is called that is a time of the period: its local beginning."""


def total(voice: Voice) -> Row:
    """Give the total to pay, what goes back, or what an event earned; everything else explains it."""
    if voice.document["kind"] == EVENT:
        return Row(voice.say("points.earned"), voice.points(voice.document["points"]["earned"]), strong=True)
    if voice.document["kind"] == RETURNED:
        return _given_back(voice, voice.document["refund"])
    told = voice.document["total"]
    key = "total.so_far" if told.get("excluded") else "total.charged"
    return Row(voice.say(key), voice.money(told["due"]), strong=True)


def not_known_yet(voice: Voice) -> Iterator[Row]:
    """Give each fee that cannot be worked out yet: how it will be, and what it waits for."""
    for fee in voice.document.get("total", {}).get("excluded", ()):
        names = [
            voice.label(each["name"]) if each["name"] else voice.fact(each["fact"])
            for each in fee["known_with"]
        ]
        how = voice.label(fee["formula"]).rstrip(".。")
        known = voice.say("total.open.known", known=voice.say("total.open.and").join(names))
        yield Row(voice.say("total.open", fee=voice.label(fee["label"]), formula=how), notes=(known,))


def prices(voice: Voice) -> Iterator[Section]:
    """Give every section about money that this document has; an event has none."""
    if voice.document["kind"] == EVENT:
        return
    lines = voice.document["lines"]
    counted = [line for line in lines if not line["inside"] and line["category"] != PAID]
    yield from _returned(voice)
    title = voice.say("lines.kept" if voice.document["kind"] == RETURNED else "lines")
    yield Section(title, tuple(_line(voice, line) for line in counted))
    yield from _slices(voice)
    yield from _tax(voice)
    yield from _payment(voice, [line for line in lines if line["category"] == PAID])
    yield from _given(voice)
    yield from _offline(voice)
    yield from promise(voice)
    yield from _baseline(voice)
    yield from changes(voice)


def _returned(voice: Voice) -> Iterator[Section]:
    """Give how what goes back of an order comes about."""
    if voice.document["kind"] != RETURNED:
        return
    given = voice.document["refund"]
    rows = [
        Row(voice.say("returned.paid"), voice.money(given["paid_before"])),
        Row(voice.say("returned.kept"), voice.money(given["kept_payable"])),
    ]
    if given["not_refundable"]:
        rows.append(Row(voice.say("returned.stays"), voice.money(given["not_refundable"])))
    rows.append(_given_back(voice, given))
    rows += [
        Row(voice.say(f"returned.{name}"), voice.points(given[name]))
        for name in ("points_back", "points_restored")
        if given[name]
    ]
    rows += [
        Row(
            voice.say("returned.of_wallet", wallet=voice.label(each["label"])),
            voice.points(each["points_back"]),
        )
        for each in given.get("wallets", ())
    ]
    sentences = [voice.say(f"returned.{given.get('what', 'return')}")]
    if given.get("reason"):
        sentences.append(voice.say("returned.reason", reason=given["reason"]))
    for ended in given.get("vouchers_ended", ()):
        key = "given.ended_used" if ended["used"] else "given.ended"
        sentences.append(voice.say(key, voucher=ended["voucher"]))
    yield Section(voice.say("returned"), tuple(rows), sentences=tuple(sentences))


def _given(voice: Voice) -> Iterator[Section]:
    """Give the vouchers for the next order."""
    rows = [
        Row(
            voice.label(given["label"]),
            given.get("code", ""),
            (voice.say("given.until", day=voice.day(given["last_day"])),),
        )
        for given in voice.document.get("vouchers_given", ())
    ]
    if rows:
        yield Section(voice.say("given"), tuple(rows))


def _offline(voice: Voice) -> Iterator[Section]:
    """Give what a till without the network had promised, where what is decided differs."""
    told = voice.document.get("offline", {})
    if "reason" not in told:
        return
    promised, differs = told["promised"], told["difference"]
    rows = [
        Row(voice.say("offline.payable"), voice.money(promised["payable"])),
        Row(voice.say("offline.earned"), voice.points(promised["points_earned"])),
    ]
    if promised["points_used"] or differs["points_used"]:
        rows.append(Row(voice.say("offline.used"), voice.points(promised["points_used"])))
    sentences = [voice.say("offline.reason", reason=told["reason"])]
    yield Section(voice.say("offline"), tuple(rows), sentences=tuple(sentences))


def _given_back(voice: Voice, given: Document) -> Row:
    key = "returned.money" if given["money"] >= 0 else "returned.money_again"
    value = given.get("to_stored_value", 0)
    notes = (voice.say("returned.value", amount=voice.money(value)),) if value else ()
    return Row(voice.say(key), voice.money(abs(given["money"])), notes, strong=True)


def _line(voice: Voice, line: Document) -> Row:
    return Row(
        voice.label(line["label"]),
        voice.money(line["amount"]),
        tuple(_notes(voice, line)),
        reference(line.get("rule")),
        _exact(voice, line),
        part=line["order_line"] is not None and line["category"] not in {"base", *PERIODIC},
    )


def _notes(voice: Voice, line: Document) -> Iterator[str]:
    if line["quantity"] is not None and line["unit_price"] is not None:
        price = voice.major(line["unit_price"])
        yield voice.say("line.times", quantity=voice.number(line["quantity"]), price=price)
    if line.get("per_measure") is not None:
        yield _per_measure(voice, line["per_measure"])
    if line.get("reference") is not None:
        yield _was(voice, line["reference"])
    if line["category"] in PERIODIC:
        yield voice.known("category", line["category"])
        yield from _stretch(voice, line)
    purpose = voice.known("purpose", line["purpose"])
    if line["recipient"] != "seller":
        key = "line.to_for" if line["category"] in FEES and purpose else "line.to"
        yield voice.say(key, recipient=voice.known("recipient", line["recipient"]), purpose=purpose)
    elif line["category"] in FEES and purpose:
        yield voice.say("line.for", purpose=purpose)
    if not line["refundable"]:
        yield voice.say("line.final")
    if line["avoided_by"]:
        yield voice.say("line.avoided", ways=_ways(voice, line["avoided_by"]))


def _per_measure(voice: Voice, each: Document) -> str:
    """Give the price of one unit of measure, and beside a member's the one for everybody."""
    key = "line.measure" if each["price"] == each["public_price"] else "line.measures"
    price, public = voice.major(each["price"]), voice.major(each["public_price"])
    return voice.say(key, price=price, public=public, unit=each["unit"])


def _was(voice: Voice, earlier: Document) -> str:
    """Give the price that a reduction is compared with, called what the law of its market says it is.

    Documents of earlier versions tell no sort.
    """
    return voice.say(
        f"line.was.{earlier['sort']}" if "sort" in earlier else "line.was",
        price=voice.major(earlier["prior_price"]),
        days=voice.number(str(earlier["days"])),
        day=voice.day(earlier["day"]),
        percent=voice.number(str(earlier["percent"])),
    )


def _stretch(voice: Voice, line: Document) -> Iterator[str]:
    """Give the share of the period that a line is for, and how many of what it counts."""
    share = line.get("share") or _told_once(voice, line)
    part, total = share["part"], share["total"]
    if part is not None and total is not None and part != total:
        yield voice.say("line.share", part=voice.number(part), total=voice.number(total))
    for name, number in share["counts"].items():
        yield voice.say("fact.value", fact=voice.fact(name), value=voice.number(number))


def _told_once(voice: Voice, line: Document) -> Document:
    """Give the share of a line as explanations of version 1 tell it: by the facts the line reads."""
    facts = voice.document.get("facts", {})
    known = {name: facts.get(f"{name}[{line['order_line']}]") for name in line.get("reads", ())}
    names = ("stretch.seats", *(name for name in known if name.startswith("stretch.add_on.")))
    counts = {name: known[name] for name in names if known.get(name) is not None}
    return {"part": known.get("stretch.part"), "total": known.get("stretch.total"), "counts": counts}


def _ways(voice: Voice, ways: list[Document]) -> str:
    """Give the choices that avoid a fee, those of one fact together."""
    choices: dict[str, list[str]] = {}
    for way in ways:
        value = voice.value(way["fact"], way["value"])
        choices.setdefault(voice.fact(way["fact"]), []).append(voice.say("quoted", text=value))
    return voice.listed(
        (
            voice.say("line.way", choice=voice.listed(values, "list.or"), fact=fact)
            for fact, values in choices.items()
        ),
        "list.or",
    )


def _exact(voice: Voice, line: Document) -> str:
    step = voice.steps.get(line.get("step", ""))
    if step is None or step["mode"] is None or step["exact"] == step["value"]:
        return ""
    exact = voice.money(line["sign"] * Fraction(step["exact"]))
    return voice.say("line.exact", exact=exact, mode=voice.rounding(step["mode"]))


def _tax(voice: Voice) -> Iterator[Section]:
    groups: dict[str, list[Document]] = {}
    for line in voice.document["lines"]:
        if line["inside"]:
            groups.setdefault(voice.label(line["label"]), []).append(line)
    rows = [
        Row(
            voice.say("tax.inside", label=voice.label(group[0]["label"])),
            voice.money(sum(line["amount"] for line in group)),
            reference=reference(group[0].get("rule")),
        )
        for group in groups.values()
    ]
    if voice.document["total"]["tax_added"]:
        rows.append(Row(voice.say("tax.added"), voice.money(voice.document["total"]["tax_added"])))
    if rows:
        yield Section(voice.say("tax"), tuple(rows))


def _payment(voice: Voice, paid: list[Document]) -> Iterator[Section]:
    if paid:
        yield Section(voice.say("payment"), tuple(_paid(voice, paid)))
    converted = voice.document.get("converted")
    if converted is not None:
        row = Row(
            voice.say("converted.left", currency=converted["currency"]),
            amounts.money(
                Fraction(converted["amount"]), converted["currency"], converted["exponent"], voice.language
            ),
            (
                voice.say(
                    "converted.rate",
                    own=voice.document["currency"],
                    rate=voice.number(converted["rate"]),
                    currency=converted["currency"],
                    day=voice.day(converted["from"]),
                    source=converted["source"],
                ),
            ),
            strong=True,
        )
        yield Section(voice.say("converted"), (row,))


def _paid(voice: Voice, paid: list[Document]) -> Iterator[Row]:
    used = voice.say("payment.points", points=voice.points(voice.document["points"]["used"]))
    for line in paid:
        yield Row(
            voice.label(line["label"]),
            voice.money(line["amount"]),
            (used,),
            reference(line.get("rule")),
            _exact(voice, line),
        )
    key = "payment.left_kept" if voice.document["kind"] == RETURNED else "payment.left"
    yield Row(voice.say(key), voice.money(voice.document["total"]["payable"]), strong=True)


def _slices(voice: Voice) -> Iterator[Section]:
    groups: dict[int, list[Document]] = {}
    for piece in voice.document["slices"]:
        groups.setdefault(piece["line"], []).append(piece)
    lines = {line["n"]: line for line in voice.document["lines"]}
    grids = tuple(_grid(voice, lines[n], pieces) for n, pieces in groups.items())
    if grids:
        yield Section(voice.say("slices"), grids=grids)


def _grid(voice: Voice, line: Document, pieces: list[Document]) -> Grid:
    exact, amount = sum(Fraction(piece["amount"]) for piece in pieces), voice.money(line["amount"])
    below = voice.say("slices.sum", amount=amount)
    if "whole" in pieces[0]:
        below = _share(voice, line, voice.money(exact), amount)
    elif exact != line["amount"]:
        mode = voice.rounding(line["mode"] if "mode" in line else voice.steps[line["step"]]["mode"])
        below = voice.say("slices.total", exact=voice.money(exact), mode=mode, amount=amount)
    heads = ("band", "quantity", "unit", "flat", "amount")
    return Grid(
        voice.label(line["label"]),
        tuple(voice.say(f"slices.{head}") for head in heads),
        tuple(_piece(voice, piece) for piece in pieces),
        below,
    )


def _share(voice: Voice, line: Document, whole: str, amount: str) -> str:
    """Say that an amount is for a share of the period, and which where it is one share for all of it."""
    facts = voice.document.get("facts", {})
    if line["order_line"] is not None or PART not in facts:
        return voice.say("slices.share", whole=whole, amount=amount)
    part, of = voice.number(facts[PART]), voice.number(facts[TOTAL])
    return voice.say("slices.share_of", whole=whole, part=part, total=of, amount=amount)


def _piece(voice: Voice, piece: Document) -> tuple[str, ...]:
    unit, flat, quantity = voice.major(piece["unit"]), voice.major(piece["flat"]), ""
    counted = piece.get("blocks") or piece.get("events")
    if counted:
        count, price = voice.number(counted["count"]), voice.major(counted["price"])
        flat = voice.say("slices.blocks", count=count, price=price)
    # Explanations kept from before there were words do not say what a slice is.
    what = piece.get("what", "protection" if Fraction(piece["flat"]) < 0 else "band")
    band = _band(voice, piece) if what in {"band", "free"} else voice.say(f"slices.{what}")
    if what == "free":
        band = voice.say("slices.free", band=band)
    if what in {"band", "free"} or Fraction(piece["quantity"]):
        quantity = voice.number(piece["quantity"])
    if what not in {"band", "free"}:
        unit = ""
    row = _row_of(voice, piece)
    if row:
        band = voice.say("slices.of_row", row=row, band=band)
    return band, quantity, unit, flat, voice.money(piece["amount"])


def _row_of(voice: Voice, piece: Document) -> str:
    """Give the cell that a slice is of, or when the time begins that it is of; nothing of a whole period."""
    row = piece.get("row") or ""
    if not _TIME.fullmatch(row):
        return row.partition(":")[2]
    times = {each["row"] for each in voice.document["slices"] if _TIME.fullmatch(each.get("row") or "")}
    day, _, hour = row.partition("T")
    return f"{voice.day(day)} {hour.removesuffix(':00')}".strip() if len(times) > 1 else ""


def _band(voice: Voice, piece: Document) -> str:
    low = voice.number(piece["from"])
    if piece["up_to"] is not None:
        return voice.say("band.closed", low=low, high=voice.number(piece["up_to"]))
    return voice.say("band.open", low=low) if Fraction(piece["from"]) else voice.say("band.all")


def _baseline(voice: Voice) -> Iterator[Section]:
    baseline = voice.document["baseline"]
    if baseline is None:
        return
    saved = baseline["saved"]
    if voice.document["kind"] == RETURNED:
        public, key, shown = "baseline.public_kept", "baseline.difference", saved
    elif saved < 0:
        public, key, shown = "baseline.public", "baseline.more", -saved
    else:
        public, key, shown = "baseline.public", "baseline.saved", saved
    rows = (
        Row(voice.say(public), voice.money(baseline["public_total"]), strong=True),
        Row(voice.say(key), voice.money(shown), strong=True),
    )
    sentences = [voice.say(f"baseline.{baseline['level']}")]
    if "instead_of" in baseline:
        sentences.append(voice.say("baseline.instead", amount=voice.money(baseline["instead_of"])))
    yield Section(voice.say("baseline"), rows, sentences=tuple(sentences))

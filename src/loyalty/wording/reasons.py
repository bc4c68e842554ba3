"""What else an explanation says: points, rules that did not apply, data, where it comes from, notices."""

import re
from collections.abc import Iterable, Iterator, Sequence
from fractions import Fraction
from functools import partial

from loyalty.decision.explain import OFFERED
from loyalty.language.occasions.moments import EVENT, HOUR
from loyalty.language.readers.missing import ABOVE, BELOW, NOT_YET
from loyalty.language.readers.words import SPEECH, Language, default_names
from loyalty.language.tree import Comparison, Kind
from loyalty.wording.languages import ZH
from loyalty.wording.parts import Row, Section
from loyalty.wording.voice import Document, Speaker, Voice

DIGEST_SHOWN = 12
KNOWN = "known."
"""What stands before a fact in the name of the truth that it is stated."""
ROUNDED = "points.rounded"
EARNED = "points.earned"
CAP = "points.cap."
_DISTANCES = {
    BELOW: ("not_applied.more", "not_applied.more_gives", "not_applied.more_costs"),
    ABOVE: ("not_applied.less", "not_applied.less_gives", "not_applied.less_costs"),
    NOT_YET: ("not_applied.later", "not_applied.later_gives", "not_applied.later_costs"),
}
_STRICT = {
    (Comparison.GT, BELOW): ("not_applied.over", "not_applied.over_gives", "not_applied.over_costs"),
    (Comparison.LT, ABOVE): ("not_applied.under", "not_applied.under_gives", "not_applied.under_costs"),
}
"""Where the bound itself is not enough."""
_FROM = frozenset({Comparison.GE, Comparison.EQ})
_WRITTEN_DAY = re.compile(r"(?<![-\w])[0-9]{4}-[0-9]{2}-[0-9]{2}(?![-\w])", re.ASCII)
"""A day as conditions were sealed with it."""
_HOURS = (["read", HOUR], ["read", f"{EVENT}hour"])


def notices_beside(speaker: Speaker) -> Iterator[Section]:
    """Give what has to be said beside the price of a document, of what there is."""
    said = tuple(speaker.label(notice["text"]) for notice in speaker.document.get("notices", ()))
    if said:
        yield Section(speaker.say("notices"), sentences=said)


def reasons(voice: Voice, beside: Iterable[Section]) -> Iterator[Section]:
    """Give the sections after those about money; ``beside`` come before what the document is."""
    yield from _points(voice)
    yield from _not_applied(voice)
    yield _data(voice)
    yield from beside
    yield _about(voice)


def _points(voice: Voice) -> Iterator[Section]:
    points = voice.document["points"]
    if EARNED not in voice.steps and not points["awards"]:
        return
    rows = (*_awards(voice, points["awards"]), *_settled(voice), _earned(voice, points["earned"]))
    yield Section(voice.say("points"), rows, sentences=tuple(_terms(voice, points)))
    for wallet in points.get("wallets", ()):
        rows = (*_awards(voice, wallet["awards"]), _earned(voice, wallet["earned"]))
        yield Section(voice.say("points.wallet", wallet=voice.label(wallet["label"])), rows)


def _earned(voice: Voice, points: int) -> Row:
    key = "points.kept" if voice.document["kind"] == "refund" else "points.earned"
    return Row(voice.say(key), voice.points(points), strong=True)


def _awards(voice: Voice, awards: list[Document]) -> Iterator[Row]:
    """Give what each rule contributes, exactly; several lines under one rule are summed."""
    sums: dict[str, Fraction] = {}
    labels: dict[str, str] = {}
    for award in awards:
        rule = award.get("rule", voice.label(award["label"]))
        sums[rule] = sums.get(rule, Fraction(0)) + Fraction(award["points"])
        labels.setdefault(rule, voice.label(award["label"]))
    for rule, points in sums.items():
        hidden = rule == labels[rule]
        yield Row(labels[rule], voice.points(points), reference="" if hidden else rule)
    if len(sums) > 1:
        yield Row(voice.say("points.sum"), voice.points(sum(sums.values())))


def _settled(voice: Voice) -> Iterator[Row]:
    """Give rounding and caps, each only where it changed the number."""
    if ROUNDED not in voice.steps:
        return
    rounded = voice.steps[ROUNDED]
    if rounded["exact"] != rounded["value"]:
        mode = voice.rounding(rounded["mode"])
        yield Row(voice.say("points.rounded", mode=mode), voice.points(rounded["value"]))
    before = rounded["value"]
    for name, step in voice.steps.items():
        if name.startswith(CAP):
            if step["value"] != before:
                yield Row(voice.say(name), voice.points(step["value"]), reference=step.get("rule", ""))
            before = step["value"]


def _terms(voice: Voice, points: Document) -> Iterator[str]:
    if not points["awards"]:
        yield voice.say("points.none")
    elif voice.document.get("facts", {}).get("member.enrolled") == "false":
        yield voice.say("points.members_only")
    if points["earned"] and points["pending_until"]:
        yield voice.say("points.pending", at=voice.instant(points["pending_until"]))
    if points["earned"] and points["expires_at"]:
        yield voice.say("points.end", at=voice.instant(points["expires_at"]))
    if points.get("balance_after") is not None:
        yield voice.say("points.balance", points=voice.points(points["balance_after"]))
    for lot in points.get("expiring", ()):
        yield voice.say("points.expiring", points=voice.points(lot["points"]), at=voice.instant(lot["at"]))
    if points.get("value_per_point") is not None:
        yield voice.say("points.worth", amount=voice.money(points["value_per_point"]))
        yield from _worth(voice, points.get("worth"))
    elif points.get("worth", points) is None and (points["earned"] or points["used"]):
        yield voice.say("points.no_money")


def _worth(voice: Voice, worth: Document | None) -> Iterator[str]:
    """Give what the points of a document pay, and to whoever sees ids the rule that says so."""
    if worth is None:
        return
    for what in ("earned", "used"):
        if Fraction(worth[what]):
            yield voice.say(f"points.worth.{what}", amount=voice.money(worth[what]))
    if "rule" in worth:
        yield voice.say("points.worth.rule", rule=worth["rule"])


def _not_applied(voice: Voice) -> Iterator[Section]:
    """Give the rules that did not apply; lines with the same reason stand together."""
    lines: dict[tuple[str, str, tuple[str, ...]], list[str]] = {}
    for item in voice.document["not_applied"]:
        same = (item.get("rule", ""), voice.label(item["label"]), tuple(why_not(voice, item)))
        lines.setdefault(same, []).extend([item["line"]] if item["line"] is not None else [])
    rows = [
        Row(_of_lines(voice, label, found) if found else label, notes=notes, reference=rule)
        for (rule, label, notes), found in lines.items()
    ]
    if rows:
        yield Section(voice.say("not_applied"), tuple(rows))


def _of_lines(voice: Voice, label: str, found: list[str]) -> str:
    """Give a rule with the articles it is about, or with numbers of lines where no name tells them apart."""
    bases = [line for line in voice.document["lines"] if line["category"] == "base"]
    names = {line["order_line"]: voice.label(line["label"]) for line in bases}
    told = list(names.values())
    if all(told.count(names.get(line, "")) == 1 for line in found):
        articles = voice.listed(names[line] for line in found)
        return voice.say("not_applied.articles", label=label, articles=articles)
    key = "not_applied.line" if len(found) == 1 else "not_applied.lines"
    return voice.say(key, label=label, lines=voice.listed(found))


def why_not(voice: Voice, item: Document) -> Iterator[str]:
    """Give why a rule did not apply, how far it was from that, and what it would have given or cost."""
    if "beaten_by" in item:
        yield voice.say("not_applied.beaten", rule=voice.label(item["beaten_by"]["label"]))
        yield from _would(voice, item)
        return
    if [part["code"] for part in item.get("missing", ())] == ["takes-nothing"]:
        yield voice.say("not_applied.takes_nothing")
        yield from _would(voice, item)
        return
    yield voice.say("not_applied.needed", needed=_needed(voice, item))
    was = [
        voice.say("fact.value", fact=voice.fact(name), value=voice.value(name, text))
        for name, text in item.get("was", {}).items()
    ]
    if was:
        yield voice.say("not_applied.was", was=voice.listed(was, "list.clauses"))
    missing = item.get("missing", ())
    if len(missing) == 1 and missing[0]["code"] in _DISTANCES and missing[0]["distance"] != "0":
        yield _distance(voice, item, missing[0])
    else:
        yield from _would(voice, item)


def _distance(voice: Voice, item: Document, part: Document) -> str:
    """Give how much more would do, or when it applies, where that is all that is missing."""
    (alone, giving, charging), distance = _patterns(part), _far(voice, part)
    if item.get("gives") is not None:
        said = voice.say(giving, distance=distance, gives=_number(voice, item["gives"]))
    elif item.get("costs") is not None:
        said = voice.say(charging, distance=distance, costs=_number(voice, item["costs"]))
    else:
        said = voice.say(alone, distance=distance)
    if "label" in part:
        said = voice.say("not_applied.label", said=said, label=voice.known("label", part["label"]))
    return said


def _would(voice: Voice, item: Document) -> Iterator[str]:
    """Give what the rule would have given, or cost, where that is known."""
    if item.get("gives") is not None:
        yield voice.say("not_applied.would_give", gives=_number(voice, item["gives"]))
    if item.get("costs") is not None:
        yield voice.say("not_applied.would_cost", costs=_number(voice, item["costs"]))


def _number(voice: Voice, told: Document) -> str:
    return voice.quantity(told["kind"], told["value"], rate=True)


def _patterns(part: Document) -> tuple[str, str, str]:
    """Give how a distance is said: alone, with what it gives, and with what it costs."""
    if _is_hour(part):
        return "not_applied.hour", "not_applied.hour_gives", "not_applied.hour_costs"
    sign = _sign(part)
    usual = _DISTANCES[part["code"]]
    return usual if sign is None else _STRICT.get((sign, part["code"]), usual)


def _far(voice: Voice, part: Document) -> str:
    if _is_hour(part):
        return f"{part['needed']}:00"
    if part["unit"] == Kind.DAY:
        return voice.days(part["distance"])
    return voice.quantity(part["unit"], part["distance"])


def _is_hour(part: Document) -> bool:
    of_hour = part["of_hour"] if "of_hour" in part else part["formula"][1] in _HOURS
    return part["code"] == BELOW and _sign(part) in _FROM and bool(of_hour)


def _sign(part: Document) -> Comparison | None:
    """Give how two values are compared, None where none are; version 1 says it in the formula alone."""
    written = part["sign"] if "sign" in part else part["formula"][0]
    return Comparison(written) if written in tuple(Comparison) else None


def _needed(voice: Voice, item: Document) -> str:
    """Give what the rule needs; of a single yes or no that is the opposite of what was there."""
    if len(item.get("was", ())) == 1:
        ((name, text),) = item["was"].items()
        if voice.is_truth(name):
            other = voice.say("no" if text == "true" else "yes")
            return voice.say("fact.value", fact=voice.fact(name), value=other)
    return _WRITTEN_DAY.sub(partial(_day_said, voice), _plain_truths(voice, voice.label(item["needed"])))


def _plain_truths(voice: Voice, needed: str) -> str:
    """Give what is needed with every yes or no said as beside it: conditions were sealed with bare names."""
    language: Language = "zh-CN" if voice.language == ZH else "en"
    speech = SPEECH[language]
    for name in voice.truths():
        fact = voice.fact(name)
        for answer, pattern in (("yes", speech.yes), ("no", speech.no)):
            said = voice.say("fact.value", fact=fact, value=voice.say(answer))
            for bare in (fact, default_names(name, language)):
                needed = needed.replace(pattern.format(bare), said)
    return needed


def _day_said(voice: Voice, found: re.Match[str]) -> str:
    """Give a day as it is said everywhere else; what is no day of the calendar stays."""
    try:
        return voice.day(found[0])
    except ValueError:
        return found[0]


def _data(voice: Voice) -> Section:
    inputs = voice.document["inputs"]
    stated = [item for item in inputs["used"] if item.get("source") != "nowhere"]
    waited = [item for item in inputs["used"] if item.get("source") == "nowhere"]
    both = {f"{KNOWN}{item['fact']}" for item in inputs["used"] if "fact" in item}
    read = (item for item in stated if item.get("fact") not in both)
    used = voice.listed(dict.fromkeys(_fact(voice, item) for item in read), "list.clauses")
    unused = voice.listed((_fact(voice, item) for item in inputs["not_used"]), "list.clauses")
    sentences = (
        voice.say("data.used", facts=used) if used else voice.say("data.none_used"),
        *_waited(voice, waited),
        voice.say("data.not_used", facts=unused) if unused else voice.say("data.all_used"),
        *_unread(voice, inputs.get("unread_categories", ())),
    )
    return Section(voice.say("data"), sentences=sentences)


def _waited(voice: Voice, items: Sequence[Document]) -> Iterator[str]:
    """Give what the price waits for, of which nothing could be used."""
    if items:
        yield voice.say(
            "data.waited", facts=voice.listed((_fact(voice, item) for item in items), "list.clauses")
        )


def _unread(voice: Voice, kinds: Iterable[str]) -> Iterator[str]:
    """Give the kinds of data of which the price read nothing."""
    said = voice.listed((voice.known("unread", kind) for kind in kinds), "list.clauses")
    if said:
        yield voice.say("data.unread", kinds=said)


def _fact(voice: Voice, item: Document) -> str:
    fact = voice.looked_at(item["fact"]) if "fact" in item else voice.label(item.get("name", {}))
    if item.get("bears_on") == ["points"]:
        fact = voice.say("data.bears_on", fact=fact)
    label = voice.known("label", item["label"])
    purposes = voice.listed(voice.known("purpose", purpose) for purpose in item.get("purpose", ()))
    if not purposes:
        return voice.say("data.fact", fact=fact, label=label)
    return voice.say("data.fact_for", fact=fact, label=label, purposes=purposes)


def _about(voice: Voice) -> Section:
    document, programme = voice.document, voice.document["programme"]
    effective = programme["effective"]
    bound = {
        "name": programme["name"],
        "digest": programme["digest"][:DIGEST_SHOWN],
        "first": voice.day(effective["from"]),
    }
    if effective["until"] is None:
        told = voice.say("about.programme", **bound)
    elif effective["until"] == effective["from"]:
        told = voice.say("about.programme_day", **bound)
    else:
        told = voice.say("about.programme_until", **bound, last=voice.day(effective["until"]))
    made = voice.instant(document.get("issued_at") or document["at"])
    sentences = (
        voice.say("about.id", kind=kind_of(voice), id=document["id"], at=made),
        *whose(voice),
        *_how_long(voice),
        told,
        voice.say("about.day", day=voice.day(document["day"])),
        voice.say("about.check"),
        *_command(voice),
        voice.say("about.sumcheck"),
    )
    return Section(voice.say("about"), sentences=sentences)


def kind_of(voice: Voice) -> str:
    """Give what a document is; use that is not billed is an estimate."""
    document = voice.document
    estimate = document["kind"] == "usage" and document.get("status") == OFFERED
    return voice.known("kind", "estimate" if estimate else document["kind"])


def whose(speaker: Speaker) -> Iterator[str]:
    """Give who sells, and where; nothing of what is not said."""
    seller, market = (speaker.document.get(name) for name in ("seller", "market"))
    if seller is not None:
        yield speaker.say("about.seller", name=seller["name"], contact=seller["contact"])
        if seller["register_no"] is not None:
            yield speaker.say("about.register", number=seller["register_no"])
    if market is not None:
        yield speaker.say("about.market", market=market)


def _how_long(voice: Voice) -> Iterator[str]:
    """Give by which way something is sold, and until when it is promised; nothing of what is not said."""
    document = voice.document
    if document.get("channel") is not None:
        yield voice.say("about.channel", channel=voice.value("order.channel", document["channel"]))
    if document.get("valid_until") is not None:
        yield voice.say("about.valid", at=voice.instant(document["valid_until"]))


def _command(voice: Voice) -> tuple[str, ...]:
    """Give the command that shows the document again; one that is not kept has none."""
    name = voice.document["id"]
    return (voice.say("about.explain", id=name),) if name.startswith("exp_") else ()

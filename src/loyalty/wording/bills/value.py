"""What a membership was worth, in plain words: what it cost, what it saved, and where."""

from loyalty.wording.bills.spans import span
from loyalty.wording.parts import Row, Section, Wording
from loyalty.wording.voice import Document, Speaker


def value_wording(document: Document, language: str) -> Wording:
    """Give a statement of value in words; it is plain data as `value_data` makes it.

    Raises UnknownLanguageError.
    """
    speaker = Speaker(document, language)
    period = document["period"]
    title = speaker.say("value.title", span=span(speaker, period["start"], period["end"]))
    net = document["total"]["net"]
    key = "value.less" if net > 0 else "value.more" if net < 0 else "value.even"
    sections = (_sum(speaker), *_orders(speaker), *_plans(speaker), _about(speaker))
    return Wording(title, Row(speaker.say(key), speaker.money(abs(net)), strong=True), sections)


def _sum(speaker: Speaker) -> Section:
    total = speaker.document["total"]
    rows = (
        Row(speaker.say("value.fee"), speaker.money(total["fee"])),
        Row(speaker.say("value.saved"), speaker.money(total["saved"])),
    )
    net = total["net"]
    key = "value.said.less" if net > 0 else "value.said.more" if net < 0 else "value.said.even"
    fee, saved, rest = (speaker.money(amount) for amount in (total["fee"], total["saved"], abs(net)))
    return Section(
        speaker.say("value.sum"), rows, sentences=(speaker.say(key, fee=fee, saved=saved, rest=rest),)
    )


def _orders(speaker: Speaker) -> tuple[Section, ...]:
    rows = tuple(
        Row(
            speaker.say("value.order", order=order["order"], at=speaker.instant(order["at"])),
            speaker.money(order["saved"]),
            (_compared(speaker, order),),
            explained=order["explanation"],
        )
        for order in speaker.document["orders"]
    )
    return (Section(speaker.say("value.orders"), rows),) if rows else ()


def _plans(speaker: Speaker) -> tuple[Section, ...]:
    rows = tuple(
        Row(
            speaker.say(
                "invoice.period",
                plan=plan["plan"],
                span=span(speaker, plan["period"]["start"], plan["period"]["end"]),
            ),
            speaker.money(plan["saved"] - plan["fee"]),
            (_compared(speaker, plan), speaker.say("value.own", fee=speaker.money(plan["fee"]))),
            explained=plan["explanation"],
        )
        for plan in speaker.document["plans"]
    )
    return (Section(speaker.say("value.plans"), rows),) if rows else ()


def _compared(speaker: Speaker, part: Document) -> str:
    paid, public = speaker.money(part["paid"]), speaker.money(part["public"])
    return speaker.say("value.compared", paid=paid, public=public)


def _about(speaker: Speaker) -> Section:
    said = [speaker.say("value.how"), speaker.say("value.points")]
    if speaker.document["left_out"]:
        said.append(speaker.say("value.left_out", ids=speaker.listed(speaker.document["left_out"])))
    return Section(speaker.say("value.about"), sentences=tuple(said))

"""A notice in plain words, as a member reads it."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from loyalty.language.shapes.wallets import POINTS
from loyalty.wording import amounts
from loyalty.wording.members.standing import keeping_sentences, tier_said
from loyalty.wording.voice import Document, Speaker

_REFUNDS: Final = {
    "undone": "notice.refund",
    "ended": "notice.refund_ended",
    "less": "notice.refund_less",
}
"""What a notice of money says, by why it comes back."""


def notice_sentences(kind: str, content: Document, language: str) -> tuple[str, ...]:
    """Give what a notice of a kind tells. Raises UnknownLanguageError."""
    speaker = Speaker(content, language)
    match kind:
        case "expiry":
            own = content["wallet"] == POINTS
            return (
                speaker.say(
                    "notice.expiry" if own else "notice.expiry.wallet",
                    points=speaker.points(content["points"]),
                    wallet=speaker.label(content.get("wallet_name", {})) or _plain(content["wallet"]),
                    day=_last_day(speaker, content["end"]),
                ),
            )
        case "tier":
            tier, day = tier_said(speaker, content["tier"]), _last_day(speaker, content["end"])
            said = speaker.say("notice.tier", tier=tier, day=day)
            return (said, *(() if content["keeping"] is None else keeping_sentences(content, language)))
        case "renewal" | "price":
            return _charge(speaker, kind)
        case "refund":
            told = {
                "subscription": content["subscription"],
                "amount": speaker.money(content["amount"]),
                "day": _last_day(speaker, content["until"]),
            }
            return (speaker.say(_REFUNDS[_back_since(content)], **told),)
        case _:
            return (
                speaker.say(
                    "notice.spending",
                    subscription=content["subscription"],
                    spent=speaker.money(content["spent"]),
                    start=speaker.instant(content["start"]),
                    alert=content["alert"],
                ),
            )


def _charge(speaker: Speaker, kind: str) -> tuple[str, ...]:
    """Give what is charged by itself, when, and that it can be ended before."""
    content = speaker.document
    told = {
        "subscription": content["subscription"],
        "plan": speaker.label(content["plan"]),
        "start": _day(speaker, content["start"]),
    }
    charged = _day(speaker, content["charged"])
    if kind == "price":
        said = tuple(_rises(speaker, told, charged))
    else:
        amount = speaker.money(content["amount"])
        said = (speaker.say("notice.renewal", **told, amount=amount, charged=charged),)
    return *said, speaker.say("notice.way_out", charged=charged)


def _rises(speaker: Speaker, told: Mapping[str, str], charged: str) -> Iterator[str]:
    """Give what rises: the price without use, and with as much use as makes a difference."""
    content = speaker.document
    uses = content.get("dearer", ())
    if content["price"] > content["before"] or not uses:
        before, price = speaker.money(content["before"]), speaker.money(content["price"])
        yield speaker.say("notice.price", **told, before=before, price=price, charged=charged)
    for use in uses:
        parts = {
            "quantity": speaker.number(use["quantity"]),
            "label": speaker.label(use["label"]),
            "before": speaker.money(use["before"]),
            "price": speaker.money(use["price"]),
        }
        yield speaker.say("notice.price_of_use", **told, **parts, charged=charged)


def _day(speaker: Speaker, at: str) -> str:
    zone = ZoneInfo(speaker.document["timezone"])
    return amounts.day(datetime.fromisoformat(at).astimezone(zone).date(), speaker.language)


def _last_day(speaker: Speaker, end: str) -> str:
    """Give the day before an end, or the day it falls on where it is no midnight."""
    zone = ZoneInfo(speaker.document["timezone"])
    last = datetime.fromisoformat(end).astimezone(zone) - timedelta(microseconds=1)
    return amounts.day(last.date(), speaker.language)


def _plain(name: str) -> str:
    return name.replace(".", " ").replace("_", " ")


def _back_since(content: Document) -> str:
    """Give why money comes back; earlier notices said only whether a plan was undone."""
    return str(content.get("since") or ("undone" if content.get("undone", True) else "ended"))

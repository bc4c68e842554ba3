"""The notice to whoever gives data: what is kept, for what, how long, for whom, and their rights.

It is a function of the register and of what the rules read, so it changes with them and by nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from loyalty.language.shapes.recipients import CONTACT
from loyalty.wording.catalogue import language_of
from loyalty.wording.languages import EN, ZH
from loyalty.wording.privacy.words import word

_PATTERNS = {
    "head": {
        EN: "What {programme} keeps of you, and why",
        ZH: "{programme} 保存您的哪些信息及其原因",
    },
    "who": {
        EN: "{name} answers for it and is reached at {contact}.",
        ZH: "由{name}负责，联系方式：{contact}。",
    },
    "reached": {EN: "Who answers for it is reached at {contact}.", ZH: "负责方的联系方式：{contact}。"},
    "complain": {EN: "You may complain to {authority}.", ZH: "您可以向{authority}投诉。"},
    "kept": {
        EN: "For {purpose}, on the ground of {basis}, kept {kept}, seen by {seen}: {what}.",
        ZH: "用途：{purpose}；依据：{basis}；保存期限：{kept}；可查看者：{seen}。内容：{what}。",
    },
    "fact": {EN: "You may tell {fact} ({label}).", ZH: "您可以提供{fact}（{label}）。"},
    "consent": {
        EN: "It is read only while you agree to {purpose}.",
        ZH: "仅在您同意{purpose}期间读取。",
    },
    "prices": {EN: "Prices are worked out with it.", ZH: "价格计算会用到该信息。"},
    "no_prices": {EN: "No price rests on it.", ZH: "任何价格都不以此为依据。"},
    "tier": {EN: "Prices may rest on your tier.", ZH: "价格可能与您的会员等级有关。"},
    "given": {
        EN: "What you get for your data: {summary} To join: {join} To leave: {leave}",
        ZH: "以数据换取的利益：{summary} 参加方式：{join} 退出方式：{leave}",
    },
    "worth": {
        EN: "In good faith we estimate that a member's data are worth {value} a year to us: {method}",
        ZH: "我们善意估算，每位会员的数据每年对我们的价值为 {value}：{method}",
    },
    "recipient": {
        EN: "{name} may get {gets}, on the ground of {basis}, for this: {why} Turn to it at {contact}.",
        ZH: "{name} 可获得{gets}，依据：{basis}，用途：{why} 联系方式：{contact}。",
    },
    "recipient.abroad": {EN: "It is sent abroad.", ZH: "上述信息会提供至境外。"},
    "recipient.sells": {
        EN: "Something is given for it, or it serves advertising elsewhere; you may say no at any time.",
        ZH: "提供该信息会换取利益或用于他处广告；您可随时拒绝。",
    },
    "public": {
        EN: "Ask for a price that is not personal whenever you want; it is the one for everybody.",
        ZH: "您可随时要求非个性化价格，即面向所有人的价格。",
    },
    "rights": {
        EN: "You may see all of it, take it with you, have it corrected or erased, have its use restricted, "
        "and object to profiling and to marketing. Withdrawing a consent is one step, raises no price that "
        "was promised, and ends no membership.",
        ZH: "您可以查阅、携带、更正、删除上述信息，限制其使用，并反对用户画像与营销。"
        "撤回同意只需一步，不会提高已承诺的价格，也不会终止会员资格。",
    },
}
_SIGN = {EN: ", ", ZH: "、"}


@dataclass(frozen=True, slots=True)
class Told:
    """A fact members may tell: its name, label, the consent it needs, and whether a price reads it."""

    name: str
    label: str
    consent: str | None
    prices: bool


@dataclass(frozen=True, slots=True)
class Answering:
    """Who answers for the data, where they are reached, who hears complaints of them; None where not said."""

    name: str | None
    contact: str | None
    complain_to: str | None


@dataclass(frozen=True, slots=True)
class Given:
    """What is given for members' data in one language; ``value`` is their worth in a year, in words."""

    summary: str
    join: str
    leave: str
    value: str
    method: str


@dataclass(frozen=True, slots=True)
class HandedTo:
    """Somebody else who may get data: who, where to turn, which facts, for what, on which ground."""

    name: str
    contact: str
    gets: Sequence[str]
    why: str
    basis: str
    abroad: bool
    sells: bool


@dataclass(frozen=True, slots=True)
class Ruled:
    """What the rules add: the facts they ask for, whether prices read the tier, who else gets something.

    ``given`` is what is given for data, None where the programme states nothing of it.
    """

    facts: Sequence[Told]
    tier: bool
    given: Given | None
    answering: Answering
    handed_to: Sequence[HandedTo] = ()


def collection_notice(
    programme: str, rows: Sequence[Mapping[str, Any]], ruled: Ruled, language: str
) -> tuple[str, ...]:
    """Give the sentences of the notice; ``rows`` are those of `show_register`.

    Raises UnknownLanguageError.
    """
    said = [_say("head", language, programme=programme), *_who(ruled.answering, language)]
    said += _kept(rows, language)
    for fact in ruled.facts:
        label = word("label", fact.label, language)
        said.append(_say("fact", language, fact=_plain(fact.name), label=label))
        if fact.consent is not None:
            said.append(_say("consent", language, purpose=word("purpose", fact.consent, language)))
        said.append(_say("prices" if fact.prices else "no_prices", language))
    if ruled.tier:
        said.append(_say("tier", language))
    for recipient in ruled.handed_to:
        said += handed_to_sentences(recipient, language)
    given = ruled.given
    if given is not None:
        said.append(_say("given", language, summary=given.summary, join=given.join, leave=given.leave))
        said.append(_say("worth", language, value=given.value, method=given.method))
    said += [_say("public", language), _say("rights", language)]
    authority = ruled.answering.complain_to
    return (*said, *([] if authority is None else [_say("complain", language, authority=authority)]))


def _who(answering: Answering, language: str) -> list[str]:
    if answering.contact is None:
        return []
    if answering.name is None:
        return [_say("reached", language, contact=answering.contact)]
    return [_say("who", language, name=answering.name, contact=answering.contact)]


def _kept(rows: Sequence[Mapping[str, Any]], language: str) -> list[str]:
    """Give a sentence for all that is kept alike."""
    alike: dict[tuple[str, ...], list[str]] = {}
    for row in rows:
        if row["recipients"]:
            key = (row["purpose"], row["basis"], row["kept"], *row["recipients"])
            alike.setdefault(key, []).append(row["says"][language])
    sign = _SIGN[language]
    return [
        _say(
            "kept",
            language,
            purpose=word("purpose", purpose, language),
            basis=word("basis", basis, language),
            kept=word("kept", kept, language),
            seen=sign.join(word("recipient", each, language) for each in seen),
            what=("; " if language == EN else "；").join(what),
        )
        for (purpose, basis, kept, *seen), what in alike.items()
    ]


def handed_to_sentences(recipient: HandedTo, language: str) -> list[str]:
    """Give who else may get what, for what, on which ground, whether abroad and for something in return."""
    gets = [word("label", CONTACT, language) if each == CONTACT else _plain(each) for each in recipient.gets]
    said = [
        _say(
            "recipient",
            language,
            name=recipient.name,
            contact=recipient.contact,
            gets=_SIGN[language].join(gets),
            why=recipient.why,
            basis=word("basis", recipient.basis, language),
        )
    ]
    said += [_say("recipient.abroad", language)] if recipient.abroad else []
    return said + ([_say("recipient.sells", language)] if recipient.sells else [])


def _say(key: str, language: str, **parts: str) -> str:
    return _PATTERNS[key][language_of(language)].format(**parts)


def _plain(name: str) -> str:
    return name.removeprefix("member.").replace("_", " ")

"""What must be said beside a price, by how personal it is: everything that is true, and nothing else."""

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any, Final, NoReturn

from loyalty.kernel.looked import Looked
from loyalty.language.texts.jurisdictions import PARENTS, binding_in, implied
from loyalty.profiles.markets import Law
from loyalty.profiles.refusals import (
    JurisdictionNotDeclared,
    NoticeFalse,
    PersonalisationNoticeMissing,
    SentenceMissing,
)

PERSONAL: Final = "personal-price"
SENTENCE: Final = "personal-price-sentence"
_PERSONAL_TEXT: Final[Mapping[str, str]] = {
    "en": "This price was worked out for you by an automated decision, from what is listed as used.",
    "zh-CN": "此价格由自动化决策为您计算，依据为所列“已使用的信息”。",
}
_IN_CHINESE: Final = "此价格由算法使用您的个人数据设定"
_NONE: Final = "none"


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be said beside a price, by language; ``parameter`` is what of the law asks for it."""

    id: str
    texts: Mapping[str, str]
    parameter: str
    source: str
    place: str = "beside the total, before the order button"

    def data(self) -> dict[str, Any]:
        """Give it as plain data, with the digest of its English text."""
        return {
            "id": self.id,
            "text": dict(self.texts),
            "text_hash": hashlib.sha256(self.texts["en"].encode()).hexdigest(),
            "profile_param": self.parameter,
            "source": self.source,
            "place": self.place,
        }


def notices_due(law: Law, personal: str) -> tuple[Notice, ...]:
    """Give what the law asks to be said beside a price of ``personal``: none, membership or individual.

    A price that rests on published facts of membership counts as personal too: a tier is reached by
    what somebody bought.
    """
    if personal == _NONE:
        return ()
    found = []
    asking = law.asking("personal_price.notice")
    if asking is not None:
        found.append(Notice(PERSONAL, _PERSONAL_TEXT, "personal_price.notice", asking.cited))
    for value in law.values("personal_price.sentence"):
        for sentence in sorted(value.value) if isinstance(value.value, frozenset) else ():
            texts = {"en": sentence, "zh-CN": f"{sentence}（{_IN_CHINESE}）"}
            found.append(Notice(SENTENCE, texts, "personal_price.sentence", value.cited))
    return tuple(found)


def refuse_untold(
    law: Law, personal: str, said: Collection[Mapping[str, Any]], quote: str
) -> tuple[Looked, ...]:
    """Give what was looked at where a quote says all that must be said beside its price, and no more.

    Raises PersonalisationNoticeMissing, SentenceMissing, NoticeFalse.
    """
    shown = {(notice["id"], notice["text"]["en"]) for notice in said}
    due = {(notice.id, notice.texts["en"]) for notice in notices_due(law, personal)}
    missing = {id_ for id_, _ in due - shown}
    if PERSONAL in missing:
        raise PersonalisationNoticeMissing(quote=quote)
    if missing:
        raise SentenceMissing(quote=quote)
    if personal == _NONE and any(id_ in {PERSONAL, SENTENCE} for id_, _ in shown):
        raise NoticeFalse(quote=quote)
    return Looked("PP-02"), Looked("PP-03"), Looked("PP-10")


def market_of(market: str, jurisdictions: tuple[str, ...]) -> tuple[str, ...]:
    """Give the jurisdictions of a market of a programme: all of them where it is empty.

    A market is a jurisdiction, or a country or a part of one in which one binds. Raises
    JurisdictionNotDeclared for one that is neither declared nor implied by one that is.
    """
    if not market:
        return jurisdictions
    if market in PARENTS:
        return (market,) if market in implied(jurisdictions) else _refused(market, jurisdictions, "/market")
    return bound_in(market, jurisdictions, "/market")


def bound_in(country: str, jurisdictions: tuple[str, ...], pointer: str) -> tuple[str, ...]:
    """Give the jurisdictions of a programme whose rules bind in a country.

    Raises JurisdictionNotDeclared where there are none; ``pointer`` is where a request says the country.
    """
    return binding_in(country, jurisdictions) or _refused(country, jurisdictions, pointer)


def _refused(market: str, jurisdictions: tuple[str, ...], pointer: str) -> NoReturn:
    said = f"It is bound by the rules of {', '.join(jurisdictions) or 'no market'}, not of {market[:12]}."
    declared = " ".join(jurisdictions)
    raise JurisdictionNotDeclared(said, market=market[:12], declared=declared, pointer=pointer)

"""Texts for members: short enough to be read at once, and without words that nobody explains to them."""

import re
from collections.abc import Iterator, Mapping
from typing import Final

from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.spoken.texts import Said, texts_of

WORDS_MAX: Final = 25
"""Words of a sentence in a language that writes them apart."""
CLAUSE_MAX: Final = 45
"""Characters of a clause in Chinese."""
_CHINESE: Final = ("zh", "ja")
_SENTENCE: Final = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[^\sa-zà-ÿ]|\s*$)|\n")
"""Where a sentence ends; what goes on in small letters, as after `e.g.`, is the same one."""
_CLAUSE: Final = re.compile(r"[，。！？；：、,.!?;:\n]")
_WORD: Final = re.compile(r"[^\s/–—|+]*\w[^\s/–—|+]*")
_CODE: Final = re.compile(
    r"(?<![\w.@/])(?:(?:member|order|line|event|history|stock|segment)\.[a-z]\w*|[a-z][a-z0-9]*(?:_[a-z0-9]+)+)",
    re.ASCII,
)
"""A name of the rule files: `member.tier`, `best_multiplier`."""
_ADDRESS: Final = re.compile(r"[a-z]+\.[a-z]{2}(?![\w.])|[a-z]+\.[a-z]+/", re.ASCII)
"""What may be an address of the web where it is no fact: `order.at`, `line.example/terms`."""
_IDS: Final = re.compile(r"(?<![\w.@/-])[a-z][a-z0-9]*(?:-[a-z0-9]+)+(?![\w@-])", re.ASCII)
_BOOKKEEPING: Final = re.compile(
    r"\b(?:accruals?|accru(?:ed?|es|ing)|vest(?:ed|ing)|clawbacks?|breakage|postings?|rfm|clv|skus?"
    r"|arpu|gmv|aov)\b|应计|过账|分录|呆滞率|冲销|客单价|复购率|(?<!沙)拉新",
    re.IGNORECASE,
)
"""Words of bookkeepers and of marketers, which members are told nowhere."""
_IN_CHINESE: Final[Mapping[str, str]] = {
    "青铜": "bronze",
    "白银": "silver",
    "银卡": "silver",
    "黄金": "gold",
    "金卡": "gold",
    "铂金": "platinum",
    "白金": "platinum",
    "钻石": "diamond",
}
_STANDING: Final = re.compile(
    r"\b(bronze|silver|gold|platinum|diamond|titanium)[- ](?:members?|tier|status|level)\b"
    r"|(青铜|白银|黄金|铂金|白金|钻石|[金银]卡)(?:会员|等级)",
    re.IGNORECASE,
)
"""The standing of a member by the name that its tier would have."""


def check_plain(matter: Matter) -> Iterator[Breach]:
    """Give texts that are too long to be read at once, or that speak of what members are told nowhere."""
    texts = tuple(texts_of(matter.shape))
    ids, tiers = {said.where for said in texts}, _tiers(matter.shape)
    for said in texts:
        others = frozenset(name for name in ids if name != said.where or any(map(str.isdigit, name)))
        told = _long(said) or _unknown(matter, said.text, others, tiers)
        if told is not None:
            yield Breach("AX-03", "TEXT_TOO_HARD", said.span, *told, where=said.where)


def _long(said: Said) -> tuple[str, str] | None:
    if said.language.startswith(_CHINESE):
        longest = max(len(clause.strip()) for clause in _CLAUSE.split(said.text))
        if longest > CLAUSE_MAX:
            return f"a clause has {longest} characters, {CLAUSE_MAX} are the most", "make two of it"
        return None
    longest = max(len(_WORD.findall(sentence)) for sentence in _SENTENCE.split(said.text))
    if longest > WORDS_MAX:
        return f"a sentence has {longest} words, {WORDS_MAX} are the most", "make two of it"
    return None


def _unknown(matter: Matter, text: str, ids: frozenset[str], tiers: frozenset[str]) -> tuple[str, str] | None:
    """Give the first word of a text that members are told nowhere, and what to write for it."""
    facts = matter.shape.facts
    code = [
        hit[0] for hit in _CODE.finditer(text) if hit[0] in facts or not _ADDRESS.match(text, hit.start())
    ]
    named = [found for found in _IDS.findall(text) if found in ids and _is_written_by_us(found)]
    if code or named:
        return (
            f"`{(code or named)[0]}` is a name of the rule files, which members never see",
            "say what it is in their words",
        )
    if (kept := _BOOKKEEPING.search(text)) is not None:
        return f"`{kept[0]}` is explained to members nowhere", "say what it is in everyday words"
    for found in _STANDING.finditer(text):
        word = (found[1] or found[2]).lower()
        if word not in tiers and _IN_CHINESE.get(word) not in tiers:
            return f"`{found[0]}` is a tier that nobody can have", "name a tier of the ladder"
    return None


def _is_written_by_us(name: str) -> bool:
    """Give whether an id is no word of a language: one with a number in it, or of three parts and more."""
    return name.count("-") > 1 or any(map(str.isdigit, name))


def _tiers(shape: ProgrammeShape) -> frozenset[str]:
    """Give what tiers are called in files and texts, in small letters."""
    ladder = shape.tiers.ladder if shape.tiers is not None else ()
    words = (
        word for fact in shape.facts.values() if fact.is_ == "tier" for word in (fact.words or {}).values()
    )
    called = {text.lower() for word in words for text in word.values()}
    return frozenset(called | {tier.name.lower() for tier in ladder})

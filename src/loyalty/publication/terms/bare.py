"""Names and choices that say nothing: a number, a letter, a grade of nothing, a group of no kind."""

import re
from typing import Final

from loyalty.publication.naming import parts_of

_GRADES: Final = frozenset({"grade", "grades", "grading", "rank", "ranking", "risk", "ocena", "arvosana"})
_OF_GRADES: Final = frozenset(
    {"code", "group", "band", "class", "level", "number", "letter", "current", "new", "old", "internal"}
    | {"credit", "quality", "value", "high", "low", "our"}
)
"""What may stand beside such a word where it is still of the member, and not of a wine or a belt."""
_LETTER: Final = re.compile(r"[0-9]+|[^\W\d_][_-]?[0-9]*", re.ASCII)
_COUNTED: Final = (
    "zero one two three four five six seven eight nine ten i ii iii iv v vi "
    "eins zwei drei vier funf fuenf sechs un une deux trois quatre cinq "
    "jeden dwa trzy cztery piec uno dos tres cuatro cinco due tre quattro cinque yksi kaksi kolme "
    "alpha beta gamma delta epsilon alfa yi er san jia yi bing"
)
_KINDS: Final = (
    "group groups class classes type types kind kinds segment segments category cluster band bucket cohort "
    "code number nr no set batch model profile bin tag label "
    "gruppe klasse typ kategorie groupe classe grupa klasa kategoria grupo clase tipo gruppo categoria "
    "ryhma luokka tyyppi zu lei"
)
_SAYING_NOTHING: Final = (
    "x y z k a b c d e f g h n v w index indices idx factor coefficient coeff value val param parameter "
    "feature attr attribute metric field var variable flag key level weight multiplier indicator measure "
    "amount data info misc other custom extra internal ext external calc calculated derived computed raw "
    "my the their own of for is new old num faktor wert wskaznik indeks indice valeur valore valor kerroin "
    "zhishu xishu zhi"
)
_WORDS: Final = frozenset(_COUNTED.split())
_NUMBERED: Final = _WORDS | frozenset(_KINDS.split())
_EMPTY: Final = _NUMBERED | frozenset(_SAYING_NOTHING.split())
_CHINESE: Final = re.compile(
    r"(?:第|分组|组别|类型|类别|级别)?(?:[一二三四五六七八九十甲乙丙丁]+|[A-Za-z0-9]{1,2})(?:组|类|型|级|档|号|群)?"
)
_EMPTY_CHINESE: Final = re.compile(
    r"(?:指数|系数|参数|数值|指标|变量|值|因子|权重|分组|类别|类型|组别|标签)+"
)


_BUYERS: Final = frozenset({"member", "buyer", "customer", "client", "user", "subscriber"})
_BUYERS_TOLD: Final = re.compile("会员|买家|顾客|客户|用户")


def is_grade(parts: frozenset[str]) -> bool:
    """Give whether the words of a name are of how good or risky somebody is held to be, and no more."""
    return not parts.isdisjoint(_GRADES) and parts <= _GRADES | _OF_GRADES


def is_bare(text: str) -> bool:
    """Give whether a choice is a number or a letter, maybe called a group: `2`, `two`, `type B`."""
    if _LETTER.fullmatch(text) is not None or _CHINESE.fullmatch(text.strip()) is not None:
        return True
    parts = _without_numbers(parts_of(text))
    return bool(parts) and text.isascii() and parts <= _NUMBERED


def says_nothing(name: str) -> bool:
    """Give whether a name says of nothing what it is: `index2`, `group_factor`, `系数`."""
    if not parts_of(name):
        return _EMPTY_CHINESE.fullmatch(name) is not None
    return _without_numbers(parts_of(name)) <= _EMPTY


def is_buyers(name: str) -> bool:
    """Give whether a name speaks of the one who buys, and not of any who come along."""
    return without_buyers(name) != name


def without_buyers(text: str) -> str:
    """Give a text without the words for who buys."""
    plain = _BUYERS_TOLD.sub("", text)
    parts = parts_of(plain)
    return "_".join(part for part in parts if part not in _BUYERS) if _BUYERS & {*parts} else plain


def _without_numbers(parts: list[str]) -> frozenset[str]:
    return frozenset(part for part in parts if not part.isdecimal() and len(part) > 1)

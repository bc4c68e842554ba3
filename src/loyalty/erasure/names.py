"""The name of who is erased in words that others wrote: found where it says who is meant, and taken out."""

import json
import re
from collections.abc import Collection, Mapping
from functools import lru_cache
from typing import Any, Final

from loyalty.erasure.folding import DOT, UNSEEN, folded, pieces

ERASED: Final = "[erased]"
"""What stands in the place of a name; words may be changed to such as hold it, and to no others."""
WORDS: Final[Mapping[str, str]] = {"breach_step": "content", "audit_record": "reason"}
"""The columns of words of staff that are kept for ever, by table: what is said of breaches and of rules."""
_NOT_WORDS: Final = frozenset({"markets", "tables"})
"""What stands beside the words of a step: terms of ours."""


_SIGN: Final = "[\u3005\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff\U00020000-\U000323af]"
"""Chinese signs, kana and Hangul, in which a name stands between no spaces."""
_BETWEEN: Final = rf"[\s{UNSEEN}{DOT}-]*"
"""What may stand between two signs of a name, or nothing."""
_BLANK: Final = rf"[\s{UNSEEN}]+"
_COMMA: Final = rf"[\s{UNSEEN}]*,[\s{UNSEEN}]*"
_LOOSE: Final[Mapping[str, str]] = {"'": r"'?\s?", "-": r"\s?-\s?|\s"}
"""How else a mark within a word is written."""
_SURE: Final = 3
"""From how many such signs on a name is no word of others; two are one, as in 高峰时段."""
_BEFORE: Final = "会员|顾客|客户|用户|회원"
_BEHIND: Final = "先生|女士|小姐|太太|本人|さん|様|さま|씨|님"
"""Words for a person, beside which two signs are a name."""


def says_who(name: str) -> bool:
    """Say whether a name by itself says who is meant: `May` alone is a word like others."""
    signs = _signs(name)
    return len(_words(name)) > 1 if signs is None else len(signs) > 1


def names_in(text: str, names: Collection[str], *, strictly: bool = False) -> bool:
    """Say whether a name stands in a text; strictly, two signs are one in running text too."""
    told = folded(text)
    return any(_pattern(name, strictly=strictly).search(told) for name in names)


def without(text: str, names: Collection[str]) -> str:
    """Give a text without the names, which stand in it as whole words, however they are spelled."""
    for name in sorted(names, key=len, reverse=True):
        text, left = _cut(text, name), text
        while _signs(name) and text != left:
            text, left = _cut(text, name), text
    return text


def content_without(table: str, content: str, names: Collection[str]) -> str:
    """Give what a column of `WORDS` keeps without the names."""
    if table != "breach_step":
        return without(content, names)
    return json.dumps(_told(json.loads(content), names), ensure_ascii=False)


def content_names(table: str, content: str, names: Collection[str]) -> bool:
    """Say whether a name stands in what a column of `WORDS` keeps."""
    return any(
        names_in(text, names) for text in _texts(json.loads(content) if table == "breach_step" else content)
    )


def _texts(data: Any) -> list[str]:  # noqa: ANN401  plain data
    if isinstance(data, dict):
        return [text for name, value in data.items() if name not in _NOT_WORDS for text in _texts(value)]
    return [data] if isinstance(data, str) else []


def _told(data: Any, names: Collection[str]) -> Any:  # noqa: ANN401  plain data
    if isinstance(data, dict):
        return {name: value if name in _NOT_WORDS else _told(value, names) for name, value in data.items()}
    return without(data, names) if isinstance(data, str) else data


def _cut(text: str, name: str) -> str:
    pattern = _pattern(name, strictly=False)
    if not pattern.search(folded(text)):
        return text
    told = [(sign, begin, end) for piece, begin, end in pieces(text) for sign in piece]
    left, done = "", 0
    for found in pattern.finditer("".join(sign for sign, _, _ in told)):
        begin, end = told[found.start()][1], told[found.end() - 1][2]
        left, done = left + text[done:begin] + ERASED, end
    return left + text[done:]


def _words(name: str) -> list[str]:
    """Give the words of a name, the surname last where a comma put it first."""
    surname, comma, given = folded(name).partition(",")
    return (f"{given} {surname}" if comma else surname).replace(",", " ").split()


def _signs(name: str) -> str | None:
    """Give the signs of a name that is written in such, or none."""
    signs = re.sub(_BETWEEN, "", folded(name))
    return signs if re.fullmatch(f"{_SIGN}+", signs) else None


@lru_cache(maxsize=64)
def _pattern(name: str, *, strictly: bool) -> re.Pattern[str]:
    """Give what finds a name in a folded text."""
    signs = _signs(name)
    if signs is None:
        words = [_spelled(word) for word in _words(name)]
        turned = [_BLANK.join(words[at:]) + _COMMA + _BLANK.join(words[:at]) for at in range(1, len(words))]
        return re.compile(rf"(?<!\w)(?:{'|'.join([_BLANK.join(words), *turned])})(?!\w)")
    told = _BETWEEN.join(signs)
    if len(signs) < _SURE and not strictly:
        told = f"(?<={_BEFORE}){told}|{told}(?={_BEHIND})|(?<!{_SIGN}){told}(?!{_SIGN})"
    return re.compile(told)


def _spelled(word: str) -> str:
    return f"{UNSEEN}*".join(f"(?:{_LOOSE[sign]})" if sign in _LOOSE else re.escape(sign) for sign in word)

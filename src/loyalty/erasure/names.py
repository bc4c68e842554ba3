"""The name of who is erased in words that others wrote: found where it says who is meant, and taken out."""

import json
import re
from collections.abc import Collection, Mapping
from typing import Any, Final

ERASED: Final = "[erased]"
"""What stands in the place of a name; words may be changed to such as hold it, and to no others."""
WORDS: Final[Mapping[str, str]] = {"breach_step": "content", "audit_record": "reason"}
"""The columns of words of staff that are kept for ever, by table: what is said of breaches and of rules."""
_NOT_WORDS: Final = frozenset({"markets", "tables"})
"""What stands beside the words of a step: terms of ours."""


_SIGN: Final = "[\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
"""Chinese signs, kana and Hangul, in which a name stands between no spaces."""
_SURE: Final = 3
"""From how many such signs on a name is no word of others; two are one, as in 高峰时段."""
_BEFORE: Final = "会员|顾客|客户|用户|회원"
_BEHIND: Final = "先生|女士|小姐|太太|本人|さん|様|さま|씨|님"
"""Words for a person, beside which two signs are a name."""


def says_who(name: str) -> bool:
    """Say whether a name by itself says who is meant: `May` alone is a word like others."""
    return len(name) > 1 and (" " in name or re.fullmatch(f"{_SIGN}+", name) is not None)


def without(text: str, names: Collection[str]) -> str:
    """Give a text without the names, which stand in it as whole words."""
    for name in sorted(names, key=len, reverse=True):
        text = _pattern(name).sub(ERASED, text)
    return text


def content_without(table: str, content: str, names: Collection[str]) -> str:
    """Give what a column of `WORDS` keeps without the names."""
    if table != "breach_step":
        return without(content, names)
    return json.dumps(_told(json.loads(content), names), ensure_ascii=False)


def _told(data: Any, names: Collection[str]) -> Any:  # noqa: ANN401  plain data
    if isinstance(data, dict):
        return {name: value if name in _NOT_WORDS else _told(value, names) for name, value in data.items()}
    return without(data, names) if isinstance(data, str) else data


def _pattern(name: str) -> re.Pattern[str]:
    told = re.escape(name)
    if not re.fullmatch(f"{_SIGN}+", name):
        told = rf"(?<!\w){told}(?!\w)"
    elif len(name) < _SURE:
        told = f"(?<={_BEFORE}){told}|{told}(?={_BEHIND})|(?<!{_SIGN}){told}(?!{_SIGN})"
    return re.compile(told, re.IGNORECASE)

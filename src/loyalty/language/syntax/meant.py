"""What a sign or a word of an expression was meant to be, where the language has another for it."""

import unicodedata
from typing import Final

_INSTEAD: Final = {
    "=": "write `==` to compare",
    "=>": "write `>=`",
    "=<": "write `<=`",
    "&": "write `and`",
    "&&": "write `and`",
    "|": "write `or`",
    "||": "write `or`",
    "!": "write `not` or `!=`",
    "/": "there is no division; multiply by a rate such as `50%`",
    "//": "a note begins with ` #`",
    ".": "a name is like `order.total`",
    "{": "a list is written `[…]`",
    "≥": "write `>=`",
    "≤": "write `<=`",
    "≠": "write `!=`",
    "×": "write `*`",
    **dict.fromkeys("“”„‟«»‘’‚「」『』", 'a text stands in straight quotation marks, as in `"app"`'),
}
_NARROW: Final = frozenset("<>+*()[],-")
_SPOKEN: Final = {
    "and": "und et i y e en oraz 并且 且 而且 和 以及",
    "or": "oder ou lub albo o of 或 或者",
    "not": "nicht nie pas 非 不",
    "==": "equals equal eq 等于",
    "!=": "ne isnt 不等于",
    ">=": "gte ge 大于等于",
    "<=": "lte le 小于等于",
    ">": "gt over above 大于",
    "<": "lt under 小于",
    "in": "among 属于",
}
"""Words of speech and of other languages, by what is written for them here."""
_IN_SPEECH: Final = {word: sign for sign, words in _SPOKEN.items() for word in words.split()}
_OWNERS: Final = frozenset({"order", "line", "member", "history"})

NEEDED: Final = {
    "a value": "a fact, a number or a text in quotation marks",
    "an operator or the end": "conditions are joined with `and` or `or`",
    "`)`": "each `(` has its `)`",
    "`[`": "a list of values stands in `[…]`",
    "`]`": "a list of values ends with `]`",
    "`then`": "write `if … then … else …`",
    "`else`": "write `if … then … else …`",
    "`in`": "write `not in […]`",
}
"""What to do where something is needed."""
_ENDING: Final = {
    "is": "write `==` to compare, or `in […]`",
    "between": "write `>=` and `<=`, joined with `and`",
    "contains": "write `==` to compare, or `in […]`",
    "more": "write `>` to compare",
    "greater": "write `>` to compare",
    "less": "write `<` to compare",
    ")": "take it out, or write `(` where it begins",
    "]": "take it out, or write `[` where the list begins",
}
"""What to write for a word or sign that ends nothing which began."""
_TWO_WORDS: Final = {
    ("is", "not"): "write `!=` to compare, or `not in […]`",
    ("is", "in"): "write `in […]`",
    ("at", "least"): "write `>=` to compare",
    ("at", "most"): "write `<=` to compare",
}
TWO: Final = {
    "min": "such as `min(order.total, 100.00)`",
    "max": "such as `max(order.total, 100.00)`",
    "round": "such as `round(order.total * 0.5, down)`",
}
"""How functions of two values are called."""


def instead(wrong: str, before: str) -> str:
    """Say what to write for a sign that the language does not have, behind the one ``before`` it."""
    if wrong == "=" and before in {"<", ">"}:
        return f"write `{before}=` without a blank"
    if wrong in _INSTEAD:
        return _INSTEAD[wrong]
    if wrong in _IN_SPEECH:
        return f"write `{_IN_SPEECH[wrong]}`"
    if unicodedata.category(wrong[:1]) == "Sc":
        return "every amount is in the `currency` of the file; write the number alone"
    if len(wrong) > 1 or wrong.isalnum():
        return "a name is like `order.total`, and a text stands in quotation marks"
    narrow = unicodedata.normalize("NFKC", wrong)
    return f"write `{narrow}`" if narrow != wrong and narrow in _NARROW else "take it out"


def word_meant(before: str, word: str, after: str) -> str:
    """Say what a word is written as that stands where an operator or the end is needed, if it is known."""
    if (word, after) in _TWO_WORDS:
        return _TWO_WORDS[word, after]
    if (spoken := _IN_SPEECH.get(word.lower())) is not None:
        return f"write `{spoken}`"
    if word in _ENDING:
        return _ENDING[word]
    if _IN_SPEECH.get(before.lower()) == "not":
        return f"write `not` in place of `{before}`"
    if before in _OWNERS and word.isidentifier():
        return f"a name has no blank: write `{before}.{word}`"
    return ""

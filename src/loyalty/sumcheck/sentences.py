"""A sentence of the checker, which is told in English or in Chinese; `words` has every one of them."""

from typing import Self

from .words import WORDS

SENTENCE_MAX = 500


class Sentence(str):
    """A plain sentence in English, bounded; it knows its pattern and what stands in it."""

    __slots__ = ("facts", "pattern")

    pattern: str
    facts: tuple[object, ...]

    def __new__(cls, pattern: str, *facts: object) -> Self:
        """Give a pattern of `words` with facts in it, which may be sentences themselves."""
        made = super().__new__(cls, pattern.format(*facts)[:SENTENCE_MAX])
        made.pattern, made.facts = pattern, facts
        return made

    def told(self, language: str) -> str:
        """Give it in a language, as ``zh-CN``; in English where the language is not known."""
        facts = [fact.told(language) if isinstance(fact, Sentence) else fact for fact in self.facts]
        return WORDS.get(language, {}).get(self.pattern, self.pattern).format(*facts)[:SENTENCE_MAX]

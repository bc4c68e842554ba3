"""Texts for members: in every language of the market, and short enough to be read."""

import re
from collections.abc import Iterator
from typing import Final

from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.texts import texts_of

WORDS_MAX: Final = 25
"""Words of a sentence in a language that writes them apart."""
CLAUSE_MAX: Final = 45
"""Characters of a clause in Chinese."""
_SENTENCE: Final = re.compile(r"[.!?;:](?:\s|$)")
_CLAUSE: Final = re.compile(r"[，。！？；：、,.!?;:]")


def check_language(matter: Matter) -> Iterator[Breach]:
    """Give languages that are missing, and texts that are too long to be read at once."""
    for value in matter.law.values("text.languages"):
        wanted = value.value if isinstance(value.value, frozenset) else frozenset[str]()
        for language in sorted(wanted - set(matter.shape.languages)):
            message = f"no text is given in `{language}`"
            help_ = f"add `{language}` to `languages`, and every text in it"
            place = matter.shape.place("languages")
            yield Breach("AX-04", "LANGUAGE_MISSING", place, message, help_, value)
    for said in texts_of(matter.shape):
        if said.language.startswith(("zh", "ja")):
            longest = max(len(clause.strip()) for clause in _CLAUSE.split(said.text))
            if longest > CLAUSE_MAX:
                message = f"a clause has {longest} characters, {CLAUSE_MAX} are the most"
                yield Breach("AX-03", "TEXT_TOO_HARD", said.span, message, "make two of it", where=said.where)
        else:
            longest = max(len(sentence.split()) for sentence in _SENTENCE.split(said.text))
            if longest > WORDS_MAX:
                message = f"a sentence has {longest} words, {WORDS_MAX} are the most"
                yield Breach("AX-03", "TEXT_TOO_HARD", said.span, message, "make two of it", where=said.where)

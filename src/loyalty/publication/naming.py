"""The words a name is made of: parted by signs and capitals, and written as one, as German does.

A part is taken apart only where all of it is words that are known: `handynr`, but not `manage`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_PART: Final = re.compile(r"[a-z]+|[0-9]+")
_SHORT: Final = frozenset({"age", "sex", "dob", "zip", "plz", "tel"})
_HEAD_MIN: Final = 4
"""The fewest letters of a word that gives something away inside a longer one, but for the short ones."""
_SAYS_NOTHING: Final = (
    "nr num number nummer numer numero code date datum data day tag year jahr month monat size groesse "
    "grosse zahl anzahl stufe klasse gruppe type status text value addr address adresse client clients "
    "customer customers buyer user member members mitglied mitglieder kunde kunden kaeufer kaufer nutzer "
    "person guest home work main mobile private privat contact kontakt klient klienta asiakas asiakkaan "
    "cust own your their second zweit haupt woche wert index quote"
)
_FILLERS: Final = frozenset(_SAYS_NOTHING.split())
"""What stands beside such a word in a compound and says nothing by itself."""
_ALSO_THINGS: Final = frozenset({"driver", "player", "rider"})
_LINKS: Final = ("", "s", "n", "en", "es")
"""Letters by which German joins two words."""
_SEVERAL: Final = re.compile(r"s|(?<=[sxz])es|(?<=[cs]h)es|(?<=ung)en|(?<=heit)en|(?<=schaft)en|(?<=ion)en")
"""How a word ends that is of several, by the letters before: `churches`, `meldungen`, and not `guides`."""
_LONGEST: Final = 60


def parts_of(name: str) -> list[str]:
    """Give the words of a name, small and without accents: `birthYear` has two, as `birth_year` has."""
    told = unicodedata.normalize("NFKC", name).replace("ł", "l").replace("ß", "ss")
    humps = unicodedata.normalize("NFKD", _HUMP.sub("_", told))
    return _PART.findall("".join(each for each in humps if not unicodedata.combining(each)).lower())


def is_one_of(text: str, words: frozenset[str]) -> bool:
    """Give whether a choice is, or has as one of its parts, one of the words."""
    plain = f"_{'_'.join(parts_of(text))}_"
    return any(f"_{word}_" in plain if word.isascii() else word in text for word in words)


def names_thing(name: str) -> bool:
    """Give whether a fact of a line is of goods called as somebody is: a player's model, a driver's loft.

    What a name is of stands last: the sex of a player is said by its own word.
    """
    owner, _, bare = name.rpartition(".")
    parts = parts_of(bare)
    return owner == "line" and not _ALSO_THINGS.isdisjoint(parts) and parts[-1] not in _ALSO_THINGS


class Compounds:
    """Takes words apart that are written as one, by the words that give something away."""

    def __init__(self, heads: Iterable[tuple[str, ...]]) -> None:
        """Keep each head as it is written as one word: `lastname` is `last` and `name`."""
        joined = {"".join(head): head for head in sorted(heads, key=len)}
        self._heads: Mapping[str, tuple[str, ...]] = {
            word: head for word, head in joined.items() if len(word) >= _HEAD_MIN or word in _SHORT
        }
        self._apart = cache(self._split)

    def words_of(self, name: str) -> list[str]:
        """Give the words of a name, those of compounds apart."""
        return [word for part in parts_of(name) for word in self._apart(part)]

    def _split(self, part: str) -> tuple[str, ...]:
        if part in self._heads or len(part) > _LONGEST:
            return self._heads.get(part, (part,))
        return next((self._told(pieces) for pieces in self._from(part, 0) if self._counts(pieces)), (part,))

    def _from(self, part: str, at: int) -> Iterator[tuple[str, ...]]:
        """Give every way in which the letters from one on are words that are known."""
        if at == len(part):
            yield ()
        for end in range(len(part), at + 1, -1):
            if part[at:end] not in self._heads and part[at:end] not in _FILLERS:
                continue
            if _SEVERAL.fullmatch(part, end):
                yield (part[at:end],)
            for link in _LINKS:
                if part.startswith(link, end) and (not link or end + len(link) < len(part)):
                    for rest in self._from(part, end + len(link)):
                        yield (part[at:end], *rest)

    def _counts(self, pieces: tuple[str, ...]) -> bool:
        """Give whether one of the words gives something away; a short one does beside a longer one only."""
        long = [piece for piece in pieces if len(piece) >= _HEAD_MIN or piece == "nr"]
        heads = [piece for piece in pieces if piece in self._heads]
        return bool(heads) and (bool(long) if heads[0] in _SHORT else True)

    def _told(self, pieces: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(word for piece in pieces for word in self._heads.get(piece, (piece,)))

"""Numbers of payment cards in any text: found in every spelling, so that none is ever kept.

What counts is the issuer's prefix, the length that issuer gives, and the check digit of ISO/IEC 7812-1
(Luhn). Numbers that look alike and are none pass: article numbers (EAN), telephone numbers, order ids,
times, fingerprints. The ranges are those the card schemes publish.
"""

import re
import string
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product

from loyalty.kernel.plainly import plainly
from loyalty.kernel.refusal import Refusal

SHORTEST, LONGEST = 13, 19
PARTS_MAX = 6
"""Over how many neighbouring fields a number is looked for that was cut in pieces."""
PIECE_MIN = 4
"""The fewest digits of a piece."""
CUTS = {14: frozenset({4, 10}), 15: frozenset({4, 10}), 16: frozenset({4, 8, 12})}
"""After how many digits a number of each common length is cut: where it has its gaps on a card.

Ids stand side by side too: of an invoice, an article and a buyer with five or six digits each one
in fifteen would be taken for a card."""
GAP_MAX = 6
LETTERS_MAX = 7
"""The most characters between two digits where a letter is among them, as in `4111 dash 1111`."""
ROW_MIN, ROW_DIGITS = 6, 4
"""How many groups of how many digits make a row of numbers, four of which look like a card by chance."""
PRINTED = ((4, 4, 4, 4), (4, 6, 5), (4, 6, 4))
"""How many digits the groups on a card have."""
_HAN = {
    digit: value
    for value, written in enumerate(
        ("〇零", "一壹", "二贰", "三叁", "四肆", "五伍", "六陆", "七柒", "八捌", "九玖")
    )
    for digit in written
}
_LOOSE = frozenset({"Zs", "Pd", "Pc", "Ps", "Pe", "Pi", "Pf", "Cf", "Mn", "Me"})
_DOTS = frozenset(".·•∙・．。")
_BREAKS = frozenset(",;")
_LINES = frozenset("\n\r\t")
_UUID = re.compile(
    r"(?<![0-9a-f])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}(?![0-9a-f])", re.IGNORECASE
)
_DIGEST = re.compile(r"(?<![0-9a-z])(?=[0-9]*[a-f])[0-9a-f]{32,}(?![0-9a-z])", re.IGNORECASE)
_ORDER = re.compile(r"(?<!\d)\d{3}-\d{7}-\d{7}(?!\d)", re.ASCII)
_TIME = re.compile(r"(?<![\d:])(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?(?![\d:])", re.ASCII)
_DAY = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d|[0-3]?\d([-./])[01]?\d\2(?:19|20)\d\d)(?!\d)", re.ASCII
)
_INSTANT = re.compile(
    r"(?:19|20)\d\d-[01]\d-[0-3]\d[T ][0-2]\d:[0-5]\d:[0-5]\d(?:\.\d{1,6})?(?:Z|[+-][01]\d:[0-5]\d)?",
    re.ASCII,
)
_PLAIN = re.compile(r"[0-9]+\.[0-9]{1,4}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Numbers from ``low`` to ``high`` by their first digits, and the lengths they have."""

    low: int
    high: int
    lengths: frozenset[int]


def _issuer(low: int, high: int, *lengths: int) -> Issuer:
    return Issuer(low, high, frozenset(lengths))


_LONG = (16, 17, 18, 19)
ISSUERS = (
    _issuer(4, 4, 13, 16, 19),  # Visa
    _issuer(51, 55, 16),  # Mastercard
    _issuer(2221, 2720, 16),  # Mastercard
    _issuer(34, 34, 15),  # American Express
    _issuer(37, 37, 15),  # American Express
    _issuer(300, 305, 14, *_LONG),  # Diners Club
    _issuer(3095, 3095, 14, *_LONG),  # Diners Club
    _issuer(36, 36, 14, *_LONG),  # Diners Club
    _issuer(38, 39, 14, *_LONG),  # Diners Club
    _issuer(6011, 6011, *_LONG),  # Discover
    _issuer(644, 649, *_LONG),  # Discover
    _issuer(65, 65, *_LONG),  # Discover, RuPay, Troy
    _issuer(62, 62, *_LONG),  # UnionPay
    _issuer(81, 81, *_LONG),  # UnionPay, RuPay
    _issuer(3528, 3589, *_LONG),  # JCB
    _issuer(2131, 2131, 15),  # JCB
    _issuer(1800, 1800, 15),  # JCB
    _issuer(2200, 2204, *_LONG),  # Mir
    _issuer(50, 50, *_LONG),  # Maestro, RuPay, Verve
    _issuer(56, 58, *_LONG),  # Maestro
    _issuer(60, 61, *_LONG),  # RuPay, Hipercard, Maestro
    _issuer(63, 63, *_LONG),  # Maestro, Elo
    _issuer(66, 69, *_LONG),  # Maestro
    _issuer(82, 82, 16),  # RuPay
    _issuer(9792, 9792, 16),  # Troy
)


LARGE = tuple(each for each in ISSUERS if each.low in {4, 51, 2221, 34, 37, 6011, 644, 65, 62, 3528})
"""The large schemes."""


class PanDetected(Refusal):
    """A text holds the number of a payment card; it is refused, and the number repeated nowhere."""

    code = "pan-detected"
    title = "A text holds the number of a payment card"

    def __init__(self, pointers: Sequence[str]) -> None:
        """Keep the places at which such a number stands; never the number."""
        super().__init__(
            "the number of a payment card stands at: " + ", ".join(pointers), pointer=pointers[0]
        )
        self.pointers = tuple(pointers)


def refuse_card_numbers(fields: Mapping[str, str]) -> None:
    """Give nothing where no field holds a card number, alone or with its neighbours.

    Raises PanDetected with the names of the fields at which one stands or begins.
    """
    found = [name for name, text in fields.items() if holds_card_number(text)]
    names = list(fields)
    cut = cut_card_number(list(fields.values()))
    if cut is not None and names[cut[0]] not in found:
        found.append(names[cut[0]])
    if found:
        raise PanDetected(found)


@dataclass(frozen=True, slots=True)
class _Group:
    """Digits that follow one another, where they stand, and what parts them from those before.

    ``sign`` is what stands there but spaces and their like; a group on a line or in a column of its own
    is ``apart``.
    """

    digits: str
    start: int
    end: int
    sign: str = ""
    apart: bool = False


def holds_card_number(text: str) -> bool:
    """Say whether a text holds the number of a payment card, however its digits are written and parted."""
    return len(text) >= SHORTEST and card_number_at(text) is not None


def card_number_at(text: str) -> tuple[int, int] | None:
    """Give where the first card number that is found in a text begins and ends, None without one."""
    return next(_found(text), None)


def without_card_numbers(text: str) -> str:
    """Give the text with every card number in it replaced by ``[card number]``."""
    while (found := card_number_at(text)) is not None:
        start, end = found
        text = f"{text[:start]}[card number]{text[end:]}"
    return text


def cut_card_number(fields: Sequence[str]) -> tuple[int, int] | None:
    """Give the first and last of neighbouring fields over which a card number is cut, None without one.

    A piece is a field of four digits or more and nothing else; a day or a decimal number is none. It ends
    where `CUTS` says.
    """
    if _digits_in("".join(fields)) < SHORTEST:
        return None
    pieces = [_piece(field) for field in fields]
    for first, piece in enumerate(pieces):
        joined = piece
        cuts: set[int] = set()
        for last in range(first + 1, min(first + PARTS_MAX, len(pieces))):
            if not joined or not pieces[last] or len(joined) > LONGEST:
                break
            cuts.add(len(joined))
            joined += pieces[last]
            if cuts <= CUTS.get(len(joined), frozenset()) and is_card_number(joined):
                return first, last
    return None


def is_card_number(digits: str) -> bool:
    """Say whether ASCII digits alone are the number of a card: prefix, length, check digit."""
    if not SHORTEST <= len(digits) <= LONGEST or not _luhn(digits) or len(set(digits)) == 1:
        return False
    return any(_issued(each, digits) for each in ISSUERS) and not _is_article(digits)


def _issued(issuer: Issuer, digits: str) -> bool:
    first = int(digits[: len(str(issuer.low))])
    return len(digits) in issuer.lengths and issuer.low <= first <= issuer.high


def _luhn(digits: str) -> bool:
    doubled = (int(digit) * (1 + place % 2) for place, digit in enumerate(reversed(digits)))
    return sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0  # noqa: PLR2004  two digits


def _is_article(digits: str) -> bool:
    """Say whether the digits are an article number: EAN-13 or GTIN-14 by their own check digit."""
    if len(digits) not in {13, 14}:
        return False
    return sum(int(digit) * (1 + 2 * (place % 2)) for place, digit in enumerate(reversed(digits))) % 10 == 0


def _piece(field: str) -> str:
    """Give the digits of a field that is nothing but digits and what parts them, empty for any other."""
    if len(field) < PIECE_MIN or _PLAIN.fullmatch(field.strip()) or _DAY.fullmatch(field):
        return ""
    found = [_digit(character) for character in field]
    if any(digit is None and _kind(field[place]) != " " for place, digit in enumerate(found)):
        return ""
    digits = "".join(digit for digit in found if digit is not None)
    return digits if len(digits) >= PIECE_MIN else ""


def _found(text: str) -> Iterator[tuple[int, int]]:
    """Give where card numbers begin and end, also in what is escaped."""
    if not _may_hold(text):
        return
    yield from _found_in(text)
    read = plainly(text)
    if read is not None:
        for start, end in _found_in(read.text):
            yield read.starts[start], read.ends[end - 1]


def _found_in(text: str) -> Iterator[tuple[int, int]]:
    text = _masked(text)
    if _digits_in(text) < SHORTEST:
        return
    groups = list(_groups(text))
    for run in _runs(text, groups):
        for first in range(len(run)):
            digits = ""
            cuts: set[int] = set()
            for last in range(first, len(run)):
                if last > first and (run[last].apart or _turns(run, first, last)):
                    cuts.add(len(digits))
                digits += run[last].digits
                if len(digits) > LONGEST:
                    break
                start = run[first].start
                whole = cuts <= CUTS.get(len(digits), frozenset()) and not _in_a_row(run, first, last)
                if whole and is_card_number(digits) and not _is_telephone(text, start, digits):
                    yield start, run[last].end
    yield from _lettered(text, groups)
    yield from _listed(text, groups)


def _in_a_row(run: Sequence[_Group], first: int, last: int) -> bool:
    """Say whether groups stand in a row of many of one size, such as years, and are no card by all signs.

    Among such numbers a card of a large scheme, at the beginning or the end of the row, still counts.
    """
    if len(run) < ROW_MIN or any(len(group.digits) != ROW_DIGITS for group in run):
        return False
    digits = "".join(group.digits for group in run[first : last + 1])
    return (first > 0 and last < len(run) - 1) or not _is_of_large(digits)


def _is_of_large(digits: str) -> bool:
    return any(_issued(each, digits) for each in LARGE)


def _lettered(text: str, groups: Sequence[_Group]) -> Iterator[tuple[int, int]]:
    """Give where digits make a card number that letters part: one by one, or alike and evenly."""
    gaps = [text[before.end : group.start] for before, group in pairwise(groups)]
    lettered = [len(gap) <= LETTERS_MAX and any(map(str.isalpha, gap)) for gap in gaps]
    for first in range(len(groups)):
        digits, size = groups[first].digits, len(groups[first].digits)
        cuts, alike = set[int](), True
        for last in range(first + 1, len(groups)):
            if len(digits) > LONGEST or not lettered[last - 1]:
                break
            cuts.add(len(digits))
            alike = alike and gaps[last - 1] == gaps[first]
            digits += groups[last].digits
            even = cuts == set(range(size, len(digits), size))
            cut = even or cuts <= CUTS.get(len(digits), frozenset())
            if cut and (alike or size == 1) and is_card_number(digits):
                yield groups[first].start, groups[last].end


def _listed(text: str, groups: Sequence[_Group]) -> Iterator[tuple[int, int]]:
    """Give where nothing but a comma or a semicolon parts a number of a large scheme, as it is printed.

    One among more numbers of four digits is of a list.
    """
    sizes = [len(group.digits) for group in groups]
    close = [text[before.end : group.start] in _BREAKS for before, group in pairwise(groups)]
    for first, printed in product(range(len(groups)), PRINTED):
        end = first + len(printed)
        if tuple(sizes[first:end]) != printed or not all(close[first : end - 1]):
            continue
        before, after = first > 0 and close[first - 1], end < len(groups) and close[end - 1]
        beside = {sizes[first - 1] if before else 0, sizes[end] if after else 0}
        digits = "".join(group.digits for group in groups[first:end])
        if ROW_DIGITS not in beside and _is_of_large(digits) and is_card_number(digits):
            yield groups[first].start, groups[end - 1].end


def _may_hold(text: str) -> bool:
    """Say whether a text has as many digits as the shortest card number, and is no instant."""
    return len(text) >= SHORTEST and not _INSTANT.fullmatch(text) and _digits_in(text) >= SHORTEST


def _digits_in(text: str) -> int:
    if text.isascii():
        return sum(map(text.count, string.digits))
    return sum(_digit(character) is not None for character in text)


def _turns(run: Sequence[_Group], first: int, last: int) -> bool:
    """Say whether another sign stands before the last group than before the one that it follows."""
    return last > first + 1 and run[last].sign != run[last - 1].sign


def _masked(text: str) -> str:
    """Give the text, as long as before, with fingerprints, times, days and some order ids made letters."""
    for form in (_UUID, _DIGEST, _ORDER, _TIME, _DAY):
        text = form.sub(lambda found: "x" * len(found[0]), text)
    return text


def _is_telephone(text: str, start: int, digits: str) -> bool:
    """Say whether the digits are a telephone number with its country code, of 15 digits at most (E.164)."""
    return len(digits) == SHORTEST and start > 0 and text[start - 1] in "+＋"


def _runs(text: str, groups: list[_Group]) -> Iterator[list[_Group]]:
    """Give groups of digits that may belong together, as the gaps between them allow.

    Spaces, dashes, dots, underscores and invisible characters may part digits in any mixture, any other
    sign where it is the same all through. Another sign, a tab or the end of a line parts them where a
    number has its gaps on a card (`CUTS`); letters (see `_lettered`), commas and semicolons (`_listed`) end a
    run.
    """
    run = groups[:1]
    for before, group in pairwise(groups):
        gap = text[before.end : group.start]
        apart = gap.isspace() and not _LINES.isdisjoint(gap)
        kinds = set() if apart else {_kind(character) for character in gap}
        own = "".join(kinds - {" "})
        if len(gap) <= GAP_MAX and "x" not in kinds and len(own) <= 1:
            run.append(replace(group, sign=own, apart=apart))
        else:
            yield run
            run = [group]
    if run:
        yield run


def _groups(text: str) -> Iterator[_Group]:
    digits, start = "", 0
    for place, character in enumerate(text):
        digit = _digit(character)
        if digit is not None:
            start = start if digits else place
            digits += digit
        elif digits:
            yield _Group(digits, start, place)
            digits = ""
    if digits:
        yield _Group(digits, start, len(text))


def _digit(character: str) -> str | None:
    """Give the ASCII digit that a character of any script means, None where it means none."""
    if character.isascii():
        return character if character.isdigit() else None
    value = unicodedata.digit(character, _HAN.get(character))
    return None if value is None else str(value)


def _kind(character: str) -> str:
    """Give a space for what parts digits freely, ``x`` for what ends a run, else the sign itself."""
    if unicodedata.category(character) in _LOOSE or character in _DOTS:
        return " "
    if character.isalpha() or character in _BREAKS or character in _LINES:
        return "x"
    return character

"""Laws of the door at which card numbers are turned away."""

import unicodedata
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.card_door import card_number_places
from loyalty.kernel.card_numbers import ISSUERS, Issuer, holds_card_number, without_card_numbers

TRIES = 10_000
SCRIPTS = [0x30, 0xFF10, 0x0660, 0x06F0, 0x0966, 0x1D7CE, 0x0E50]
"""Where the noughts of seven scripts stand."""
GAPS = ["", "", " ", "-", ".", "  ", "\u00a0", "\u2009", "\u2011", "–", "\u3000", "_", "\u200b", " - "]
ESCAPED = ["%20", "%2520", "%C2%A0", "&nbsp;", "&#8201;", "<br>", "<b>", "</td><td>", "\\u2009", "x", " and "]
"""Gaps in addresses, on pages and in words; where a number was one it is one there too."""
WORDS = ["card ", "", "no. ", "卡号：", "pay with (", "x", "ref#"]


def _check_digit(digits: str) -> str:
    """Give the digit that makes the Luhn sum whole; written apart from the engine's."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if place % 2 == 0 else 1)
        total += value // 10 + value % 10
    return str((10 - total % 10) % 10)


def _number(chance: Random) -> str:
    """Give a number of a random issuer; article numbers of 13 and 14 digits are passed over."""
    while True:
        issuer: Issuer = chance.choice(ISSUERS)
        length = chance.choice(sorted(issuer.lengths))
        body = str(chance.randint(issuer.low, issuer.high))
        body += "".join(chance.choice("0123456789") for _ in range(length - 1 - len(body)))
        number = body + _check_digit(body)
        if not _is_article(number) and len(set(number)) > 1:
            return number


def _is_article(number: str) -> bool:
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(reversed(number)))
    return len(number) in {13, 14} and weighted % 10 == 0


def _spelt(number: str, chance: Random) -> str:
    """Give the number in digits of random scripts, with random gaps, within words."""
    zero = chance.choice(SCRIPTS)
    gap, every = chance.choice(GAPS + ESCAPED), chance.choice([1, 2, 4, 4, 4, 5, 6])
    digits = [chr(zero + int(digit)) if chance.random() < 0.9 else digit for digit in number]
    parts = ["".join(digits[start : start + every]) for start in range(0, len(digits), every)]
    return f"{chance.choice(WORDS)}{gap.join(parts)}{chance.choice(['', '.', ' please', '！'])}"


def test_ten_thousand_odd_spellings_are_found() -> None:
    """10,000 numbers of every issuer, in odd digits, gaps and company, are all found and all masked."""
    chance = Random(20261126)
    spelt = [_spelt(_number(chance), chance) for _ in range(TRIES)]

    assert [] == [text for text in spelt if not holds_card_number(text)]
    assert [] == [text for text in spelt if holds_card_number(without_card_numbers(text))]


def test_cut_numbers_are_found() -> None:
    """A number of a common length, cut into two to four fields of four digits or more, is found."""
    chance = Random(4)
    for _ in range(2_000):
        number = next(found for found in iter(lambda: _number(chance), "") if len(found) == 16)
        cuts = chance.choice([[8], [4], [12], [4, 8], [4, 12], [8, 12], [4, 8, 12]])
        pieces = [number[a:b] for a, b in zip([0, *cuts], [*cuts, 16], strict=True)]
        fields = {f"field{place}": piece for place, piece in enumerate(pieces)}

        assert ["/field0"] == card_number_places({"note": "hello", **fields})


def test_numbers_in_a_row_are_seldom_taken_for_cards() -> None:
    """Of rows of six random numbers of four digits fewer than 7 % are refused; of ids and years none."""
    chance = Random(7)

    def row(gap: str, low: int, high: int, many: int) -> str:
        return gap.join(f"{chance.randrange(low, high):04d}" for _ in range(many))

    rows = [row(chance.choice([" ", "\n", "-"]), 0, 10_000, 6) for _ in range(3_000)]
    ids = [
        "".join(chance.choice("0123456789abcdefghjkmnpqrstvwxyz") for _ in range(40)) for _ in range(2_000)
    ]
    years = [row(" to ", 1900, 2100, 4) for _ in range(1_000)]

    assert 210 > sum(map(holds_card_number, rows))
    assert [] == [text for text in ids + years if holds_card_number(text)]


@given(st.text(max_size=200))
def test_any_text_can_be_looked_at(text: str) -> None:
    """No text whatever breaks the search, and what is masked holds no number any more."""
    clean = without_card_numbers(text)

    assert not holds_card_number(clean)


@given(st.uuids(), st.datetimes(), st.integers(0, 10**12 - 1))
def test_our_own_kinds_of_ids_pass(uuid: object, time: object, number: int) -> None:
    """Ids made by chance, times, and numbers of up to twelve digits are never taken for cards."""
    assert not holds_card_number(f"{uuid}")
    assert not holds_card_number(f"{time}")
    assert not holds_card_number(unicodedata.normalize("NFKC", f"{number}"))

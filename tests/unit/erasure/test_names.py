"""A name is taken out of words where it says who is meant, and is left where it is a word like others."""

import json
import unicodedata
from collections.abc import Callable
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.erasure.names import ERASED, content_names, content_without, names_in, says_who, without


@pytest.mark.parametrize("name", ["Ada Byron", "佐々木希", "山田はるか", "김민수", "王小", "José Álvarez"])
def test_a_whole_name_says_who_is_meant(name: str) -> None:
    """Names of two words, and those written in signs that have no spaces."""
    assert says_who(name)


@pytest.mark.parametrize("name", ["May", "王", "Ō"])
def test_a_name_of_one_word_or_sign_says_nobody(name: str) -> None:
    """They are words like others."""
    assert not says_who(name)


@pytest.mark.parametrize(
    ("name", "words", "left"),
    [
        ("José Álvarez", "JOSÉ ÁLVAREZ called", "[erased] called"),
        ("Ada Byron", "Ada Byronson called", "Ada Byronson called"),
        ("佐々木希", "佐々木希さんへ電話", "[erased]さんへ電話"),
        ("김민수", "김민수는 전화했다", "[erased]는 전화했다"),
        ("高峰", "高峰时段的价格改了", "高峰时段的价格改了"),
        ("高峰", "会员高峰来电，高峰时段", "会员[erased]来电，高峰时段"),
        ("高峰", "高峰女士来电", "[erased]女士来电"),
        ("高峰", "来电：高峰。", "来电：[erased]。"),
        ("王小", "王小明来电", "王小明来电"),
        ("王小明", "已通知王小明本人", "已通知[erased]本人"),
    ],
)
def test_words_lose_the_name_and_nothing_else(name: str, words: str, left: str) -> None:
    """Two signs may be a word; then it is a name beside a word for a person, or by itself."""
    assert left == without(words, {name})


@pytest.mark.parametrize(
    ("name", "words", "left"),
    [
        ("Ada Lovelace", "told Ada\u00a0Lovelace, twice", "told [erased], twice"),
        ("Ada Lovelace", "told Ada  Lovelace.", "told [erased]."),
        ("Ada Lovelace", "told Ada\nLovelace\u2019s aunt", "told [erased]\u2019s aunt"),
        ("Ada Lovelace", "(Lovelace, Ada)", "([erased])"),
        ("Lovelace, Ada", "Ada Lovelace, or LOVELACE ,ADA", "[erased], or [erased]"),
        ("Ada King Lovelace", "King Lovelace, Ada; Lovelace, Ada King", "[erased]; [erased]"),
        ("Zo\u00eb M\u00fcller", "Cafe\u0301: Zoe\u0308 Mu\u0308ller", "Cafe\u0301: [erased]"),
        ("Zoe\u0308 Mu\u0308ller", "Zo\u00eb M\u00fcller", "[erased]"),
        ("Conan O\u2019Neil", "Conan O'Neil and Conan O\u02bcNeil", "[erased] and [erased]"),
        ("Jean-Luc Picard", "Jean\u2011Luc Picard, Jean Luc Picard", "[erased], [erased]"),
        ("Ada Lovelace", "\uff21\uff44\uff41\u3000\uff2c\uff4fvelace", "[erased]"),
        ("Ada Lovelace", "Ada Love\u00adlace, Ada\u200bLovelace", "[erased], [erased]"),
        ("Hans Stra\u00dfer", "\ufb01ve for HANS STRASSER", "\ufb01ve for [erased]"),
        ("山田 太郎", "山田太郎さんへ、山田　太郎へ", "[erased]さんへ、[erased]へ"),
        ("阿达·洛芙莱斯", "给阿达・洛芙莱斯退款", "给[erased]退款"),
        ("김민수", unicodedata.normalize("NFD", "김민수는"), "[erased]" + unicodedata.normalize("NFD", "는")),
        ("高峰", "高峰高峰女士", "[erased][erased]女士"),
        ("Ada Lovelace", "Ada asked, Lovelace\u00a0 paid", "Ada asked, Lovelace\u00a0 paid"),
        (
            "Ada Lovelace",
            "Ada. Lovelace; Ada, Lovelace; Lovelace Ada",
            "Ada. Lovelace; Ada, Lovelace; Lovelace Ada",
        ),
        ("Ann O'Neil", "Ann Oneills", "Ann Oneills"),
    ],
)
def test_a_name_is_found_however_it_is_spelled(name: str, words: str, left: str) -> None:
    """What is cut out is exact: the rest keeps the form it was written in."""
    assert left == without(words, {name})
    assert not names_in(left, {name})


_WORD = st.text("abzABZé\u00eb\u00fc\u00dfłŻ", min_size=2, max_size=6)
_MARKED = st.one_of(_WORD, st.tuples(_WORD, st.sampled_from("'-\u2019\u2010"), _WORD).map("".join))
_SAID = st.lists(
    st.sampled_from(["qq", "caf\u00e9x", "cafe\u0301x", "\ufb01x", "退款", "\u00bd", "x\u00adx", "…", "[q]"])
)


@given(
    names=st.lists(_MARKED, min_size=2, max_size=4),
    before=_SAID,
    behind=_SAID,
    blank=st.sampled_from([" ", "  ", "\u00a0", "\n", "\t \u202f", "\u3000", "\u200b"]),
    form=st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]),
    marks=st.sampled_from(["'-", "\u2019\u2011", "\u02bc\u2013", "\u00b4\u2212"]),
    case=st.sampled_from([str, str.upper, str.lower]),
    turned=st.integers(0, 3),
)
def test_no_spelling_of_a_name_is_left_and_every_other_word_stays(
    *,
    names: list[str],
    before: list[str],
    behind: list[str],
    blank: str,
    form: Literal["NFC", "NFD", "NFKC", "NFKD"],
    marks: str,
    case: Callable[[str], str],
    turned: int,
) -> None:
    """Spaces, forms of Unicode, apostrophes, hyphens, case, and the surname first."""
    at = turned % len(names)
    comma = "," + blank if at else ""
    told = blank.join(names[at:]) + comma + blank.join(names[:at])
    told = case(unicodedata.normalize(form, told))
    told = told.translate(str.maketrans("'\u2019-\u2010", marks[0] * 2 + marks[1] * 2))
    start, end = " ".join([*before, ""]), " ".join(["", *behind])
    assert without(start + told + end, {" ".join(names)}) == start + ERASED + end


def test_what_is_said_of_a_breach_is_searched_in_its_words() -> None:
    """A newline within JSON is written as two signs, and is a blank none the less."""
    content = json.dumps({"nature": "Ada\nLovelace told", "markets": "Ada Lovelace"})
    assert content_names("breach_step", content, {"Ada Lovelace"})
    left = content_without("breach_step", content, {"Ada Lovelace"})
    assert json.loads(left) == {"nature": "[erased] told", "markets": "Ada Lovelace"}
    assert not content_names("breach_step", left, {"Ada Lovelace"})


@pytest.mark.parametrize(
    ("note", "named"), [("给王明退款", True), ("给王 明退款", True), ("给王小明退款", False)]
)
def test_strictly_two_signs_are_a_name_in_running_text(note: str, *, named: bool) -> None:
    """Where nothing is cut out but a text refused."""
    assert names_in(note, ["王明"], strictly=True) == named
    assert not names_in(note, ["王明"])

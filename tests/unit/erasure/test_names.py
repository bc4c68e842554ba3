"""A name is taken out of words where it says who is meant, and is left where it is a word like others."""

import pytest

from loyalty.erasure.names import says_who, without


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

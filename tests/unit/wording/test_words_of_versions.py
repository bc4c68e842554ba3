"""What a comparison says of closed lists and lengths of time is in the reader's language throughout."""

from collections.abc import Iterator

import pytest

from loyalty.language.shapes.schema import programme_schema
from loyalty.language.values import Duration, Interval, Lasts, Turn, Unit, Wait, Window
from loyalty.wording.languages import EN
from loyalty.wording.versions.choices import choice_in_words
from loyalty.wording.versions.values import Values

ZH = "zh-CN"


def words(schema: object) -> Iterator[str]:
    """Give every word of a closed list that is no code of a currency or market."""
    if isinstance(schema, list):
        for each in schema:
            yield from words(each)
    if isinstance(schema, dict):
        listed = schema.get("enum")
        yield from (word for word in listed or () if isinstance(word, str) and not word.isupper())
        for each in schema.values():
            yield from words(each)


def test_every_word_of_a_closed_list_has_a_chinese_one() -> None:
    """No word that a rule file may choose is left in English, however it is chosen."""
    chosen = {*words(programme_schema()), *map(str, (*Unit, *Turn, *Wait, *Window))}

    assert [] == sorted(word for word in chosen if choice_in_words(word, ZH).isascii())


@pytest.mark.parametrize(
    ("value", "english", "chinese"),
    [
        (Duration(14, Unit.DAY), "14 days", "14 天"),
        (Interval(3, Turn.MONTH), "3 months", "3 个月"),
        (Lasts(None), "forever", "永久"),
        (Wait.RETURN_WINDOW, "return window", "退货期内"),
    ],
)
def test_lengths_of_time_are_said_in_words(value: object, english: str, chinese: str) -> None:
    """Days, periods and a wait that is no length are said in either language."""
    said = [Values(language, "EUR", 2, {}).text(value, "word") for language in (EN, ZH)]

    assert said == [english, chinese]

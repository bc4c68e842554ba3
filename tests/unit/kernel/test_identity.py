"""Ids sort by time, come back from their text and refuse texts that are none."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from loyalty.kernel.identity import EPOCH, id_text, ordered_id, parse_id

ids = st.integers(min_value=0, max_value=2**63 - 1)


@given(ids)
def test_text_comes_back(value: int) -> None:
    """What an id writes is read back as the same id."""
    assert value == parse_id("mem", id_text("mem", value))


@given(ids, ids)
def test_text_sorts_like_ids(one: int, other: int) -> None:
    """Texts sort as the ids do."""
    assert (one < other) == (id_text("ent", one) < id_text("ent", other))


@given(st.integers(min_value=0, max_value=2**40), st.integers(min_value=0, max_value=2**70))
def test_time_comes_first(milliseconds: int, chance: int) -> None:
    """An id made a millisecond later is greater, whatever the chance in it, and fits 63 bits."""
    at = EPOCH + timedelta(milliseconds=milliseconds)

    assert ordered_id(at, chance) < ordered_id(at + timedelta(milliseconds=1), 0)
    assert ordered_id(at, chance) < 2**63


@pytest.mark.parametrize(
    "text", ["mem_", "mem_000000000000", "ent_0000000000000", "mem_000000000000u", "mem_zzzzzzzzzzzzz", ""]
)
def test_text_that_is_no_id(text: str) -> None:
    """A wrong prefix, length, letter or size gives no id."""
    assert parse_id("mem", text) is None


def test_id_by_hand() -> None:
    """One second after the epoch with no chance is 1000 << 22."""
    assert 1000 << 22 == ordered_id(datetime(2024, 1, 1, 0, 0, 1, tzinfo=UTC), 0)

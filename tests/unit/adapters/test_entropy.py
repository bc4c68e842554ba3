"""Ids rise, also when many are drawn in one instant and when the clock goes back."""

from datetime import UTC, datetime, timedelta
from threading import Thread

from loyalty.adapters.entropy import SystemEntropy

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def test_ids_of_one_instant_rise() -> None:
    """A thousand ids of one millisecond are distinct and in order."""
    draw = SystemEntropy().ids(NOW)
    drawn = [draw() for _ in range(1000)]

    assert sorted(set(drawn)) == drawn


def test_ids_rise_where_the_clock_goes_back() -> None:
    """An id drawn after the clock went back is still above the one before."""
    entropy = SystemEntropy()

    assert entropy.new_id(NOW) < entropy.new_id(NOW - timedelta(hours=1))


def test_threads_never_draw_one_id_twice() -> None:
    """Four threads that draw at once get different ids."""
    entropy = SystemEntropy()
    drawn: list[int] = []
    threads = [
        Thread(target=lambda: drawn.extend([entropy.new_id(NOW) for _ in range(500)])) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert 2000 == len(set(drawn))


def test_chance_is_as_long_as_asked_for() -> None:
    """320 bits are 40 bytes, and twice drawn they differ."""
    entropy = SystemEntropy()

    assert 40 == len(entropy.bits(320))
    assert entropy.bits(320) != entropy.bits(320)
    assert {0, 1, 2} == {entropy.below(3) for _ in range(200)}

"""Steps of a ladder for tests, in smallest units."""

from loyalty.tiers.ladder import Gate, Need, Step


def gate(**least: int) -> Gate:
    """Give a gate of measures that must all be reached."""
    return Gate(tuple(Need(measure, amount) for measure, amount in least.items()))


def step(tier: str, **least: int) -> Step:
    """Give a step that is kept by what it begins at."""
    return Step(tier, gate(**least), gate(**least))

"""Two versions of a programme beside each other: text, meaning, effect."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import unified_diff

from loyalty.comparison.change import Change
from loyalty.comparison.effect import Effect, effect_of
from loyalty.comparison.losing.devaluation import devaluations
from loyalty.comparison.losing.loss import Less, Loss
from loyalty.comparison.losing.losses import retroactive_losses
from loyalty.comparison.losing.stopped import stopped_subscriptions
from loyalty.comparison.meaning import changes_of
from loyalty.comparison.tables import rate_changes, table_changes
from loyalty.decision.programme import Programme, beginning
from loyalty.language.load import load_programme


@dataclass(frozen=True, slots=True)
class Versions:
    """Two programmes with what differs: the diff of each file, every change in meaning, what that can do.

    ``losses`` is what members would lose of what they have, subscriptions that would stop among it,
    ``devaluations`` what balances buy less of,
    from ``begins`` on.
    """

    old: Programme
    new: Programme
    texts: Mapping[str, str]
    changes: tuple[Change, ...]
    effect: Effect
    begins: date
    losses: tuple[Loss, ...]
    devaluations: tuple[Less, ...]


def compare_versions(old: Programme, new: Programme, day: date | None = None) -> Versions:
    """Give what differs between two programmes; no text and no change where they are the same.

    ``day`` is the first on which the new one is to bind, None: its own first day.
    """
    later = new if day is None else beginning(new, day)
    return Versions(
        old,
        new,
        text_changes(old.source, new.source),
        meaning_changes(old, new),
        effect_of(old, new),
        later.shape.effective.from_,
        (*retroactive_losses(old.shape, later.shape), *stopped_subscriptions(old.shape, later.shape)),
        devaluations(old.shape, later.shape),
    )


def text_changes(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Give the unified diff of every file that differs, by path."""
    found = {}
    for path in sorted(old.keys() | new.keys()):
        before, after = old.get(path, ""), new.get(path, "")
        if before != after or (path in old) != (path in new):
            names = (path if path in old else "/dev/null", path if path in new else "/dev/null")
            lines = unified_diff(before.splitlines(), after.splitlines(), *names, lineterm="")
            found[path] = "\n".join(lines)
    return found


def meaning_changes(old: Programme, new: Programme) -> tuple[Change, ...]:
    """Give every difference in meaning: of the rules, then of tables, then of exchange rates."""
    before, after = load_programme(old.source), load_programme(new.source)
    return (
        *changes_of(old.shape, new.shape),
        *table_changes(before.tables, after.tables, (old.shape, new.shape)),
        *rate_changes(before.rates, after.rates),
    )

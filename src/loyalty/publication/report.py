"""Every constraint that binds a version in its markets, each with exactly one word of evidence."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.decision.programme import Programme
from loyalty.language.findings import Finding
from loyalty.language.texts.jurisdictions import implied
from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.shipped import catalogue, profiles

_LAWS: Final = "loyalty.constraints."


@dataclass(frozen=True, slots=True)
class Standing:
    """How a constraint of the catalogue stands for one version.

    ``profiles`` are those of the version's markets that it is part of. ``holds`` is None where nobody
    looked, or where looking decided nothing.
    """

    constraint: Constraint
    profiles: tuple[str, ...]
    evidence: Evidence
    holds: bool | None

    def data(self) -> dict[str, Any]:
        """Give it as plain data."""
        return {
            "constraint": self.constraint.id,
            "profiles": list(self.profiles),
            "evidence": str(self.evidence),
            "holds": self.holds,
            "says": self.constraint.says["en"],
        }


def report(
    programme: Programme, found: Sequence[Verdict], findings: Sequence[Finding]
) -> tuple[Standing, ...]:
    """Give every constraint of the programme's profiles once, in the order of the catalogue."""
    binding = implied(programme.shape.jurisdictions)
    verdicts = {verdict.constraint: verdict for verdict in found}
    broken = {f.cited.constraint for f in findings if f.cited is not None and not f.warning}
    return tuple(
        Standing(row, profiles_, *_known(row, verdicts, broken))
        for row in catalogue().values()
        if (profiles_ := row.binds(binding))
    )


def _known(
    row: Constraint, verdicts: Mapping[str, Verdict], broken: set[str]
) -> tuple[Evidence, bool | None]:
    """Give how strongly a constraint was looked at, and whether it holds.

    Where laws of the programme check it, their verdicts say so: one that the programme does not
    declare was not looked at.
    """
    if row.id in broken:
        return Evidence(row.evidence), False
    laws = [check.removeprefix(_LAWS) for check in row.checks if check.startswith(_LAWS)]
    looked = [verdicts[law] for law in laws if law in verdicts]
    others = [check for check in row.checks if not check.startswith(_LAWS)]
    if looked:
        weakest = min(looked, key=lambda verdict: _ORDER[verdict.holds])
        if weakest.holds is None:
            return Evidence.NOT_CHECKED, None
        return weakest.evidence, weakest.holds
    if others:
        return Evidence(row.evidence), True
    return Evidence.NOT_CHECKED, None


_ORDER: Final = {False: 0, None: 1, True: 2}


def by_profile(standings: Sequence[Standing]) -> Iterator[str]:
    """Give a line for each profile: how many constraints it has with each word, and which fail."""
    for code in dict.fromkeys(code for standing in standings for code in standing.profiles):
        own = [standing for standing in standings if code in standing.profiles]
        words = Counter(standing.evidence for standing in own)
        told = ", ".join(f"{words[word]} {word}" for word in Evidence if words[word])
        fails = [standing.constraint.id for standing in own if standing.holds is False]
        failing = f"; fails {', '.join(fails)}" if fails else ""
        yield f"{code} {profiles()[code].version}: {len(own)} constraints, {told}{failing}"

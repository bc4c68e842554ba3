"""Every constraint that binds a version in its markets, each with exactly one word of evidence."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.decision.programme import Programme
from loyalty.language.findings import Finding
from loyalty.language.texts.jurisdictions import implied
from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.evidence import Ran, Result, told_by_profile
from loyalty.profiles.markets import law_on
from loyalty.profiles.profile import LAW
from loyalty.profiles.shipped import catalogue
from loyalty.publication.looking import LOOKING, UPCOMING

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
    broken = {f.cited.constraint for f in findings if f.cited is not None and (f.waived or not f.warning)}
    return tuple(
        Standing(row, profiles_, *_known(row, verdicts, broken, _others(row)))
        for row in catalogue().values()
        if (profiles_ := row.binds(binding))
    )


def looked_at(
    programme: Programme, found: Sequence[Verdict], findings: Sequence[Finding]
) -> list[dict[str, Any]]:
    """Give which checks ran of a version that may bind, by profile: ``found`` says what laws came to.

    Beside the laws it is those of `LOOKING`, which every version is held against before it binds.
    """
    verdicts = {verdict.constraint: verdict for verdict in found}
    warned = {
        f.cited.constraint for f in findings if f.cited is not None and f.warning and f.code != UPCOMING
    }
    waived = {f.cited.constraint for f in findings if f.cited is not None and f.waived}
    ran = []
    for row in catalogue().values():
        evidence, holds = _known(row, verdicts, waived, [check for check in row.checks if check in LOOKING])
        if evidence is not Evidence.NOT_CHECKED:
            result: Result = "fails" if not holds else "warned" if row.id in warned else "holds"
            ran.append(Ran(row.id, "PUB", evidence.value, result))
    return told_by_profile(profile_versions(programme), ran)


def _others(row: Constraint) -> list[str]:
    return [check for check in row.checks if not check.startswith(_LAWS)]


def _known(
    row: Constraint, verdicts: Mapping[str, Verdict], broken: set[str], others: Sequence[str]
) -> tuple[Evidence, bool | None]:
    """Give how strongly a constraint was looked at, and whether it holds.

    Where laws of the programme check it, their verdicts say so, no more strongly than all of the row is
    known. What they did not decide, or the programme does not declare, is as well known as the ``others``
    make it, and those prove nothing.
    """
    if row.id in broken:
        return Evidence(row.evidence), False
    laws = [check.removeprefix(_LAWS) for check in row.checks if check.startswith(_LAWS)]
    looked = [verdicts[law] for law in laws if law in verdicts]
    if looked:
        weakest = min(looked, key=lambda verdict: _ORDER[verdict.holds])
        if weakest.holds is not None:
            return max(weakest.evidence, Evidence(row.evidence), key=list(Evidence).index), weakest.holds
    if others:
        return (Evidence.TESTED if laws else Evidence(row.evidence)), True
    return Evidence.NOT_CHECKED, None


_ORDER: Final = {False: 0, None: 1, True: 2}


def certified(
    programme: Programme, found: Sequence[Verdict], findings: Sequence[Finding], today: date
) -> dict[str, Any]:
    """Give what a certificate keeps of the law: the profiles' versions, what is coming, every constraint."""
    law = law_on(max(today, programme.shape.effective.from_), programme.shape.jurisdictions)
    last = programme.shape.effective.until
    later = [
        value
        for profile in law.profiles
        for listed in profile.values.values()
        for value in listed
        if value.status in LAW and value.valid_from is not None and law.day < value.valid_from
    ]
    return {
        "profiles": profile_versions(programme),
        "upcoming": [
            {"parameter": value.parameter, "since": str(value.valid_from), "source": value.cited}
            for value in later
            if last is None or (value.valid_from is not None and value.valid_from <= last)
        ],
        "catalogue": [standing.data() for standing in report(programme, found, findings)],
    }


def profile_versions(programme: Programme) -> dict[str, str]:
    """Give the version of each profile that binds a programme in this release."""
    law = law_on(programme.shape.effective.from_, programme.shape.jurisdictions)
    return {profile.code: profile.version for profile in law.profiles}


def by_profile(rows: Sequence[Mapping[str, Any]], versions: Mapping[str, str]) -> Iterator[str]:
    """Give a line for each profile: how many constraints it has with each word, and which fail.

    ``rows`` are the catalogue of a certificate, ``versions`` its profiles.
    """
    for code, version in versions.items():
        own = [row for row in rows if code in row["profiles"]]
        words = Counter(row["evidence"] for row in own)
        told = ", ".join(f"{words[word]} {word}" for word in Evidence if words[word])
        fails = [row["constraint"] for row in own if row["holds"] is False]
        failing = f"; fails {', '.join(fails)}" if fails else ""
        number = "1 constraint" if len(own) == 1 else f"{len(own)} constraints"
        yield f"{code} {version}: {number}, {told}{failing}"


def coming(values: Iterable[Mapping[str, str]]) -> Iterator[str]:
    """Give a line for each value of the law that begins later in the life of a version.

    ``values`` are what is upcoming of its certificate.
    """
    for value in values:
        yield f"from {value['since']} on: {value['parameter']} [{value['source']}]"

"""The law that binds a programme: the profiles of its markets on a day, the strictest value winning."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from loyalty.language.texts.jurisdictions import implied
from loyalty.profiles.parameters import PARAMETERS, Strictest, strictest
from loyalty.profiles.profile import LAW, Profile, Value
from loyalty.profiles.shipped import profiles


@dataclass(frozen=True, slots=True)
class Law:
    """What several profiles ask on one day."""

    day: date
    profiles: tuple[Profile, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Give the codes of the profiles, the universal one first."""
        return tuple(profile.code for profile in self.profiles)

    def values(self, parameter: str) -> tuple[Value, ...]:
        """Give every value of a parameter that is law on the day."""
        listed = (value for profile in self.profiles for value in profile.values.get(parameter, ()))
        return tuple(value for value in listed if value.binds_on(self.day))

    def strictest(self, parameter: str) -> Strictest | None:
        """Give the strictest value of a parameter, None where no profile says anything."""
        found = self.values(parameter)
        kind, _ = PARAMETERS[parameter]
        return strictest(kind, (value.value for value in found)) if found else None

    def asking(self, parameter: str) -> Value | None:
        """Give the first value that is `true`, of a parameter that is where the law asks."""
        return next((value for value in self.values(parameter) if value.value is True), None)


def law_on(day: date, jurisdictions: Iterable[str], known: Mapping[str, Profile] | None = None) -> Law:
    """Give the law of the jurisdictions and of those they imply; ``known`` replaces the shipped profiles."""
    all_of = profiles() if known is None else known
    return Law(day, tuple(all_of[code] for code in implied(jurisdictions) if code in all_of))


def changes_of(law: Law, first: date, last: date | None) -> tuple[date, ...]:
    """Give the days after ``first``, until ``last``, on which some value begins to be law or is no more."""
    return tuple(sorted({day for day in _days(law) if day > first and (last is None or day <= last)}))


def _days(law: Law) -> Iterator[date]:
    for profile in law.profiles:
        for value in (value for listed in profile.values.values() for value in listed):
            if value.status in LAW:
                if value.valid_from is not None:
                    yield value.valid_from
                if value.valid_to is not None:
                    yield value.valid_to + timedelta(days=1)

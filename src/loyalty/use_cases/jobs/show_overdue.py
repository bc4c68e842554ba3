"""What people were to do by a time that is over: cases, breaches, drills, money to give back."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from loyalty.breaches.breach import BreachStep
from loyalty.breaches.drill import drills_due
from loyalty.kernel.identity import id_text
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.jobs.programmes import programmes_of
from loyalty.use_cases.services import Services
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.crisis import CRISES

LOOKED_AT_MAX = 1_000
"""At how many open cases of a programme it looks, those that are open longest, and of how much money that is
late it tells, what was due first: it is asked every minute."""


@dataclass(frozen=True, slots=True)
class Overdue:
    """Open cases with a clock that ran out by programme, breaches not told in time, texts not tried.

    With the notices, by programme, of money that nobody says was given back in time.
    """

    cases: Mapping[str, tuple[str, ...]]
    breaches: tuple[str, ...]
    drills: tuple[tuple[str, str], ...]
    refunds: Mapping[str, tuple[str, ...]]


def show_overdue(services: Services) -> Overdue:
    """Give what is overdue now, as far as `LOOKED_AT_MAX` reaches; of a drill its text, language."""
    now = services.clock.now()
    with services.units.read() as unit:
        programmes = programmes_of(unit, None)
        cases = {name: tuple(_late(unit, name, now)) for name in programmes}
        refunds = {
            name: tuple(
                id_text("ntc", each.notice_id) for each in unit.notices.owed(name, LOOKED_AT_MAX, until=now)
            )
            for name in programmes
        }
        breaches = tuple(
            each.breach_id
            for each in unit.breaches.list()
            if each.step is not BreachStep.CLOSED
            and any(clock.late and clock.told_at is None for clock in each.clocks(now))
        )
        due = drills_due(unit.drills.list(), CRISES, LANGUAGES, now)
    drills = tuple((each.text, each.language) for each in due if each.overdue)
    return Overdue(_some(cases), breaches, drills, _some(refunds))


def _some(late: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    return {name: found for name, found in late.items() if found}


def _late(unit: UnitOfWork, programme: str, now: datetime) -> Iterator[str]:
    for case in unit.cases.open_longest(programme, LOOKED_AT_MAX):
        if any(clock.late and clock.met_at is None for clock in case.clocks(now)):
            yield case.key.case_id

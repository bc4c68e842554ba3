"""What usage is counted and priced by: a price of use hangs on no trait of who uses it either.

Properties of usage events are declared nowhere and stand in no formula, so what their names and the values
asked for say is all there is to judge by.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from loyalty.language.findings import Span
from loyalty.language.shapes.charges import MatrixTerms
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import parts_of
from loyalty.publication.personal.people import FORBIDDEN
from loyalty.publication.words import About, abouts, names_person

_OF_WHO_USES: Final = frozenset({About.TRAIT, About.CONCESSION, About.AGE, About.RESIDENCE})
_PROVEN: Final = frozenset({About.CONCESSION, About.AGE})
"""What a yes or no may say of somebody, since there are concessions for it."""
_RIDERS: Final = frozenset({"driver", "drivers", "rider", "riders"})
_UNITS: Final = frozenset({"seconds", "minutes", "hours", "days", "weeks", "months"})
"""Behind an age, what it is counted in: that of a file, and nobody's."""
_OF_GOODS: Final = (["data", "residency"], ["origin", "country"])
"""Where data are kept, and where a call comes from."""
_YES_OR_NO: Final = frozenset({"yes", "no", "true", "false", "1", "0"})


@dataclass(frozen=True, slots=True)
class _Property:
    """A property of usage that a price hangs on: what reads it, where, and the values that are asked for."""

    name: str
    reader: str
    span: Span
    values: frozenset[str] = field(default_factory=frozenset)


def check_metered(matter: Matter) -> Iterator[Breach]:
    """Give every property of usage that tells of a trait, once for what reads it."""
    told = set[tuple[str, str]]()
    for each in (*_dimensions(matter), *_counted(matter)):
        about = _abouts(each)
        if about and (each.name, each.reader) not in told:
            told.add((each.name, each.reader))
            yield _breach(matter, each, about)


def _dimensions(matter: Matter) -> Iterator[_Property]:
    for plan in matter.shape.plans:
        for usage in plan.usage:
            if isinstance(usage.terms, MatrixTerms):
                asked = [cell.where for cell in usage.terms.cells]
                for name in usage.terms.dimensions:
                    values = frozenset(value for where in asked for value in where.get(name, ()))
                    reader = f"charge `{plan.id}.{usage.meter}`"
                    yield _Property(name, reader, usage.terms.place("dimensions"), values)


def _counted(matter: Matter) -> Iterator[_Property]:
    """Give what the meters go by that something is charged for; others price nothing."""
    charged = {usage.meter for plan in matter.shape.plans for usage in plan.usage}
    for meter in matter.shape.meters:
        reader = f"meter `{meter.id}`"
        if meter.id in charged:
            for name, values in (meter.where or {}).items():
                yield _Property(name, reader, meter.place("where"), frozenset(values))
            for name in meter.group_by:
                yield _Property(name, reader, meter.place("group_by"))
            if meter.of is not None:
                yield _Property(meter.of, reader, meter.place("of"))


def _abouts(each: _Property) -> frozenset[About]:
    """Give what a property says of a person; an age of a backup, or a yes for a concession, says nothing."""
    about = abouts(f"event.{each.name}", each.values) & _OF_WHO_USES
    *before, last = said = parts_of(each.name)
    if not names_person(each.name) and _RIDERS.isdisjoint(said):
        if (last == "age" and before) or ("age" in before and last in _UNITS):
            about -= {About.AGE}
        if said in _OF_GOODS:
            about -= {About.RESIDENCE}
        if "voice" in before:
            about -= {About.TRAIT}
    yes_or_no = bool(each.values) and {value.lower() for value in each.values} <= _YES_OR_NO
    return about - _PROVEN if yes_or_no else about


def _breach(matter: Matter, each: _Property, about: frozenset[About]) -> Breach:
    said = next(rule for rule in FORBIDDEN if rule.about in about)
    message = f"the {each.reader} makes a price hang on {said.about}: the property `{each.name}` of usage"
    help_ = "count and price usage by what is used, never by who uses it"
    law = matter.law.asking("fact.no_residence")
    if said.about is About.RESIDENCE and law is not None:
        return Breach("FA-06", "RESIDENCE_PRICE", each.span, message, help_, law)
    return Breach(said.constraint, said.code, each.span, message, help_)

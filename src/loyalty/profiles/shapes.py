"""Shapes of the files of this room: a profile with its dated parameters, a chapter of constraints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar, Literal

from loyalty.language.shapes.fields import ONE_OR_MORE, REST, AtLeastOne, Code, Law, Needs, Shape
from loyalty.language.texts.documents import Scalar
from loyalty.language.values import LocalText

Status = Literal["in_force", "upcoming", "proposed", "struck_down"]
Known = Literal["seen", "memory"]
Evidence = Literal["PROVED", "TESTED", "MEASURED", "DECLARED", "NOT CHECKED"]
Stage = Literal["PUB", "QUO", "CMT", "POST", "JOB", "API", "UI", "BUILD"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ValueShape(Shape):
    """One value of a parameter, from a day on, maybe until another; both days inside."""

    value: Annotated[tuple[Scalar, ...], ONE_OR_MORE, "the value, or several words"]
    status: Annotated[Status, "whether it is law"]
    valid_from: Annotated[date | None, "first day; a proposal may have none"] = None
    valid_to: Annotated[date | None, "last day; without it, it has no end"] = None
    source: Annotated[str, "where it is written"]
    known: Annotated[Known, "seen in public material, or from memory and to be checked"]
    checked_on: Annotated[date, "when somebody last looked"]
    checked_by: Annotated[Code, "who looked, as a role"] = "engineering-research"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProfileShape(Shape):
    """What the law of one market asks of a programme."""

    profile: Annotated[Code, "the market's code"]
    version: Annotated[Code, "the version of this file"]
    parameters: Annotated[Mapping[str, tuple[ValueShape, ...]], "values by parameter"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintRowShape(Shape):
    """One constraint of the catalogue: what it says, for whom, where from, and how it is checked."""

    profiles: Annotated[tuple[Code, ...], ONE_OR_MORE, AtLeastOne(), "the profiles it is part of"]
    says: Annotated[LocalText, "what must hold, in plain words"]
    sources: Annotated[tuple[str, ...], ONE_OR_MORE, AtLeastOne(), "where it is from"]
    stages: Annotated[tuple[Stage, ...], ONE_OR_MORE, "when it is looked at"]
    codes: Annotated[tuple[Code, ...], ONE_OR_MORE, "the codes of what breaks it"] = ()
    check: Annotated[tuple[str, ...], ONE_OR_MORE, "the code that checks it, `module` or `module:name`"] = ()
    test: Annotated[tuple[str, ...], ONE_OR_MORE, "the files that test the check"] = ()
    evidence: Annotated[Evidence, "how strong the check is"] = "NOT CHECKED"
    LAWS: ClassVar[tuple[Law, ...]] = (Needs("check", "test"), Needs("test", "check"))


@dataclass(frozen=True, slots=True, kw_only=True)
class ChapterShape(Shape):
    """A chapter of constraints, by id."""

    chapter: Annotated[LocalText, "what they are about"]
    constraints: Annotated[Mapping[str, ConstraintRowShape], REST, "the constraints, by id"]

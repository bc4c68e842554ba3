"""The catalogue: every constraint that law and good practice set, with how it is checked here."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loyalty.language.findings import Citation, Finding, in_order
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.reading import read_shape
from loyalty.language.texts.documents import read_document
from loyalty.language.texts.jurisdictions import NAMES, help_for
from loyalty.language.texts.scalars import Reading
from loyalty.profiles.loading import LANGUAGES
from loyalty.profiles.shapes import ChapterShape, ConstraintRowShape, Evidence, Stage

CHAPTERS = ("px", "rf", "pp", "fa", "sb", "pt", "py", "pd", "ax", "op")
"""The chapters in the order of the catalogue; each has a file of its name."""


@dataclass(frozen=True, slots=True)
class Constraint:
    """One constraint: what it says, for which profiles, from where, and how strong its check is.

    ``checks`` are modules, or names in modules, and ``tests`` files of this project.
    """

    id: str
    chapter: Mapping[str, str]
    profiles: tuple[str, ...]
    says: Mapping[str, str]
    sources: tuple[str, ...]
    stages: tuple[Stage, ...]
    codes: tuple[str, ...]
    checks: tuple[str, ...]
    tests: tuple[str, ...]
    evidence: Evidence

    def binds(self, profiles: tuple[str, ...]) -> tuple[str, ...]:
        """Give those of the profiles that it is part of."""
        return tuple(code for code in profiles if code in self.profiles)

    def citing(self, markets: tuple[str, ...]) -> Citation:
        """Give what a finding cites of a programme that is bound by the profiles ``markets``."""
        profile = next(iter(self.binds(markets)), self.profiles[0])
        return Citation(self.id, profile, self.sources[0], self.evidence)

    @property
    def sourced(self) -> str:
        """Give the sources in one text."""
        return "; ".join(self.sources)


@dataclass(frozen=True, slots=True)
class ReadCatalogue:
    """The constraints by id, as far as they could be read, and every finding."""

    constraints: Mapping[str, Constraint]
    findings: tuple[Finding, ...]


def read_catalogue(source: Mapping[str, str]) -> ReadCatalogue:
    """Give the constraints of these texts, which are by file name: ``px.yaml`` and so on."""
    findings: list[Finding] = []
    constraints: dict[str, Constraint] = {}
    for chapter in CHAPTERS:
        file = f"{chapter}.yaml"
        document = read_document(file, source.get(file, ""), findings)
        if document is None:
            continue
        shape = read_shape(ChapterShape, document, Reading(findings, LANGUAGES, None))
        if shape is None:
            continue
        findings.extend(as_far_as_read(_wrong(shape, chapter.upper())))
        if not findings:
            constraints.update({id_: _made(id_, shape, row) for id_, row in shape.constraints.items()})
    return ReadCatalogue(constraints, in_order(findings))


def _wrong(shape: ChapterShape, chapter: str) -> Iterator[Finding]:
    for id_, row in shape.constraints.items():
        if not id_.startswith(f"{chapter}-"):
            yield Finding(
                row.span, "E401", f"`{id_}` is of another chapter", f"ids here begin with `{chapter}-`"
            )
        for code in row.profiles:
            if code not in NAMES:
                yield Finding(row.place("profiles"), "E496", f"there is no market `{code}`", help_for(code))
        if (row.evidence == "NOT CHECKED") is bool(row.check):
            message = f"`{id_}` has a check and no evidence, or evidence and no check"
            yield Finding(row.span, "E412", message, "write `check`, `test` and `evidence` together")


def _made(id_: str, chapter: ChapterShape, row: ConstraintRowShape) -> Constraint:
    return Constraint(
        id=id_,
        chapter=chapter.chapter,
        profiles=row.profiles,
        says=row.says,
        sources=row.sources,
        stages=row.stages,
        codes=row.codes,
        checks=row.check,
        tests=row.test,
        evidence=row.evidence,
    )

"""Programmes, their versions and their files."""

from collections.abc import Iterable
from typing import get_args

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT
from api.schemas.common import DIGEST, GIVEN_DIGEST, LABEL, NAME, plain, programme_name
from loyalty.adoption.version import ProgrammeVersion
from loyalty.comparison.change import Kind

WAY = "The way to what changed, from the top of the rule files."


class VersionOut(AnswerSchema):
    """One adopted version of a programme."""

    digest = Member(DIGEST, "The SHA-256 of its canonical form.")
    binds_from = Member(INSTANT, "From when it binds.")
    adopted_at = Member(INSTANT, "When it was adopted.")


class ProgrammeOut(AnswerSchema):
    """A programme and its versions, by their first day."""

    name = programme_name()
    versions = Items(Part(VersionOut), "Its versions.", fewest=0, most=10_000)
    frozen_since = Member(
        INSTANT, "Since when it promises and books nothing new; absent where it does.", required=False
    )


class ProgrammesOut(AnswerSchema):
    """Every programme that the key reaches."""

    programmes = Items(Part(ProgrammeOut), "The programmes.", fewest=0, most=10_000)


class SourceAsk(StrictSchema):
    """Which version."""

    digest = Member(
        GIVEN_DIGEST,
        "The version's digest; without it, the one that binds now.",
        required=False,
    )


class SourceOut(AnswerSchema):
    """The rule files of a version, as they were adopted."""

    name = programme_name()
    digest = Member(DIGEST, "The version's digest.")
    files = Member(
        plain({"type": "object", "additionalProperties": {"type": "string"}}),
        "The text of each file by its path.",
    )


class ComparisonAsk(StrictSchema):
    """Which two versions."""

    old = Member(GIVEN_DIGEST, "The digest of the version to begin from.")
    new = Member(GIVEN_DIGEST, "The digest of the version it is compared with.")


class ComparedOut(AnswerSchema):
    """One of the two versions."""

    programme = programme_name()
    digest = Member(DIGEST, "The version's digest.")


class ChangeOut(AnswerSchema):
    """One change in meaning."""

    path = Items(Member(NAME, "A key of the rule files, or the name of a part."), WAY, fewest=0, most=100)
    kind = Member(plain({"type": "string", "enum": list(get_args(Kind))}), "What happened to it.")
    since = Member(NAME, "The first day for which a dated value differs; without it, every day.")
    until = Member(NAME, "The last day for which it differs; without it, for ever.")
    old_place = Member(NAME, "Where the old version says it: file, line and column.")
    new_place = Member(NAME, "Where the new version says it.")
    sentence = Member(LABEL, "The change as a sentence, in every language of ours.")


class ComparisonOut(AnswerSchema):
    """What changes from one version to another."""

    old = Part(ComparedOut, "The version to begin from.")
    new = Part(ComparedOut, "The version it is compared with.")
    texts = Member(
        plain({"type": "object", "additionalProperties": {"type": "string"}}),
        "The unified diff of each file that differs, by its path.",
    )
    changes = Items(
        Part(ChangeOut), "Every change in meaning; none where only the text differs.", fewest=0, most=100_000
    )
    losses = Items(
        Member(plain({"type": "object", "additionalProperties": True}), "A loss."),
        "What members would lose, and what balances buy less of: by band, the balance that loses most.",
        fewest=0,
        most=10_000,
    )
    effect = Member(
        plain({"type": "object", "additionalProperties": True}),
        "Which outcomes can be more or less at all, and the cases in which they are, with their sentences.",
    )


def by_programme(versions: Iterable[ProgrammeVersion]) -> list[dict[str, object]]:
    """Give the members of `ProgrammeOut` for each programme, in the order in which they come."""
    grouped: dict[str, list[ProgrammeVersion]] = {}
    for version in versions:
        grouped.setdefault(version.programme, []).append(version)
    return [{"name": name, "versions": found} for name, found in grouped.items()]

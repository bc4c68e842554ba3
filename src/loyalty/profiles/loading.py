"""Texts to profiles and to the catalogue: every mistake at its place, all at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from loyalty.language.findings import Finding, Span, did_you_mean, in_order, one_of
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.reading import read_shape
from loyalty.language.texts.documents import read_document
from loyalty.language.texts.jurisdictions import PARENTS, UNIVERSAL
from loyalty.language.texts.scalars import Reading
from loyalty.profiles.parameters import PARAMETERS, value_of
from loyalty.profiles.profile import Profile, Value
from loyalty.profiles.shapes import ProfileShape, ValueShape

LANGUAGES = ("en", "zh-CN")
"""The languages that names and statements are given in."""


@dataclass(frozen=True, slots=True)
class Read:
    """The profiles by code, as far as they could be read, and every finding."""

    profiles: Mapping[str, Profile]
    findings: tuple[Finding, ...]


def read_profiles(source: Mapping[str, str]) -> Read:
    """Give the profiles of these texts, which are by file name."""
    findings: list[Finding] = []
    profiles: dict[str, Profile] = {}
    for file, text in sorted(source.items()):
        shape = _shape(file, text, findings)
        if shape is None:
            continue
        found = list(as_far_as_read(_wrong(shape)))
        findings.extend(found)
        if not found and not any(finding.span.file == file for finding in findings):
            profiles[shape.profile] = _profile(shape)
    return Read(profiles, in_order(findings))


def _shape(file: str, text: str, findings: list[Finding]) -> ProfileShape | None:
    document = read_document(file, text, findings)
    return (
        None if document is None else read_shape(ProfileShape, document, Reading(findings, LANGUAGES, None))
    )


def _wrong(shape: ProfileShape) -> Iterator[Finding]:
    if shape.profile not in PARENTS and shape.profile != UNIVERSAL:
        help_ = did_you_mean(shape.profile, PARENTS) or one_of(PARENTS)
        yield Finding(shape.place("profile"), "E496", f"there is no market `{shape.profile}`", help_)
    for parameter, values in shape.parameters.items():
        if parameter not in PARAMETERS:
            place = values[0].span if values else shape.place("parameters")
            help_ = did_you_mean(parameter, PARAMETERS) or one_of(PARAMETERS)
            yield Finding(place, "E204", f"unknown parameter `{parameter}`", help_)
            continue
        for value in values:
            yield from as_far_as_read(_wrong_value(parameter, value))


def _wrong_value(parameter: str, shape: ValueShape) -> Iterator[Finding]:
    kind, _ = PARAMETERS[parameter]
    words = tuple(scalar.text for scalar in shape.value)
    try:
        value_of(kind, words)
    except (ValueError, KeyError):
        yield Finding(
            shape.place("value"),
            "E205",
            f"`{', '.join(words)}` is no value of `{parameter}`",
            f"it is {kind}",
        )
    if shape.valid_from is None and shape.status != "proposed":
        message = "what is or was law has a first day"
        yield Finding(shape.place("status"), "E202", message, "write `valid_from`")
    if shape.valid_from and shape.valid_to and shape.valid_to < shape.valid_from:
        yield Finding(
            shape.place("valid_to"),
            "E216",
            "`valid_to` is before `valid_from`",
            "write the earlier day first",
        )


def _profile(shape: ProfileShape) -> Profile:
    values = {
        parameter: tuple(_value(shape.profile, parameter, value) for value in listed)
        for parameter, listed in shape.parameters.items()
    }
    return Profile(shape.profile, shape.version, values)


def _value(profile: str, parameter: str, shape: ValueShape) -> Value:
    kind, _ = PARAMETERS[parameter]
    place: Span = shape.place("value")
    return Value(
        profile=profile,
        parameter=parameter,
        value=value_of(kind, tuple(scalar.text for scalar in shape.value)),
        status=shape.status,
        source=shape.source,
        known=shape.known,
        checked_on=shape.checked_on,
        checked_by=shape.checked_by,
        span=place,
        valid_from=shape.valid_from,
        valid_to=shape.valid_to,
    )

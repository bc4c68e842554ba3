"""The profiles and the catalogue that come with the engine, read once.

The files are part of the package, as its modules are; a mistake in them is a broken release.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from loyalty.profiles.catalogue import Constraint, read_catalogue
from loyalty.profiles.loading import read_profiles
from loyalty.profiles.profile import Profile


def texts_of(folder: str) -> Mapping[str, str]:
    """Give the files of a folder of this room by name: ``data`` or ``chapters``."""
    found = files("loyalty.profiles").joinpath(folder).iterdir()
    return {file.name: file.read_text("utf-8") for file in found if file.name.endswith(".yaml")}


@cache
def profiles() -> Mapping[str, Profile]:
    """Give every profile by its code."""
    read = read_profiles(texts_of("data"))
    assert not read.findings, read.findings  # noqa: S101 - a test holds it for every release
    return read.profiles


@cache
def catalogue() -> Mapping[str, Constraint]:
    """Give every constraint of the catalogue by its id, chapter by chapter."""
    read = read_catalogue(texts_of("chapters"))
    assert not read.findings, read.findings  # noqa: S101 - a test holds it for every release
    return read.constraints

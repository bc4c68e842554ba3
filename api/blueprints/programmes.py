"""Programmes, their versions and their files."""

from collections.abc import Mapping

from api.auth import Right, caller
from api.blueprints.common import OK, Answer
from api.current import services
from api.reading.conditions import tagged
from api.reading.forms import Wrong, read_caller_id
from api.resource import Exchange, Resource
from api.schemas.programmes import (
    ComparisonAsk,
    ComparisonOut,
    ProgrammeOut,
    ProgrammesOut,
    SourceAsk,
    SourceOut,
    by_programme,
)
from loyalty.access.scopes import Scope
from loyalty.use_cases.compare_programmes import compare_programmes
from loyalty.use_cases.list_programmes import list_programmes, show_source, show_state
from loyalty.use_cases.refusals import UnknownProgramme
from loyalty.wording.versions.page import versions_data

programmes = Resource("programmes", "The rules that decide, as they were adopted.")
READ = Right(Scope.PROGRAMMES_READ)


@programmes.route("GET", "/v1/programmes", READ, Exchange(ProgrammesOut))
def programme_list() -> dict[str, object]:
    """List the programmes that the key reaches."""
    return {"programmes": _reached()}


@programmes.route("GET", "/v1/programmes/<name>", READ, Exchange(ProgrammeOut, tagged=True))
def programme(name: str) -> Answer:
    """Show a programme and its versions; the tag names what a plan of adoption is made against."""
    found = next((each for each in _reached() if each["name"] == name), None)
    if found is None:
        raise UnknownProgramme
    state = show_state(services(), name)
    frozen = None if state.frozen is None else state.frozen.since
    return {**found, "frozen_since": frozen}, OK, tagged(state.tag)


@programmes.route("GET", "/v1/programmes/<name>/source", READ, Exchange(SourceOut, asks=SourceAsk))
def source(query: Mapping[str, str], name: str) -> dict[str, object]:
    """Show the rule files of a version, whole."""
    _reach(name)
    version, files = show_source(services(), name, query.get("digest"))
    return {"name": version.programme, "digest": version.digest, "files": files}


@programmes.route(
    "GET", "/v1/programmes/<name>/comparison", READ, Exchange(ComparisonOut, asks=ComparisonAsk)
)
def comparison(query: Mapping[str, str], name: str) -> dict[str, object]:
    """Say what changes from one version of a programme to another: text, meaning and effect."""
    _reach(name)
    return versions_data(compare_programmes(services(), query["old"], query["new"], name))


def _reach(name: str) -> None:
    try:
        caller().reach(read_caller_id(name))
    except Wrong:
        raise UnknownProgramme from None


def _reached() -> list[dict[str, object]]:
    own = caller().programme
    versions = list_programmes(services())
    return by_programme(version for version in versions if own in {None, version.programme})

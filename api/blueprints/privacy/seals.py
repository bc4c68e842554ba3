"""Seals: the keys that sign, the roots of days, sealed files. Verifying needs no server: `loyalty verify`."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, json

from api.auth import Right, caller
from api.blueprints.adoption.asking import reached
from api.current import services
from api.reading.forms import Wrong
from api.resource import Exchange, Resource
from api.schemas.desk.documents import DOCUMENT
from api.schemas.privacy.seals import (
    ErasedSealsOut,
    GrowthAsk,
    GrowthOut,
    SealDaysAsk,
    SealDaysOut,
    SealedOut,
    SealKeysOut,
)
from loyalty.access.scopes import Scope
from loyalty.seals.keys import key_list
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.use_cases.seals.list_erased_seals import list_erased_seals
from loyalty.use_cases.seals.list_seal_days import DaysAsked, list_seal_days, show_growth
from loyalty.use_cases.seals.list_seal_keys import list_seal_keys
from loyalty.use_cases.seals.show_sealed import show_sealed

JSON = "application/json"
READ = Right(Scope.EXPLANATIONS_READ)
seals = Resource("seals", "What shows that a document is as it was told.")


@seals.route("GET", "/v1/seal-keys", Right(None), Exchange(SealKeysOut))
def seal_keys() -> Response:
    """List the public keys that ever sealed a document; no key of the API is needed.

    They stay published for ever, so that the oldest document can be verified.
    """
    return _as_signed(key_list(list_seal_keys(services())))


@seals.route("GET", "/v1/programmes/<name>/seal-days", READ, Exchange(SealDaysOut, asks=SealDaysAsk))
def seal_days(query: Mapping[str, Any], name: str) -> Response:
    """List the roots of the days that are closed, the newest first."""
    asked = DaysAsked(reached(name), query.get("before"))
    found = list_seal_days(services(), asked, query["limit"])
    return _as_signed({"days": [each.to_json() for each in found]})


@seals.route("GET", "/v1/programmes/<name>/seal-growth", READ, Exchange(GrowthOut, asks=GrowthAsk))
def seal_growth(query: Mapping[str, date], name: str) -> Response:
    """Show that the tree of one day begins with that of another.

    Nothing that was published was changed or taken away in between; `loyalty seal compare` checks it.
    """
    return _as_signed(show_growth(services(), reached(name), query["since"], query["until"]).to_json())


@seals.route("GET", "/v1/programmes/<name>/seal-erasures", READ, Exchange(ErasedSealsOut))
def seal_erasures(name: str) -> Response:
    """Give the signed list of the documents whose member was erased, to publish.

    It names digests of seals and days, nothing of a person; `loyalty verify --erasures` holds a copy to it.
    """
    return _as_signed(list_erased_seals(services(), reached(name)).to_json())


@seals.route(
    "GET", "/v1/explanations/<explanation_id>/sealed", Right(Scope.EXPLANATIONS_AUDIT), Exchange(SealedOut)
)
def sealed(explanation_id: str) -> Response:
    """Give a document with all that verifying it needs.

    With it comes what was known of the member when it was decided; after an erasure the file says
    since when that is gone, and everything else still verifies.
    """
    try:
        found = show_sealed(services(), _id_in(explanation_id))
    except Wrong:
        raise UnknownExplanation from None
    if caller().programme not in {None, found.programme}:
        raise UnknownExplanation
    return _as_signed(found.file)


def _id_in(text: str) -> str:
    """Give the id of a document of any kind. Raises Wrong."""
    return str(DOCUMENT.read(text))


def _as_signed(data: Mapping[str, Any]) -> Response:
    return Response(json.dumps(data), content_type=JSON)

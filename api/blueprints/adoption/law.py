"""The catalogue of constraints, and the dated values of each market's law."""

from collections.abc import Mapping

from api.auth import Right
from api.resource import Exchange, Resource
from api.schemas.adoption.law import CatalogueOut, ConstraintsAsk, ProfileOut, ProfilesOut
from loyalty.access.scopes import Scope
from loyalty.language.texts.jurisdictions import implied
from loyalty.profiles.plain import constraint_data, profile_data, profile_row
from loyalty.profiles.refusals import UnknownProfile
from loyalty.profiles.shipped import catalogue, profiles

law = Resource("law", "What law and good practice ask of a programme, from where, and what checks it.")
READ = Right(Scope.PROGRAMMES_READ)


@law.route("GET", "/v1/constraints", READ, Exchange(CatalogueOut, asks=ConstraintsAsk))
def every_constraint(query: Mapping[str, str]) -> dict[str, object]:
    """List the constraints of law and good practice, with sources, checks, tests and evidence.

    It is engineering research, not legal advice.
    """
    binding = implied([query["market"]]) if "market" in query else tuple(profiles())
    rows = [constraint_data(row) for row in catalogue().values() if row.binds(binding)]
    return {"constraints": rows}


@law.route("GET", "/v1/profiles", READ, Exchange(ProfilesOut))
def every_profile() -> dict[str, object]:
    """List the markets whose law is known."""
    return {"profiles": [profile_row(each) for each in profiles().values()]}


@law.route("GET", "/v1/profiles/<market>", READ, Exchange(ProfileOut))
def one_profile(market: str) -> dict[str, object]:
    """Tell what the law of a market sets: every value with its status, its days and its source."""
    found = profiles().get(market)
    if found is None:
        raise UnknownProfile
    return profile_data(found)

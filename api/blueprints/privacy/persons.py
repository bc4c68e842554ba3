"""What a member may ask of what is kept of them."""

from api.auth import Right
from api.blueprints.members import member_from_path
from api.current import services
from api.resource import Exchange, Resource
from api.schemas.privacy.persons import ExportOut
from loyalty.access.scopes import Scope
from loyalty.use_cases.privacy.export_member import export_member

persons = Resource("persons", "What a member may ask of what is kept of them.")
READ = Right(Scope.PRIVACY_READ)


@persons.route("GET", "/v1/members/<member_id>/export", READ, Exchange(ExportOut))
def export(member_id: str) -> dict[str, object]:
    """Give everything that is kept of a member.

    Every row under every id the member had, counted by a manifest, with its schema; what says who somebody
    else is is left out. `loyalty import member` takes the same in elsewhere.
    """
    found = export_member(services(), member_from_path(member_id))
    return {
        "manifest": found.manifest,
        "schema": found.schema,
        "tables": found.tables,
        "explanations": found.explanations,
        "rules": found.rules,
    }

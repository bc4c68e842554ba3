"""Documents taken along in one file that verifies without a server."""

from typing import Any

from flask import Response, json

from api.blueprints.adoption.asking import reached
from api.blueprints.common import wanted
from api.blueprints.desk.documents import AUDIT
from api.current import services
from api.faults import REQUIRED
from api.refusals import RequestInvalid
from api.resource import Exchange, Resource
from api.schemas.desk.bundles import BUNDLE_EXAMPLE, BundleIn, ManifestOut
from api.writing.watching import look_at
from loyalty.use_cases.desk.export_bundle import ExportBundle, export_bundle

bundles = Resource("bundles", "Documents taken along: `loyalty verify` verifies them without a server.")
ZIP, JSON = "application/zip", "application/json"
TAKE = Exchange(ManifestOut, takes=BundleIn, also=(ZIP,), request_example=BUNDLE_EXAMPLE)


@bundles.route("POST", "/v1/programmes/<name>/bundles", AUDIT, TAKE)
def bundle(body: dict[str, Any], name: str) -> Response:
    """Take documents along in one file: with seals, keys, rule files and sign-offs.

    A ZIP archive, or where `Accept` asks for JSON its manifest alone. Nothing is booked.
    """
    explanations, versions = body.get("explanations", ()), body.get("versions")
    if not explanations and versions is None:
        raise RequestInvalid([REQUIRED.at("/explanations")])
    kind = wanted([ZIP, JSON])
    named = None if versions is None else (versions["old"], versions["new"])
    made = export_bundle(services(), ExportBundle(reached(name), tuple(explanations), named))
    for member in made.members:
        look_at(member)
    if kind == JSON:
        return Response(json.dumps(made.manifest.to_json()), content_type=JSON)
    response = Response(made.content, content_type=ZIP)
    response.headers["Content-Disposition"] = 'attachment; filename="bundle.zip"'
    return response

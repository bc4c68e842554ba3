"""The contract at /openapi.json: OpenAPI 3.1, made from the routes, with problems as the one error.

flask-smorest documents errors as application/json and answers them in a form of its own. Both
are replaced here; the second hook is private to it, so its minor version is pinned and
``tests/unit/api/test_openapi.py`` holds what comes out.
"""

from flask import Flask
from flask_smorest import Api  # type: ignore[import-untyped]  # it ships no types
from marshmallow import INCLUDE, Schema

from api.blueprints.access.tokens import CLIENT, TOKEN
from api.fields import Items, Member, Part
from api.problems import MEDIA_TYPE
from api.reading.forms import Form, integer, text
from api.resource import OAUTH, Resource
from api.schemas.common import plain
from loyalty.access.scopes import SAYS, Scope

VERSION = "1"
ABOUT = """\
Prices, points and tiers of loyalty programmes, each number with its reasons.

* Money is `{"amount": 2694, "currency": "EUR"}` in minor units; points are whole numbers. Numbers
  with a fraction are written as text: a JSON number with a fraction is refused.
* Times are RFC 3339 with an offset, from 2000 to 2099; answers are in UTC.
* Every POST that books takes an `Idempotency-Key`; orders are known by your own id.
* A key of a person, such as an agent, says with each request why: `Loyalty-Reason: complaint:T-4711`.
  Members can read who looked at them.
* `Cache-Control: max-stale` lets a GET be answered from a replica, where there is one, and
  `max-stale=5` one that is at most 5 seconds behind; such an answer has `Age` and `Loyalty-Read: replica`.
* A key may ask so often: `RateLimit-Policy` says how often, `RateLimit` what is left. Who asks more
  often is refused with 429 and `Retry-After`.
* Errors are problem documents (RFC 9457). `code` is stable, `/problems/<code>` explains it.
"""
WITNESS_MAX = 20_000
ANY_VALUE = Form({"type": ["string", "integer", "boolean", "null"]}, lambda value: value)


class FaultSchema(Schema):
    """One place of the request that is wrong."""

    pointer = Member(
        plain({"type": "string", "maxLength": 400, "examples": ["/lines/0/quantity"]}),
        "Where: a JSON pointer, empty for the whole body; `?name` in the query, `{name}` in the address.",
    )
    code = Member(text(64, example="not-an-integer"), "What is wrong, stable.")
    message = Member(text(400, example="must be a whole number"), "The same in words.")
    hint = Member(text(400), "What to write instead.", required=False)
    witness = Member(
        text(WITNESS_MAX),
        "The smallest case found that breaks the constraint: worked examples to paste under `examples:`.",
        required=False,
    )


class ReasonSchema(Schema):
    """What was needed and what there was."""

    class Meta:
        """Further members may follow: other numbers of the case."""

        unknown = INCLUDE

    code = Member(text(64, example="insufficient-points"), "Which refusal.")
    rule = Member(ANY_VALUE, "The rule that said so.", required=False)
    have = Member(ANY_VALUE, "What there was.", required=False)
    need = Member(ANY_VALUE, "What was needed.", required=False)


class ProblemSchema(Schema):
    """Why a request was not served (RFC 9457)."""

    type = Member(text(100, example="/problems/request-invalid"), "The address of a page about this problem.")
    title = Member(
        text(example="The request has members that cannot be accepted"), "The problem in one sentence."
    )
    status = Member(integer(400, 599, example=422), "The HTTP status, once more.")
    detail = Member(text(2000), "This case in one sentence.")
    code = Member(text(64, example="request-invalid"), "The last part of `type`: stable, for programs.")
    trace_id = Member(text(32), "What to tell us when you ask about this answer.")
    errors = Items(Part(FaultSchema), "The places that are wrong.", fewest=0, most=50, required=False)
    reasons = Items(Part(ReasonSchema), "The numbers of the case.", fewest=0, most=50, required=False)


class ProblemApi(Api):  # type: ignore[misc]  # its base ships no types
    """flask-smorest with problem documents."""

    ERROR_SCHEMA = ProblemSchema

    def _register_responses(self) -> None:
        # The attribute of the instance hides the one of the class for as long as errors are documented.
        self.DEFAULT_RESPONSE_CONTENT_TYPE = MEDIA_TYPE
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def _register_error_handlers(self) -> None:
        """Leave the errors to ``handlers.py``, which answers all of them."""


def document(app: Flask, resources: tuple[Resource, ...]) -> dict[str, object]:
    """Register the resources on ``app`` and give their OpenAPI document."""
    app.config.update(API_TITLE="Loyalty engine", API_VERSION=VERSION, OPENAPI_VERSION="3.1.0")
    info = {"description": ABOUT, "license": {"name": "Apache 2.0", "identifier": "Apache-2.0"}}
    api = ProblemApi(app, spec_kwargs={"info": info})
    api.spec.components.security_scheme(
        "key",
        {
            "type": "http",
            "scheme": "bearer",
            "bearerFormat": "lk_<id>_<secret>",
            "description": "An API key. Each operation names the scope that the key needs.",
        },
    )
    flow = {"tokenUrl": TOKEN, "scopes": {str(scope): SAYS[scope] for scope in Scope}}
    api.spec.components.security_scheme(
        OAUTH,
        {
            "type": "oauth2",
            "description": "A token for a key, 15 minutes long: it may be narrowed by `scope`.",
            "flows": {"clientCredentials": flow},
        },
    )
    api.spec.components.security_scheme(
        CLIENT,
        {
            "type": "http",
            "scheme": "basic",
            "description": "The id of a key and the key; both may stand in the form instead.",
        },
    )
    for resource in resources:
        api.register_blueprint(resource.blueprint)
    contract: dict[str, object] = api.spec.to_dict()
    return contract

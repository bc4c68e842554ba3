"""OAuth 2 client credentials (RFC 6749, 4.4): a token for a key, its end (RFC 7009), metadata (RFC 8414)."""

import functools
from collections.abc import Callable, Mapping

from flask import Flask, Response, g, json
from marshmallow import Schema

from api.auth import identified, open_to_all
from api.current import services
from api.operating.hosts import public_address
from api.reading.clients import FORM_TYPE, UNAUTHORIZED, OAuthError, client, no_client, read_form
from api.refusals import NotFound
from api.resource import Resource
from api.schemas.access.tokens import (
    TOKEN_EXAMPLE,
    EndedOut,
    EndTokenIn,
    OAuthErrorOut,
    TokenIn,
    TokenOut,
)
from loyalty.access.access_token import TOKEN_LASTS, parse_token
from loyalty.access.key import ApiKey, parse
from loyalty.access.refusals import KeyRefused, ScopeMissing, ScopeUnknown, TokenOfAnother
from loyalty.access.scopes import Scope, scopes_from
from loyalty.use_cases.access_tokens.end_token import end_token
from loyalty.use_cases.access_tokens.issue_token import issue_token

JSON = "application/json"
TOKEN, REVOKE = "/v1/oauth/token", "/v1/oauth/revoke"
METADATA = "/.well-known/oauth-authorization-server"
CLIENT = "client"
"""The name of the security scheme: a client that shows id and secret."""
WAYS = ["client_secret_basic", "client_secret_post"]
GRANT = "client_credentials"
Form = Mapping[str, str]
tokens = Resource("tokens", "Tokens that stand for a key for a short time (OAuth 2 client credentials).")


def _form(
    rule: str, takes: type[Schema], gives: type[Schema], example: Mapping[str, object]
) -> Callable[[Callable[[Form, ApiKey], Mapping[str, object]]], Callable[..., Response]]:
    """Give a decorator that serves a form at ``rule``; the view gets the form and the client's key."""
    blueprint = tokens.blueprint

    def serve(view: Callable[[Form, ApiKey], Mapping[str, object]]) -> Callable[..., Response]:
        @functools.wraps(view)
        def served() -> Response:
            try:
                form = read_form()
                return _answer(view(form, _key_of(form)))
            except OAuthError as refused:
                g.refused_with = refused.error
                return _refuse(refused)

        body = {"required": True, "content": {FORM_TYPE: {"schema": takes, "example": dict(example)}}}
        said = {"operationId": view.__name__, "security": [{CLIENT: []}], "requestBody": body}
        answering = blueprint.response(200, gives, description="Done.")(served)
        for status in (400, UNAUTHORIZED):
            answering = blueprint.alt_response(status, schema=OAuthErrorOut, content_type=JSON)(answering)
        answering = open_to_all(blueprint.doc(**said)(answering))
        blueprint.add_url_rule(rule, view.__name__, answering, methods=["POST"])
        return served

    return serve


@_form(TOKEN, TokenIn, TokenOut, {"grant_type": GRANT, "scope": "orders:write quotes:write"})
def token(form: Form, key: ApiKey) -> Mapping[str, object]:
    """Give a token for a key: the client's id is the id of the key, its secret the key itself.

    The token does what the key may, narrowed by `scope`, for 15 minutes; it ends at once with its key.
    """
    _only_way(form)
    try:
        issued = issue_token(services(), key, scopes_from(form.get("scope", "").split()))
    except (ScopeUnknown, ScopeMissing) as refused:
        said = f"`{str(refused.facts.get('scope'))[:40]}` is not a scope of this key"
        raise OAuthError("invalid_scope", said) from refused
    return {
        **TOKEN_EXAMPLE,
        "access_token": issued.text,
        "expires_in": TOKEN_LASTS.seconds,
        "scope": " ".join(sorted(issued.token.scopes)),
    }


@_form(REVOKE, EndTokenIn, EndedOut, {"token": TOKEN_EXAMPLE["access_token"]})
def revoke_token(form: Form, key: ApiKey) -> Mapping[str, object]:
    """End a token of one's own at once; one that is not there is answered alike."""
    shown = form.get("token")
    if shown is None:
        raise OAuthError("invalid_request", "`token` is missing")
    if parse(shown) is not None:
        raise OAuthError("unsupported_token_type", "this is a key; `loyalty keys revoke` ends it")
    presented = parse_token(shown)
    if presented is not None:
        try:
            end_token(services(), key, presented)
        except TokenOfAnother as refused:
            raise OAuthError("unauthorized_client", "the token was given to another client") from refused
    return {}


def serve_metadata(app: Flask) -> None:
    """Serve what there is of OAuth, at the address where clients look for it.

    It names the address that the operator set, and is not there where none is.
    """

    @app.get(METADATA)
    @open_to_all
    def authorization_server() -> Response:
        issuer = public_address()
        if issuer is None:
            raise NotFound
        return _answer(
            {
                "issuer": issuer,
                "token_endpoint": f"{issuer}{TOKEN}",
                "token_endpoint_auth_methods_supported": WAYS,
                "revocation_endpoint": f"{issuer}{REVOKE}",
                "revocation_endpoint_auth_methods_supported": WAYS,
                "grant_types_supported": [GRANT],
                "response_types_supported": [],
                "scopes_supported": list(Scope),
                "service_documentation": f"{issuer}/docs",
            }
        )


def _key_of(form: Form) -> ApiKey:
    """Give the key of the client, its turn taken. Raises OAuthError, TooManyRequests, TooManyWrongKeys."""
    try:
        shown = client(form)
    except OAuthError as refused:
        if refused.status != UNAUTHORIZED:
            raise
        shown = None  # nothing that could be a key: wrong all the same
    try:
        return identified(shown)
    except KeyRefused as refused:
        raise no_client() from refused


def _only_way(form: Form) -> None:
    if "grant_type" not in form:
        raise OAuthError("invalid_request", "`grant_type` is missing")
    if form["grant_type"] != GRANT:
        raise OAuthError("unsupported_grant_type", f"there is one way: `{GRANT}`")


def _answer(said: Mapping[str, object], status: int = 200) -> Response:
    response = Response(json.dumps(said), status, content_type=JSON)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Pragma"] = "no-cache"
    return response


def _refuse(refused: OAuthError) -> Response:
    response = _answer({"error": refused.error, "error_description": refused.said}, refused.status)
    if refused.status == UNAUTHORIZED:
        response.headers["WWW-Authenticate"] = 'Basic realm="loyalty"'
    return response

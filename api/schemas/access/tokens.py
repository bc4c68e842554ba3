"""What OAuth 2 says in forms and answers (RFC 6749, 7009, 8414), which has words of its own."""

from api.fields import AnswerSchema, Member
from api.reading.forms import choice, integer, text

SCOPES_MAX = 2000
TOKEN_EXAMPLE = {
    "access_token": f"lt_{'3f2a9c0d1e4b5a67'}_{'0' * 64}",
    "token_type": "Bearer",
    "expires_in": 900,
    "scope": "orders:write quotes:write",
}


class TokenIn(AnswerSchema):
    """The form that asks for a token; the client may stand in it, or in `Authorization: Basic`."""

    grant_type = Member(choice("client_credentials"), "How it is asked for: there is one way.")
    scope = Member(
        text(SCOPES_MAX, example="orders:write quotes:write"),
        "What the token is to do, parted by blanks; without it all that the key may.",
        required=False,
    )
    client_id = Member(text(64, example="3f2a9c0d1e4b5a67"), "The id of the key.", required=False)
    client_secret = Member(text(100), "The key as it was shown, or its last part.", required=False)


class EndTokenIn(AnswerSchema):
    """The form that ends a token."""

    token = Member(text(100), "The token.")
    token_type_hint = Member(text(64, example="access_token"), "Not looked at.", required=False)
    client_id = Member(text(64, example="3f2a9c0d1e4b5a67"), "The id of the key.", required=False)
    client_secret = Member(text(100), "The key as it was shown, or its last part.", required=False)


class TokenOut(AnswerSchema):
    """A token, in the one answer in which it is ever written."""

    access_token = Member(text(100), "Show it as `Authorization: Bearer lt_…`.")
    token_type = Member(choice("Bearer"), "How it is shown.")
    expires_in = Member(integer(1, 86_400, example=900), "For how many seconds it opens something.")
    scope = Member(text(SCOPES_MAX), "What it may do, parted by blanks.")


class EndedOut(AnswerSchema):
    """Nothing: the token opens nothing any more."""


class OAuthErrorOut(AnswerSchema):
    """Why OAuth refuses, in its own words (RFC 6749, 5.2)."""

    error = Member(
        choice(
            "invalid_request",
            "invalid_client",
            "invalid_scope",
            "unauthorized_client",
            "unsupported_grant_type",
            "unsupported_token_type",
        ),
        "What is wrong, for programs.",
    )
    error_description = Member(text(), "The same in words.")

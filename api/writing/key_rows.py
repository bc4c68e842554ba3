"""The rows of problems with keys: who asks, with which right, and how often."""

from api.writing.problem_rows import Row

OF_KEYS: dict[str, Row] = {
    "key-missing": Row(401, "The request needs an API key", "Send `Authorization: Bearer lk_…`."),
    "key-refused": Row(
        401,
        "The API key is not accepted",
        "Check that the whole key was copied and was not revoked; in the place of a token get another one.",
    ),
    "too-many-requests": Row(
        429,
        "The key asks too often",
        "Wait as many seconds as `Retry-After` says; `RateLimit` says with each answer what is left.",
    ),
    "too-many-wrong-keys": Row(
        429,
        "Wrong keys were shown too often",
        "Wait as many seconds as `Retry-After` says, and check the key, token or client that is shown.",
    ),
    "host-unknown": Row(
        421,
        "The service is not reached by this name",
        "Ask by the address that you were given; its operator sets the names in `LOYALTY_HOSTS`.",
    ),
    "scope-missing": Row(
        403, "The API key lacks the scope for this request", "Use a key with the scope that `reasons` names."
    ),
    "scope-unknown": Row(422, "There is no such scope", "Choose from the scopes in /openapi.json."),
    "programme-out-of-reach": Row(
        403,
        "The API key belongs to another programme",
        "Use a key of this programme, or one of all programmes.",
    ),
    "key-is-for-trial": Row(
        403, "A trial key may ask for prices and reasons but books nothing", "Use a live key to book."
    ),
    "label-unfit": Row(
        422,
        "The label of a key is 1 to 64 of A-Z a-z 0-9 . _ : -",
        "Name the system that will hold the key: `till-7`.",
    ),
    "token-of-another": Row(
        403, "The token belongs to another API key", "End it with the key that it was given for."
    ),
    "role-exceeded": Row(
        422,
        "The role does not give this scope",
        "Leave the scope out, or make a key of another role: who writes rules does not approve them.",
    ),
    "key-exists": Row(
        409, "An API key with this id exists already", "Make the key again: chance gives another id."
    ),
}

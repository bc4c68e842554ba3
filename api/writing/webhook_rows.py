"""How refusals are answered that are about webhooks."""

from api.writing.problem_rows import Row

OF_WEBHOOKS: dict[str, Row] = {
    "unknown-endpoint": Row(
        404,
        "There is no such endpoint",
        "Take an id that `GET /v1/webhook-endpoints` lists, or set it first.",
    ),
    "endpoint-address-refused": Row(
        422,
        "This address cannot be called",
        "Name an https address on the public internet, without a user in it. A server that is started with "
        "LOYALTY_WEBHOOKS_LOOPBACK=allowed calls its own machine as well, for development.",
    ),
    "endpoints-exhausted": Row(
        409, "There are as many endpoints as there may be", "Let one that is disabled have the new address."
    ),
    "endpoint-disabled": Row(
        409, "The endpoint is disabled", "Enable it: POST /v1/webhook-endpoints/{endpoint_id}/enable."
    ),
    "unknown-announcement": Row(
        404,
        "There is no such announcement",
        "Take an id that `GET /v1/webhook-events` lists; they are kept for 30 days.",
    ),
}

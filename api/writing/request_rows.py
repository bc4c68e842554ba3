"""The rows of problems with requests themselves: heads, bodies, addresses, idempotency keys."""

from api.writing.problem_rows import Row

OF_REQUESTS: dict[str, Row] = {
    "address-too-long": Row(
        414,
        "The address is longer than is allowed",
        "Send at most 4,094 bytes of address; long texts go in a body.",
    ),
    "headers-too-large": Row(
        431, "The headers are larger than is allowed", "Send at most 100 headers, of 8,190 bytes each."
    ),
    "request-too-slow": Row(
        408,
        "The request took too long to arrive",
        "Send all of it within 20 seconds; write large bodies in parts.",
    ),
    "request-invalid": Row(
        422,
        "The request has members that cannot be accepted",
        "Mend each place that `errors` points at. Nothing has been stored.",
    ),
    "request-unreadable": Row(
        400, "The request cannot be read", "Look at how your client builds its requests."
    ),
    "body-unreadable": Row(
        400, "The body is not JSON", "Send one JSON value in UTF-8, without a byte order mark."
    ),
    "body-too-large": Row(
        413, "The body is larger than is allowed", "Send at most 1 MiB; send usage in parts."
    ),
    "media-type-unknown": Row(
        415, "The body must be application/json", "Send `Content-Type: application/json`, in UTF-8."
    ),
    "body-coded": Row(
        415,
        "The body must be sent as it is, without a content coding",
        "Leave the Content-Encoding header out and send plain JSON.",
    ),
    "not-acceptable": Row(
        406, "The answer is not available in the form asked for", "Ask for a type that /openapi.json lists."
    ),
    "not-found": Row(404, "There is nothing at this address", "Look at /openapi.json for the addresses."),
    "method-not-allowed": Row(
        405, "This address does not take this method", "Use one of the methods in the `Allow` header."
    ),
    "idempotency-key-missing": Row(
        400,
        "This request needs an Idempotency-Key header",
        "Send a new key, such as a UUID, with each new request, and the same key when you repeat one.",
    ),
    "idempotency-key-malformed": Row(
        400,
        "The Idempotency-Key header is not 1 to 255 visible ASCII characters",
        'Write the key bare or in quotation marks, as in `Idempotency-Key: "8e03978e"`.',
    ),
    "header-doubled": Row(
        400,
        "A header stands twice",
        "Send it once, with one value; one that holds a comma stands in quotation marks.",
    ),
    "idempotency-conflict": Row(
        422, "This idempotency key belongs to another request", "Use a new key for each new request."
    ),
}

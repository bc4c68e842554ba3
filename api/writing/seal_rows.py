"""How refusals are answered that are about seals."""

from api.writing.problem_rows import Row

OF_SEALS: dict[str, Row] = {
    "explanation-erased": Row(
        410,
        "The explanation was erased with the person it was told to",
        "Its seal stays: a copy whose digest is `sha256` still verifies. What the books need of it is"
        " told under the id in `amounts`.",
    ),
    "seal-key-ended": Row(
        503,
        "The key that would seal has ended",
        "The operator gives this server the key that was rotated in; nothing was booked.",
    ),
    "seal-key-given": Row(
        409,
        "The key is given in the environment; give another one there",
        "Set LOYALTY_SEAL_KEY to a new key; it is published when it seals first.",
    ),
    "no-seal-key": Row(
        503, "There is no key to seal with", "The operator sets LOYALTY_SEAL_KEY_FILE or LOYALTY_SEAL_KEY."
    ),
    "unknown-seal-day": Row(
        404,
        "No root was published for this day",
        "Ask for one of the days that are listed; a day on which nothing was sealed has no root.",
    ),
}

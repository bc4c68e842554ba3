"""How refusals are answered that are about what is personal."""

from api.writing.problem_rows import Row

OF_PRIVACY: dict[str, Row] = {
    "member-erased": Row(
        410, "The member was erased", "Nothing personal can be kept of this member any more; enrol a new one."
    ),
    "vault-locked": Row(
        503,
        "The vault cannot be opened with this master key",
        "The operator sets LOYALTY_MASTER_KEY or LOYALTY_MASTER_KEY_FILE to the key that was used so far.",
    ),
    "seal-broken": Row(
        500,
        "What was sealed cannot be opened",
        "The row was changed from outside; the operator restores it from a backup.",
    ),
}

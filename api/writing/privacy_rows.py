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
    "unknown-erasure": Row(
        404, "Nobody asked for this member to be erased", "Ask for it first: POST …/erasure."
    ),
    "erasure-waits": Row(
        409,
        "Something of the member has to end before the account can be closed",
        "End what `detail` names, then repeat the step.",
    ),
    "erasure-incomplete": Row(
        500,
        "Something of the member would be left; nothing has been erased",
        "The operator looks at the columns that `reasons` names, and repeats the step.",
    ),
    "unknown-legal-hold": Row(404, "There is no such legal hold", "Name the case as it was set."),
}

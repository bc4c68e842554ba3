"""How refusals are answered that are about cases."""

from api.writing.problem_rows import Row

OF_CASES: dict[str, Row] = {
    "unknown-case": Row(404, "There is no such case", "Open it by PUT, or name it as it was opened."),
    "case-differs": Row(409, "This id was used for another case", "Use a new id for another case."),
    "case-unfit": Row(
        422,
        "The case does not say what it is about",
        "About a price or points name `explanation`, or `member` and `seq`; about data name `member`.",
    ),
    "free-text-risk": Row(
        422,
        "The text may not be kept",
        "Say it in 200 characters, without the number of a card and without anybody's health.",
    ),
    "case-step-early": Row(
        409, "This step of the case cannot be taken yet", "Do first what `detail` names, or say it."
    ),
    "no-human-route": Row(
        403,
        "A case is answered by a person who did not make what it is about",
        "Give the case to somebody of the staff who wrote neither the rules nor the contested answer.",
    ),
    "remedy-scope-missing": Row(
        409,
        "A wrong rule is repaired for everybody it hit before the case is closed",
        "Draw up the scope, settle each order of it, and close the case again.",
    ),
}

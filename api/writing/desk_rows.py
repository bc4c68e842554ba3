"""How refusals of the reviewer's desk are answered."""

from api.writing.problem_rows import Row

OF_DESK: dict[str, Row] = {
    "unknown-number": Row(
        422,
        "The explanation has no such number",
        "Ask for one of those that `GET /v1/explanations/{explanation_id}/numbers` lists.",
    ),
    "author-signs-off": Row(
        409,
        "Nobody signs off by rules that they wrote",
        "Let another person sign off, by another key of the API.",
    ),
    "bundle-too-large": Row(
        422, "So much does not fit in one bundle", "Take several bundles; the answer says how much one holds."
    ),
}

"""Everything that is kept of one member."""

from api.fields import AnswerSchema, Member
from api.schemas.common import AS_IT_IS


class ExportOut(AnswerSchema):
    """All that is kept of a member; `schema` is the JSON Schema (2020-12) of `tables`."""

    manifest = Member(
        AS_IT_IS, "Whose it is, when it was made, how many rows of each table, and what is withheld."
    )
    schema = Member(AS_IT_IS, "The JSON Schema of `tables`.")
    tables = Member(AS_IT_IS, "Every row, by table.")
    explanations = Member(AS_IT_IS, "Every explanation that is kept, by id.")
    rules = Member(AS_IT_IS, "The versions of the programme, by which the rows were decided.")

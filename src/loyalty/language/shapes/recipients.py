"""Whom members' data may be handed over to: declared by the programme, so that the notice names them."""

from dataclasses import dataclass
from typing import Annotated, Literal

from loyalty.language.shapes.fields import AtLeastOne, Code, Shape
from loyalty.language.values import LocalText

CONTACT = "contact"
"""What stands among what a recipient gets for where the member is reached."""
Ground = Literal["contract", "legal_duty", "legitimate_interest", "consent"]


@dataclass(frozen=True, slots=True, kw_only=True)
class RecipientShape(Shape):
    """Somebody else who gets members' data and decides alone what becomes of them."""

    id: Annotated[Code, "its name for machines"]
    name: Annotated[LocalText, "who it is"]
    contact: Annotated[str, "where a member turns to it"]
    gets: Annotated[
        tuple[Code, ...], AtLeastOne(), "members' facts, and `contact` for where a member is reached"
    ]
    for_: Annotated[LocalText, "what it does with them"]
    basis: Annotated[Ground, "on which ground it gets them"]
    abroad: Annotated[bool, "whether they leave the country that they were collected in"] = False
    sells: Annotated[bool, "whether something is given for them, or they serve advertising elsewhere"] = False

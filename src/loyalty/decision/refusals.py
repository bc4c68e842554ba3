"""Refusals met before anything is decided: what was asked does not fit the programme."""

from dataclasses import dataclass
from typing import ClassVar

from loyalty.kernel.refusal import Refusal


@dataclass(frozen=True, slots=True)
class Misfit:
    """One thing in a request that does not fit: its JSON pointer, a stable code, words, a hint.

    The value sent is never repeated where it might be personal.
    """

    pointer: str
    code: str
    message: str
    hint: str = ""


class RequestMisfit(Refusal):
    """The request names something the programme does not know, or leaves out what it needs."""

    code: ClassVar[str] = "request-misfit"
    title: ClassVar[str] = "The request does not fit the programme"

    def __init__(self, misfits: tuple[Misfit, ...]) -> None:
        """Keep every misfit; all are found at once."""
        super().__init__("; ".join(f"{m.pointer}: {m.message}" for m in misfits))
        self.misfits = misfits


class UnknownPlan(Refusal):
    """The programme has no plan, or the plan no meter, of this name."""

    code: ClassVar[str] = "unknown-plan"
    title: ClassVar[str] = "The programme has no such plan or meter"


class NotInForce(Refusal):
    """The programme does not bind on the day asked for."""

    code: ClassVar[str] = "programme-not-in-force"
    title: ClassVar[str] = "The programme does not bind on this day"

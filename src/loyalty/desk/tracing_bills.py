"""From a line of a bill to the number that it bills, which stands in the explanation of its period."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from loyalty.desk.tracing import Number

BILLS = frozenset({"invoice", "credit_note"})
"""What is made of explanations of periods."""


@dataclass(frozen=True, slots=True)
class Billed:
    """A number of a bill, and the number of which explanation it bills."""

    number: Number
    explanation: str
    of: Number


def explanations_billed(bill: Mapping[str, Any]) -> list[str]:
    """Give the explanations of the periods of a bill, each once."""
    return list(dict.fromkeys(period["explanation"] for period in bill["periods"]))


def numbers_of_bill(bill: Mapping[str, Any], told: Mapping[str, Sequence[Number]]) -> Iterator[Billed]:
    """Give the numbers of a bill that can be followed; ``told`` has those of each explanation that it bills.

    Where several explanations tell of one period, a line bills the one that comes to what it comes to.
    """
    for n, line in enumerate(bill["lines"]):
        place = (line["period"]["start"], line["period"]["end"], line["plan"])
        periods = [each for each in bill["periods"] if place == (each["start"], each["end"], each["plan"])]
        names = [each["explanation"] for each in periods]
        found = [(name, of) for name in names for of in told[name] if of.step == line["key"]]
        same = [each for each in found if each[1].value == str(line["now"])]
        for name, of in [*same, *found][:1]:
            yield Billed(replace(of, pointer=f"/lines/{n}/amount", value=str(line["amount"])), name, of)

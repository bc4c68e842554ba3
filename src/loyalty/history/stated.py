"""Which facts of lines, orders and members the rows of a history state besides what every row does."""

from dataclasses import dataclass

MEMBER, ORDER, LINE = "member.", "order.", "line."
"""What the names of facts begin with, by what they are of."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The full names of the facts, in the order in which they follow a row's fixed columns.

    Those of ``line`` come first; those of ``order``, of the order or the member, are alike on a whole bill.
    """

    line: tuple[str, ...] = ()
    order: tuple[str, ...] = ()


NOTHING = Stated()

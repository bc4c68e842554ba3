"""What a value can be, how values compare, and the refusal to mix kinds."""

from enum import StrEnum


class Kind(StrEnum):
    """What a value is; the language refuses to mix kinds that the trade does not mix."""

    MONEY = "money"
    PRICE = "price"
    POINTS = "points"
    QUANTITY = "quantity"
    NUMBER = "number"
    TRUTH = "truth"
    DAY = "day"
    TEXT = "text"


class Comparison(StrEnum):
    """The six comparisons."""

    EQ = "=="
    NE = "!="
    LT = "<"
    LE = "<="
    GT = ">"
    GE = ">="


class KindMismatchError(TypeError):
    """Two kinds met that cannot: money and points, money times money, text and number."""

    def __init__(self, word: str, left: Kind, right: Kind) -> None:
        """Keep the operation's word and the two kinds for the finding."""
        super().__init__(f"{left} {word} {right}")
        self.word, self.left, self.right = word, left, right

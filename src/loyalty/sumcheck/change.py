"""A change of points: what each account changed by is what the moves put there and took away."""

from .problems import Problems
from .reading import ProblemError, Table, fraction, get, tables
from .sentences import Sentence

ACCOUNTS = ("available", "pending", "held", "owed")


def check_change(problems: Problems, top: Table) -> None:
    """Hold a change of points to its moves, and the lots to the points that moved."""

    def change(document: Table) -> None:
        moves = tables(document, "moves")
        if not moves and tables(document, "lots"):
            raise ProblemError("lots changed, though nothing moved.")
        for account in ACCOUNTS:
            name, moved = f"M.{account}", 0
            for move in moves:
                points = get(move, "points", int)
                moved += points * ((get(move, "to", str) == name) - (get(move, "from", str) == name))
            problems.same(f"`change.{account}`", get(get(document, "change", dict), account, int), moved)
        if document.get("worth") is not None:
            worth = get(document, "worth", dict)
            points = sum(get(get(document, "change", dict), account, int) for account in ACCOUNTS)
            amount = fraction(get(worth, "per_point", str)) * points
            problems.same("`worth.amount`", fraction(get(worth, "amount", str)), amount)

    problems.part(Sentence("The document"), change, top)

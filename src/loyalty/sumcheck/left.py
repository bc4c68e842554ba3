"""What is left of a document that was erased: its amounts by what they were for, and their sums."""

from .problems import APART, Problems
from .reading import Table, get, tables
from .sentences import Sentence

KIND = "sums"


def check_left(problems: Problems, top: Table) -> None:
    """Say which sums the amounts that are left do not come to."""

    def left(document: Table) -> None:
        sums = dict.fromkeys(("due", "points_money", "tax_inside", "tax_added"), 0)
        for row in tables(document, "amounts"):
            amount, tax = get(row, "amount", int), row.get("category") == "tax"
            if row.get("category") == "points_used":
                sums["points_money"] -= amount
            elif row.get("inside") is True:
                sums["tax_inside"] += amount if tax else 0
            else:
                sums["due"] += amount
                sums["tax_added"] += amount if tax else 0
        sums["payable"] = sums["due"] - sums["points_money"]
        total = get(document, "total", dict)
        for key, found in sums.items():
            problems.same(f"`total.{key}`", get(total, key, int), found, APART)

    problems.part(Sentence("The document"), left, top)

"""A bill, held to itself: its lines, their sums, and what is left to pay.

What its lines come to is worked out by the explanations that its periods name.
"""

from .problems import APART, Problems
from .reading import Table, get, tables
from .sentences import Sentence

KINDS = ("invoice", "credit_note", "preview")


def check_bill(problems: Problems, top: Table) -> None:
    """Say what of an invoice, a credit note or a preview does not add up."""
    bill = _Bill(problems)
    for part in (bill.lines, bill.sums, bill.paid):
        problems.part(Sentence("The bill"), part, top)


class _Bill:
    def __init__(self, problems: Problems) -> None:
        self._say, self._same = problems.say, problems.same

    def lines(self, top: Table) -> None:
        """Hold every line of a bill to what it comes to now less what was booked, in a period it lists."""
        periods = [(get(row, "start", str), get(row, "end", str)) for row in tables(top, "periods")]
        for place, line in enumerate(tables(top, "lines"), 1):
            self._same(Sentence("Line {} of the bill, {},", place, "n"), get(line, "n", int), place)
            found = get(line, "now", int) - get(line, "booked", int)
            name = Sentence("Line {} of the bill, {},", place, "amount")
            self._same(name, get(line, "amount", int), found)
            period = get(line, "period", dict)
            if (get(period, "start", str), get(period, "end", str)) not in periods:
                self._say("Line {} of the bill is of a period that the bill does not list.", place)

    def sums(self, top: Table) -> None:
        """Hold the sums of a bill to those of its lines, and its kind to them."""
        total = get(top, "total", dict)
        sums = dict.fromkeys(("due", "tax_inside", "tax_added"), 0)
        for line in tables(top, "lines"):
            amount, tax = get(line, "amount", int), line.get("category") == "tax"
            if line.get("inside") is True:
                sums["tax_inside"] += amount
            else:
                sums["due"] += amount
                sums["tax_added"] += amount if tax else 0
        sums["net"] = sums["due"] - sums["tax_added"]
        for key, found in sums.items():
            self._same(f"`total.{key}`", get(total, key, int), found, APART)
        if (top["kind"] == "credit_note" and sums["due"] > 0) or (
            top["kind"] == "invoice" and sums["due"] < 0
        ):
            self._say("An invoice does not give back, and a credit note does not charge.")

    def paid(self, top: Table) -> None:
        """Hold what is left to pay to what is due less what credit and points paid."""
        due, paid = get(get(top, "total", dict), "due", int), tables(top, "paid")
        left = due - sum(get(row, "amount", int) for row in paid)
        credit = sum(get(row, "amount", int) for row in paid if row.get("kind") == "credit")
        self._same("`payable`", get(top, "payable", int), left)
        self._same("`overage`", get(top, "overage", int), left if credit > 0 else 0)
        if due >= 0 and left < 0:
            self._say("More is paid than is due.")

"""What stands beside the sums: the price for everybody, the promise of a quote, what a membership was worth.

A sentence names the code of the catalogue that the document breaks.
"""

from .problems import Problems
from .reading import Table, get, shown, tables
from .sentences import Sentence

HIDDEN = "PUBLIC_PRICE_HIDDEN"
RAISED = "QUOTE_PRICE_RAISED"
ONE_SIDED = "VALUE_STATEMENT_ONE_SIDED"
_OF_MEMBERS = ("discount_member", "discount_individual", "tier_benefit")
_WORTH = ("membership_fee_to_date", "benefit_to_date", "net")


def check_beside(problems: Problems, top: Table) -> None:
    """Say what a document leaves out beside its price, or promises and does not keep."""
    beside = _Beside(problems)
    for part in (beside.public, beside.promise, beside.worth):
        problems.part(Sentence("The document"), part, top)


class _Beside:
    def __init__(self, problems: Problems) -> None:
        self._say, self._same = problems.say, problems.same

    def public(self, top: Table) -> None:
        """Hold a price for members to standing beside the one for everybody, for a unit of measure too."""
        lines = tables(top, "lines")
        of_members = any(line.get("category") in _OF_MEMBERS or line.get("personal_reads") for line in lines)
        if of_members and top.get("baseline") is None:
            self._say("A price for members stands without the one for everybody ({}).", HIDDEN)
        for line in lines:
            measure = line.get("per_measure")
            if isinstance(measure, dict) and measure.get("public_price") is None:
                self._say(
                    "Line {} has a price for a unit of measure, and none for everybody ({}).",
                    shown(line.get("n")),
                    HIDDEN,
                )

    def promise(self, top: Table) -> None:
        """Hold what was charged to what was quoted: the lower of that and the price of the moment."""
        if top.get("promise") is None:
            return
        promise = get(top, "promise", dict)
        quoted, now, charged = (get(promise, key, int) for key in ("quoted", "now", "charged"))
        if charged > quoted:
            self._say("{} is charged, and {} was quoted ({}).", charged, quoted, RAISED)
        elif charged not in {quoted, now}:
            self._say("{} is charged, neither what was quoted nor what it costs now.", charged)
        if top.get("kind") == "receipt":
            self._same("`promise.charged`", charged, get(get(top, "total", dict), "due", int))

    def worth(self, top: Table) -> None:
        """Hold what a paid membership was worth to its fee and to its sign."""
        if top.get("value") is None:
            return
        value = get(top, "value", dict)
        left_out = [name for name in _WORTH if value.get(name) is None]
        if left_out:
            self._say("What the membership was worth leaves out `{}` ({}).", left_out[0], ONE_SIDED)
            return
        fee, benefit, net = (get(value, name, int) for name in _WORTH)
        self._same("`value.net`", net, benefit - fee, ONE_SIDED)

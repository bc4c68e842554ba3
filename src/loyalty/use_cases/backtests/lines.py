"""Lines of a history as a version's sheet reads them; of a line that is written alike it is known already."""

from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import situate_lines
from loyalty.decision.situation import SKU, SituationLine
from loyalty.history.bill import REMEMBERED, Bill, Content, Text
from loyalty.language.readers.python import Values
from loyalty.use_cases.baskets_of_bills import BillBaskets

_Said = tuple[int, int, int, int, bool, tuple[Text, ...]]


class LinesRead:
    """Reads lines, each content once as long as it is remembered, and once what many contents say alike."""

    def __init__(self, programme: Programme, baskets: BillBaskets) -> None:
        """Start with nothing read."""
        self._programme, self._baskets = programme, baskets
        inputs = programme.basket.compiled.line_inputs
        self._article = inputs.index(SKU) if SKU in inputs else None
        self._values: dict[Content, Values] = {}
        self._alike: dict[_Said, Values] = {}

    def of(self, bill: Bill, at: datetime) -> tuple[SituationLine, ...]:
        """Give the lines of a sale. Raises RequestMisfit where the programme refuses one of them."""
        values = self._values
        try:
            return tuple([SituationLine(name, what.article, values[what]) for name, what in bill.lines])
        except KeyError:
            self._read(bill, at)
        return self.of(bill, at)

    def _read(self, bill: Bill, at: datetime) -> None:
        for known in (self._values, self._alike):
            if len(known) > REMEMBERED:
                known.clear()
        unread = {line.content: line for line in bill.lines if line.content not in self._values}
        said = {content: _said(content) for content in unread}
        new = [line for content, line in unread.items() if said[content] not in self._alike]
        if new:
            read = situate_lines(self._programme, tuple(map(self._baskets.line, new)), at)
            for line, made in zip(new, read.lines, strict=True):
                self._alike[said[line.content]] = made.values
        for content in unread:
            self._values[content] = self._of_article(content.article, self._alike[said[content]])

    def _of_article(self, article: str, values: Values) -> Values:
        """Give what lines say that are alike but for their article."""
        place = self._article
        return values if place is None else (*values[:place], article, *values[place + 1 :])


def _said(what: Content) -> _Said:
    """Give what a sheet can read of a line but its article, in what is found fast."""
    quantity, price = what.quantity, what.price
    numbers = (quantity.numerator, quantity.denominator, price.numerator, price.denominator)
    return (*numbers, what.is_service, what.facts)

"""Lines of a history as a version's sheet reads them; of a line that is written alike it is known already."""

from datetime import datetime

from loyalty.decision.programme import Programme
from loyalty.decision.situate import situate_lines
from loyalty.decision.situation import SituationLine
from loyalty.history.bill import REMEMBERED, Bill, Content
from loyalty.language.readers.python import Values
from loyalty.use_cases.baskets_of_bills import BillBaskets


class LinesRead:
    """Reads lines, each content once as long as it is remembered."""

    def __init__(self, programme: Programme, baskets: BillBaskets) -> None:
        """Start with nothing read."""
        self._programme, self._baskets = programme, baskets
        self._values: dict[Content, Values] = {}

    def of(self, bill: Bill, at: datetime) -> tuple[SituationLine, ...]:
        """Give the lines of a sale. Raises RequestMisfit where the programme refuses one of them."""
        values = self._values
        try:
            return tuple([SituationLine(name, what.article, values[what]) for name, what in bill.lines])
        except KeyError:
            self._read(bill, at)
        return self.of(bill, at)

    def _read(self, bill: Bill, at: datetime) -> None:
        values = self._values
        if len(values) > REMEMBERED:
            values.clear()
        unread = [line for line in bill.lines if line.content not in values]
        read = situate_lines(self._programme, tuple(map(self._baskets.line, unread)), at)
        for line, made in zip(unread, read.lines, strict=True):
            values[line.content] = made.values

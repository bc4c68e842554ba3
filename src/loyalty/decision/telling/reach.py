"""How personal a decision is: which of the facts it read are of one person, and what they bear on.

A read is personal where the fact, or anything it was made of, is neither public nor of the
transaction; it counts also where the condition came out false.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property

from loyalty.decision.decide import Decision
from loyalty.decision.situation import Situation
from loyalty.decision.telling.lineage import labels_of, sources_of
from loyalty.decision.trace import index_of
from loyalty.language.facts import FROM_REQUEST, may_be_unknown
from loyalty.language.occasions.belonging import of_purchases
from loyalty.language.readers.sheet_index import SheetIndex
from loyalty.pricing.stages import DUE

MEMBERSHIP = "membership"
NONE, INDIVIDUAL = "none", "individual"
PRICE, POINTS = "price", "points"
_KEPT_APART = frozenset({"personal", "protected", "proxy", "rights"})
"""Labels of facts whose values stand in no document."""


@dataclass(frozen=True)
class Reach:
    """What the facts of one decision say of whoever asks."""

    decision: Decision

    @cached_property
    def index(self) -> SheetIndex:
        """What was found of the sheet before, since most of what is asked here the programme decides."""
        return index_of(self.decision)

    @property
    def of_price(self) -> frozenset[str]:
        """The facts that bear on what is due; of a sheet without a price, all it reads."""
        sheet = self.index.compiled.sheet
        return self.index.once("reach", DUE, lambda: sheet.behind.get(DUE, sheet.reads))

    @property
    def of_points(self) -> frozenset[str]:
        """The facts that bear on the points that are earned and used."""
        behind = self.index.compiled.sheet.behind
        points = (behind[name] for name in behind if name.startswith("points."))
        return self.index.once("reach", POINTS, lambda: frozenset[str]().union(*points))

    def bears_on(self, fact: str) -> list[str]:
        """Give what a fact that is read bears on: the price, the points, both or neither."""
        return [what for what, facts in ((PRICE, self.of_price), (POINTS, self.of_points)) if fact in facts]

    def personal(self, names: Iterable[str]) -> list[str]:
        """Give those of some facts of which a read is personal, in order."""
        return sorted(name for name in names if self.labels(name) - FROM_REQUEST)

    def how_personal(
        self,
        *,
        identified: bool | None,
        known: Collection[str],
        nobody: Situation,
        unread: Collection[str] = (),
    ) -> str:
        """Give how personal the price is: none, membership or individual.

        Of somebody who is not ``identified`` nothing is read. Of somebody who is, the books are
        read, and those declared facts that were ``known``: a fact that nobody told, or that its
        owner agreed to no use of, is not there to be read, nor is what is ``unread``. Where nothing
        is said of either, only facts count that are other than those of ``nobody``.
        """
        if identified is False:
            return NONE
        differing = self._differing(nobody)
        if identified:
            declared = self.decision.programme.shape.facts
            unknown = {
                name for name in declared if name not in known and may_be_unknown(name, declared[name])
            }
            read = self.personal(self.of_price - (unknown.union(unread) - differing))
        else:
            read = self.personal(self.of_price & differing)
        if any(self.is_individual(name) for name in read):
            return INDIVIDUAL
        return MEMBERSHIP if read else NONE

    def _differing(self, nobody: Situation) -> frozenset[str]:
        """Give the facts of the order that are other than nobody's."""
        own, other = self.decision.situation.order, nobody.order
        inputs = self.decision.part.compiled.order_inputs
        pairs = zip(inputs, own, other, strict=True)
        return frozenset(name for name, ours, theirs in pairs if ours != theirs)

    def is_individual(self, name: str) -> bool:
        """Give whether a fact tells more of one person than that they are a member, and of which kind."""
        beyond = self.labels(name) - FROM_REQUEST - {MEMBERSHIP}
        return bool(beyond) or any(of_purchases(fact) for fact in self.sources(name))

    def is_withheld(self, name: str) -> bool:
        """Give whether the value of a fact stands in no document, though its name does."""
        fact = name.partition("[")[0]
        return self.index.once("withheld", fact, lambda: bool(self.labels(fact) & _KEPT_APART))

    def labels(self, name: str) -> frozenset[str]:
        """Give the labels of a fact and of everything it was made of."""
        return self.index.once("labels", name, lambda: labels_of(self.decision.programme, name))

    def sources(self, name: str) -> frozenset[str]:
        """Give a fact and everything it was made of."""
        return self.index.once("sources", name, lambda: sources_of(self.decision.programme, name))

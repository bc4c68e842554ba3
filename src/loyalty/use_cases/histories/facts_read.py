"""Which facts versions of a programme read of the sales of a history, and whether a text is one of them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit
from loyalty.decision.situate import fact_misfit
from loyalty.history.stated import LINE, MEMBER
from loyalty.language.facts import BUILT_IN, is_derived, may_be_unknown
from loyalty.language.sheet import Input
from loyalty.use_cases.baskets_of_bills import usually_known

_TIER = f"{MEMBER}tier"


class FactsRead:
    """The facts that any of the versions reads, by full name; what they work out themselves is none."""

    def __init__(self, versions: Iterable[Programme]) -> None:
        """Look into their rules for orders, and for segments of members."""
        self._readers: dict[str, list[tuple[Programme, Input]]] = defaultdict(list)
        for programme in versions:
            for name, item in _read(programme):
                self._readers[name].append((programme, item))

    @property
    def names(self) -> tuple[str, ...]:
        """Give the full names, those of lines first."""
        return tuple(sorted(self._readers, key=lambda name: (not name.startswith(LINE), name)))

    def misfit(self, name: str, text: str | None) -> Misfit | None:
        """Give what is wrong with a text, None: nothing is stated, for every version that reads the fact.

        What one of them takes is no fault: an order that the other refuses is a part of the change.
        """
        found = [self._of(programme, item, text) for programme, item in self._readers[name]]
        return found[0] if all(found) else None

    def lacking(self, name: str) -> Misfit | None:
        """Give what is wrong where no sale states the fact: a version that needs it decides nothing."""
        found = (self._of(programme, item, None) for programme, item in self._readers[name])
        return next(filter(None, found), None)

    def _of(self, programme: Programme, item: Input, text: str | None) -> Misfit | None:
        if text is None and usually_known(programme, item.name):
            return None
        return fact_misfit(programme, item, text)


def _read(programme: Programme) -> Iterator[tuple[str, Input]]:
    segments = programme.segments
    inputs = {item.name: item for item in (segments.compiled.sheet.inputs if segments is not None else ())}
    inputs |= {item.name: item for item in programme.basket.compiled.sheet.inputs}
    for name, item in inputs.items():
        fact = programme.shape.facts.get(name)
        if fact is None or name in BUILT_IN or name == _TIER or is_derived(name, fact):
            continue
        # Nobody says in a history what a member agreed to.
        if not (may_be_unknown(name, fact) and fact.consent is not None):
            yield name, item

"""The total comes first: no price waits for somebody to say who they are."""

from collections.abc import Iterator
from typing import Final

from loyalty.language.facts import FROM_REQUEST, is_of_place, may_be_unknown
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.reading import PRICE

CODE: Final = "TOTAL_AFTER_PERSONAL_DATA"


def check_asked(matter: Matter) -> Iterator[Breach]:
    """Give facts of a person that an order has to state before its total can be worked out.

    Where something goes may be asked, since carriage and tax hang on it; a fact with a default need not
    be stated, and of somebody unknown no fact of a member's record is asked.
    """
    law = matter.law.asking("total.before_who")
    if law is None:
        return
    for name in sorted({use.fact for use in matter.uses if use.outcome == PRICE}):
        fact = matter.shape.facts.get(name)
        if fact is None or fact.default is not None or may_be_unknown(name, fact) or is_of_place(fact):
            continue
        if (fact.label or "transaction") not in FROM_REQUEST:
            message = f"no total is told before somebody states `{name}`, which is {fact.label}"
            help_ = "write its `default`, so that the total is told without it"
            yield Breach("PX-08", CODE, fact.place("label"), message, help_, law)

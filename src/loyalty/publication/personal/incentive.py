"""Who gives something for personal data says what they are worth, for members to read before they join.

The club of 11 CCR 7016: a price, points or a tier hang on a personal fact of the member. The rest of
the notice, which data are kept, of whom and for what, is made from the register.
"""

from collections.abc import Iterator

from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.reading import OUTCOMES, place_of

_CODE = "NFI_MISSING"


def check_incentive(matter: Matter) -> Iterator[Breach]:
    """Give the first rule that hangs on a personal fact, where `incentive` is asked for and missing."""
    law = matter.law.asking("data.incentive_notice")
    if law is None or matter.shape.incentive is not None:
        return
    for use in matter.uses:
        fact = matter.shape.facts.get(use.fact)
        if fact is None or fact.label != "personal" or not use.fact.startswith("member."):
            continue
        message = (
            f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on the personal fact {use.way}, "
            "and nothing says what members' data are worth"
        )
        help_ = "write `incentive` with what is given, how to join and leave, the value and its method"
        yield Breach("PD-05", _CODE, place_of(matter.programme, use), message, help_, law)
        return

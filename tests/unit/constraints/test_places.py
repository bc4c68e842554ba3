"""Where somebody looks who is told that a constraint is broken which no file declares."""

from loyalty.constraints.holding import verdicts
from loyalty.language.shapes.programme import discounts_of
from tests.unit.publication.trying import DISCOUNT, programme_of

BROKEN = "personal_facts_only_for_their_purpose"


def test_a_broken_constraint_stands_at_the_rule_that_breaks_it() -> None:
    """Not at the programme's first line; what no rule breaks stands where its markets are declared."""
    taste = "member.taste: {is: choice, of: [mild, dark], label: personal, purpose: [menu]}"
    programme = programme_of(taste, DISCOUNT % 'member.taste == "mild"')
    rules = discounts_of(programme.shape)
    found = {each.constraint: each for each in verdicts(programme)}

    assert (rules[0].span, "write `r` to") == (found[BROKEN].place, found[BROKEN].help[:12])
    assert programme.shape.place("jurisdictions") == found["deterministic"].place

"""Where somebody looks who is told that a constraint is broken which no file declares."""

from loyalty.constraints import no_influence
from loyalty.constraints.holding import verdicts
from loyalty.language.shapes.programme import discounts_of
from loyalty.prover.deciding import Effort
from tests.unit.publication.trying import DISCOUNT, discounts, programme_of

BROKEN = "personal_facts_only_for_their_purpose"


def test_a_broken_constraint_stands_at_the_rule_that_breaks_it() -> None:
    """Not at the programme's first line; what no rule breaks stands where its markets are declared."""
    taste = "member.taste: {is: choice, of: [mild, dark], label: personal, purpose: [menu]}"
    programme = programme_of(taste, DISCOUNT % 'member.taste == "mild"')
    rules = discounts_of(programme.shape)
    found = {each.constraint: each for each in verdicts(programme)}

    assert (rules[0].span, "write `r` to") == (found[BROKEN].place, found[BROKEN].help[:12])
    assert programme.shape.place("jurisdictions") == found["deterministic"].place


def test_only_what_a_purpose_makes_right_is_said_to_take_one() -> None:
    """A protected fact may be read for nothing, so that nobody is told to write the rule to its purpose."""
    trait = "member.gender: {is: choice, of: [f, m], label: protected, purpose: [menu]}"
    programme = programme_of(trait, DISCOUNT % 'member.gender == "f"')
    found = {each.constraint: each for each in verdicts(programme)}

    assert "`member.gender` is for `menu`, and the rule `r` reads it; by structure" == found[BROKEN].because
    assert "read another fact" == found[BROKEN].help


def test_a_rule_that_reads_a_fact_and_changes_nothing_is_not_the_place() -> None:
    """Of two rules that ask for it the one that takes something off, not the one at 0 %."""
    trait = "member.gender: {is: choice, of: [f, m], label: protected, purpose: [menu]}"
    rules = discounts(zero=('member.gender == "f"', "0%"), culprit=('member.gender == "m"', "20%"))
    programme = programme_of(trait, rules)
    found = no_influence.decide(programme, {}, Effort(search=True))

    assert (False, discounts_of(programme.shape)[1].span) == (found.holds, found.at)

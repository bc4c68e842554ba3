"""Of a rule that did not apply nobody reads what a personal fact was."""

from loyalty.decision.telling.withholding import without_values


def test_no_part_of_a_rule_tells_a_withheld_value() -> None:
    """Neither what the fact was nor what was there of the test that reads it; other facts stay."""
    own, other = ["read", "member.born"], ["read", "order.day"]
    missing = [{"formula": ["eq", own, ["const", "5"]], "present": "7"}, {"formula": other, "present": "9"}]
    item = {"was": {"member.born": "7", "order.day": "9"}, "missing": missing}

    told = without_values(item, frozenset({"member.born"}))

    assert {"order.day": "9"} == told["was"]
    assert [None, "9"] == [part["present"] for part in told["missing"]]
    assert item == without_values(item, frozenset())

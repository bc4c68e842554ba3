"""What a rule needed is said in the words of its readers, and when a document was made."""

import pytest

from loyalty.wording.telling.points_change import change_wording
from loyalty.wording.text import as_text
from tests.unit.wording.samples import Document, basket, refund


def _said(document: Document, language: str) -> str:
    return " ".join(as_text(document, language).split())


@pytest.mark.parametrize(
    ("language", "sealed", "said"),
    [
        ("en", "voucher welcome is true", "needed: a code of the voucher Hello: yes"),
        ("en", "voucher welcome is not true", "needed: a code of the voucher Hello: no"),
        (
            "en",
            "tier is gold, and voucher welcome is true",
            "tier is gold, and a code of the voucher Hello: yes",
        ),
        ("zh-CN", "voucher welcome为真", "适用条件：优惠券 你好 的券码：是"),
        ("zh-CN", "voucher welcome不为真", "适用条件：优惠券 你好 的券码：否"),
    ],
)
def test_a_yes_or_no_of_a_condition_is_said_by_its_name(language: str, sealed: str, said: str) -> None:
    """What was sealed as the bare name of a voucher is told as a code of the voucher of that name."""
    made = basket()
    made["not_applied"][0] |= {"needed": {language: sealed}, "was": {}}
    name = {"en": "Hello", "zh-CN": "你好"}
    made["inputs"]["used"].append(
        {"fact": "voucher.welcome", "label": "transaction", "purpose": [], "kind": "truth", "name": name}
    )

    assert said in _said(made, language)


def test_a_refund_was_made_when_it_was_told() -> None:
    """Its rules are those of the day of the sale; it was not made then."""
    made = refund() | {"issued_at": "2026-11-30T09:00:00Z"}

    assert "made at 30 November 2026, " in _said(made, "en")
    assert "The rules of 23 November 2026 were used." in _said(made, "en")


def test_a_change_of_points_begins_as_other_totals_do() -> None:
    """Its total is a heading, though a line of a statement says the same within a line."""
    change = dict.fromkeys(("pending", "held", "owed"), 0) | {"available": -5}
    programme = {"name": "p", "digest": "a" * 64}
    made: Document = {
        "id": "chg_1",
        "kind": "points_change",
        "what": "burn",
        "wallet": "points",
        "change": change,
    }
    made |= {
        "at": "2026-11-22T09:00:00Z",
        "timezone": "Europe/Berlin",
        "reason": None,
        "programme": programme,
    }
    made |= {"currency": "EUR", "exponent": 2, "languages": ["en"]}

    assert "Spent" == change_wording(made, "en").total.text

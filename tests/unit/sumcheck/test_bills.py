"""The independent checker adds up bills, and finds every kind of tampering with one."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from loyalty import sumcheck
from loyalty.sumcheck.sentences import SENTENCE_MAX
from tests.unit.sumcheck.document import everywhere
from tests.unit.wording.bills.samples import Document, credit_note, invoice, preview


@pytest.mark.parametrize("sample", [invoice, credit_note, preview])
def test_honest_bills_have_no_problems(sample: Callable[[], Document]) -> None:
    """What adds up is accepted, also from its JSON text."""
    assert [] == sumcheck.check(sample())
    assert [] == sumcheck.check_text(json.dumps(sample()))


def _put(*path: str | int, value: object) -> Callable[[Document], None]:
    def change(document: Document) -> None:
        place: Any = document
        for key in path[:-1]:
            place = place[key]
        place[path[-1]] = value

    return change


def _dropped(document: Document) -> None:
    del document["lines"][1]


def _swapped(document: Document) -> None:
    document["lines"][0], document["lines"][1] = document["lines"][1], document["lines"][0]


TAMPERED = [
    (_put("lines", 0, "amount", value=2501), "Line 1 of the bill, amount, says 2501"),
    (_put("lines", 0, "now", value=10701), "Line 1 of the bill, amount, says 2500"),
    (_put("lines", 0, "booked", value=0), "Line 1 of the bill, amount, says 2500"),
    (_put("lines", 0, "period", "end", value="2027-01-01T00:00:00Z"), "Line 1 of the bill is of a period"),
    (_put("lines", 3, "inside", value=True), "`total.due` says 4421"),
    (_put("lines", 3, "category", value="usage"), "`total.tax_added` says 706"),
    (_put("total", "net", value=3716), "`total.net` says 3716"),
    (_put("total", "tax_inside", value=1), "`total.tax_inside` says 1"),
    (_put("total", "due", value=4420), "`payable` says 2121"),
    (_put("paid", 0, "amount", value=2001), "`payable` says 2121"),
    (_put("paid", 0, "amount", value=20000), "More is paid than is due."),
    (_put("paid", value=[]), "`overage` says 2121"),
    (_put("payable", value=0), "`payable` says 0"),
    (_put("overage", value=0), "`overage` says 0"),
    (_put("kind", value="credit_note"), "a credit note does not charge"),
    (_put("kind", value="quote"), "The document"),
    (_put("version", value=2), "The version says 2"),
    (_put("lines", 0, "amount", value="2500"), "The bill"),
    (_put("lines", value=None), "The bill"),
    (_dropped, "Line 2 of the bill, n, says 3"),
    (_swapped, "Line 1 of the bill, n, says 2"),
]


@pytest.mark.parametrize(("change", "said"), TAMPERED)
def test_tampering_is_found(change: Callable[[Document], None], said: str) -> None:
    """One thing that was changed is told as a sentence."""
    document = invoice()
    change(document)

    assert [problem for problem in sumcheck.check(document) if said in problem], sumcheck.check(document)


def test_a_credit_note_that_charges_back_is_told() -> None:
    """What gives back is no invoice."""
    assert ["An invoice does not give back, and a credit note does not charge."] == sumcheck.check(
        {**credit_note(), "kind": "invoice"}
    )


@pytest.mark.parametrize("junk", [None, -1, 10**5000, "", [], {}, [[]], True, 0.5, b"x"], ids=range(10))
def test_junk_anywhere_never_raises(junk: object) -> None:
    """Any part of a bill may be junk; the checker answers with sentences of bounded length."""
    for path in filter(None, everywhere(invoice())):
        document = invoice()
        _put(*path, value=junk)(document)

        assert all(len(problem) <= SENTENCE_MAX for problem in sumcheck.check(document))

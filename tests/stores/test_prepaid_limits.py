"""By whatever way value comes to a card in China, there is no more on it than the law allows."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from loyalty.history.table import Ended, OfMember, RawRow
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.money import Money, currency
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.imports.import_balances import import_balances
from loyalty.use_cases.imports.import_history import import_history
from loyalty.use_cases.load_value import LoadValue, load_value
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.once import Once
from loyalty.use_cases.refusals import MemberMerged, PrepaidLimit
from loyalty.use_cases.services import Services
from loyalty.use_cases.show_stored_value import show_stored_value
from tests.steps.drivers import StandingClock
from tests.steps.reading import coffee_with
from tests.stores.making import ENTROPY, opened

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
SHOP, VALUE = "corner-coffee", "value:CNY"
RULES = """
programme: corner-coffee
schema: 1
currency: CNY
timezone: Asia/Shanghai
languages: [en, zh-CN]
jurisdictions: [CN]
effective: {from: 2026-11-15}
numbers:
  money: {step: 0.01, round: half_up, at: each_line}
  prices: {step: 0.000001}
  quantities: {step: 0.000001}
  points: {step: 1, round: down}
  split: cumulative
  limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}
stored_value: {after_return: value_first}
basket:
  discounts: {combine: best, rules: []}
"""


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services on a fresh database of a programme with stored value under the law of China."""
    with opened(database_url) as units:
        made = Services(units, StandingClock(NOW), ENTROPY, b"secret")
        adopt_programme(made, coffee_with(RULES))
        yield made


def member(services: Services, name: str, minor: int = 0) -> MemberId:
    """Enrol somebody who pays so much in."""
    who = MemberId(enrol_member(services, EnrolMember(SHOP), Once("test", name, name)).data["member"])
    if minor:
        load(services, who, minor, name)
    return who


def load(services: Services, who: MemberId, minor: int, name: str) -> None:
    """Pay in."""
    load_value(
        services, LoadValue(who, Money(minor, currency("CNY")), "till"), Once("till", f"load-{name}", name)
    )


def test_a_merge_brings_no_more_on_a_card_than_the_law_allows(services: Services) -> None:
    """Five thousand together is merged, a fen more is not; who brings nothing is merged in any case."""
    full, half, more, none = (
        member(services, name, minor)
        for name, minor in (("ada", 300_000), ("eva", 200_000), ("bea", 1), ("dora", 0))
    )
    merge_members(services, MergeMembers(full, half, "desk"))

    with pytest.raises(PrepaidLimit):
        merge_members(services, MergeMembers(full, more, "desk"))
    merge_members(services, MergeMembers(full, none, "desk"))

    assert (500_000, 1) == tuple(show_stored_value(services, who).minor for who in (full, more))


def test_nothing_is_paid_in_under_the_id_of_who_was_merged(services: Services) -> None:
    """Else it would lie where nobody looks, beside a limit of its own."""
    ada, eva = member(services, "ada"), member(services, "eva")
    merge_members(services, MergeMembers(ada, eva, "desk"))

    with pytest.raises(MemberMerged):
        load(services, eva, 100, "late")


def test_an_import_brings_no_more_on_a_card_than_the_law_allows(services: Services) -> None:
    """What is there counts with what the rows before brought; a smaller row after a refused one is taken."""
    ada = member(services, "ada", 200_000)
    rows = [
        RawRow(number, {"lot": str(number), "points": str(minor), "wallet": VALUE})
        for number, minor in enumerate((250_000, 50_001, 50_000), start=1)
    ]

    results = list(import_balances(services, Importing(SHOP, [OfMember(id_text("mem", ada), rows)])))

    assert [(Ended.IMPORTED, ""), (Ended.REFUSED, "prepaid-limit"), (Ended.IMPORTED, "")] == [
        (each.ended, each.code) for each in results
    ]
    assert 500_000 == show_stored_value(services, ada).minor


def test_a_history_that_was_spent_between_is_taken(services: Services) -> None:
    """What counts is what was on the card then, not all that was ever paid in."""
    ada = member(services, "ada")
    told = (("earn", "a", 500_000), ("earn", "b", 1), ("spend", "c", 400_000), ("earn", "d", 400_000))
    rows = [
        RawRow(
            number,
            {
                "kind": kind,
                "id": own,
                "at": f"2026-01-0{number}T10:00:00+08:00",
                "points": str(minor),
                "wallet": VALUE,
            },
        )
        for number, (kind, own, minor) in enumerate(told, start=1)
    ]

    results = import_history(services, Importing(SHOP, [OfMember(id_text("mem", ada), rows)]))

    assert ["", "prepaid-limit", "", ""] == [each.code for each in results]
    assert 500_000 == show_stored_value(services, ada).minor

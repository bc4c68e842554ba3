"""Documents are found again by all that is asked of them, on both databases; what was told before too."""

import json
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import DBAPIError

from loyalty.database.engine import open_engine
from loyalty.database.upgrade import downgrade, upgrade
from loyalty.desk.filed import Filed, Wanted
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import Units
from loyalty.use_cases.desk.search_documents import search_documents
from tests.stores.making import PROGRAMME, day, opened
from tests.unit.use_cases.sealing import opened_shop

FILED = [
    Filed(f"exp_{n}", kind, member, PROGRAMME, "d", day(n), 100 * n, "EUR", f"o-{n}", rules)
    for n, kind, member, rules in (
        (1, "quote", MemberId(7), ("beans", "tea")),
        (2, "receipt", MemberId(7), ("beans",)),
        (3, "receipt", MemberId(8), ("tea",)),
        (4, "refund", None, ()),
    )
]
FILED.append(Filed("chg_5", "points_change", MemberId(7), PROGRAMME, "d", day(5), 500, "", "points:5"))
ASKED = Wanted(PROGRAMME)
FOUND = [
    (ASKED, [4, 3, 2, 1]),
    (replace(ASKED, rule="beans"), [2, 1]),
    (replace(ASKED, member_id=MemberId(7)), [2, 1]),
    (replace(ASKED, member_id=MemberId(7), rule="tea"), [1]),
    (replace(ASKED, reference="o-3"), [3]),
    (replace(ASKED, ids=("exp_1", "exp_4")), [4, 1]),
    (replace(ASKED, kind="receipt"), [3, 2]),
    (replace(ASKED, digest="d"), [4, 3, 2, 1]),
    (replace(ASKED, digest="e"), []),
    (replace(ASKED, since=day(2), until=day(4)), [3, 2]),
    (replace(ASKED, least=200, most=300), [3, 2]),
    (replace(ASKED, rule="tea", before="exp_3"), [1]),
    (replace(ASKED, rule="b"), []),
    (replace(ASKED, changes=True, least=500), []),
    (replace(ASKED, changes=True, member_id=MemberId(7)), [5, 2, 1]),
    (Wanted("other"), []),
]


def test_what_is_asked_is_found_and_nothing_else(database_url: str) -> None:
    """Each condition leaves out what does not meet it; those told last come first, with all their rules."""
    with opened(database_url) as units:
        with units.write() as unit:
            for each in FILED:
                unit.desk.file(each)
            unit.commit()
        with units.read() as unit:
            found = [unit.desk.find(wanted, 9) for wanted, _ in FOUND]
            assert FILED[3:1:-1] == unit.desk.find(ASKED, 2)

    assert [[FILED[n - 1] for n in numbers] for _, numbers in FOUND] == found


def test_what_was_told_before_the_migration_is_filed_by_it(database_url: str) -> None:
    """Taken back and brought up again, the database finds the same receipts by the same rules and ids."""
    with closing(Units(open_engine(database_url))) as units:
        shop = opened_shop(units)
        ids = [shop.own("o-1"), shop.sell("o-2", None)]
        asked = Wanted("corner-coffee", rule="base-points")
        before = (
            search_documents(shop.services, asked, None, 9),
            search_documents(shop.services, Wanted("corner-coffee"), "o-2", 9),
        )
    assert ids[::-1] == [each.explanation_id for each in before[0].found]
    assert [ids[1]] == [each.explanation_id for each in before[1].found]

    downgrade(database_url, "a0035")
    upgrade(database_url)

    with closing(Units(open_engine(database_url))) as units:
        services = replace(shop.services, units=units)
        after = (
            search_documents(services, asked, None, 9),
            search_documents(services, Wanted("corner-coffee"), "o-2", 9),
        )
    assert before == after


@pytest.mark.parametrize("change", ["UPDATE sign_off SET subject = 'x'", "DELETE FROM sign_off"])
def test_a_sign_off_stays(database_url: str, change: str) -> None:
    """The database itself refuses to change or remove it."""
    engine = create_engine(database_url)
    with engine.begin() as connection:
        row = {"content": json.dumps({})}
        connection.execute(text("INSERT INTO sign_off VALUES ('p', 1, 's', :content)"), row)
    with pytest.raises(DBAPIError, match="append-only"), engine.begin() as connection:
        connection.execute(text(change))
    engine.dispose()

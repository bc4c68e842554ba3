"""The register of personal fields is complete, and the page says what it says."""

import pytest
from sqlalchemy import inspect

from loyalty.database.engine import open_engine
from loyalty.privacy.fields.every import IMPERSONAL, REGISTER
from loyalty.privacy.purpose import Basis, Kept, Purpose, Recipient, Sensitivity
from loyalty.privacy.register import Entry, fields_of, not_registered
from loyalty.privacy.retention import RETENTION
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.words import WORDS

_OF_ALEMBIC = "alembic_version"


def test_every_column_of_the_database_is_registered(database_url: str) -> None:
    """A migration that adds a column says what it is for, or the build fails here."""
    engine = open_engine(database_url)
    inspector = inspect(engine)
    tables = {
        name: [column["name"] for column in inspector.get_columns(name)]
        for name in inspector.get_table_names()
        if name != _OF_ALEMBIC
    }
    engine.dispose()

    assert [] == not_registered(REGISTER, IMPERSONAL, tables)


def test_what_is_not_registered_is_named() -> None:
    """A column nobody speaks of, one that is gone, and a table that is both are each told."""
    entry = Entry(table="member", says={}, columns=("member_id", "gone"), kept=Kept.ACCOUNT)
    tables = {"member": ["member_id", "shoe_size"], "new": ["secret"], "tally": ["given"]}

    assert [
        "FIELD_NOT_REGISTERED: member.shoe_size",
        "not there: member.gone",
        "FIELD_NOT_REGISTERED: new.secret",
        "not there: old",
        "said twice: member",
    ] == not_registered([entry], {"tally": "sums", "old": "gone", "member": "no"}, tables)


def test_every_column_that_names_a_member_is_a_subject() -> None:
    """A table with a column of members' ids says so, so that all rows of a member are found."""
    for entry in REGISTER:
        named = {
            column
            for column in entry.columns
            if column in {"member_id", "referrer_id", "loser", "survivor", "head", "guardian"}
        }
        assert named == set(entry.subjects), entry.table


def test_what_a_table_is_reached_through_is_registered() -> None:
    """Rows without a member's id are reached by columns that both tables have."""
    columns = {entry.table: set(entry.columns) for entry in REGISTER}
    for entry in REGISTER:
        if entry.through is not None:
            assert set(entry.through.columns) <= columns[entry.table] & columns[entry.through.table]
        if entry.dated is not None:
            assert entry.dated in entry.columns
        assert set(entry.closer) <= set(entry.columns)


def test_the_vault_is_registered_as_what_it_is() -> None:
    """Sealed columns are contact data, and nobody is told a key."""
    labels = {(each.table, each.column): each.label for each in fields_of(REGISTER)}
    keys = next(entry for entry in REGISTER if entry.table == "member_key")

    assert Sensitivity.CONTACT == labels["sealed_field", "sealed"]
    assert () == keys.recipients


def test_every_class_has_an_end() -> None:
    """Each class of retention says how long it is kept, and none is longer than ten years."""
    assert set(Kept) == RETENTION.keys()
    assert all(0 <= each.days <= 3653 for each in RETENTION.values())


@pytest.mark.parametrize(
    ("group", "words"),
    [
        ("purpose", Purpose),
        ("basis", Basis),
        ("kept", Kept),
        ("label", Sensitivity),
        ("recipient", Recipient),
    ],
)
def test_every_word_is_said_in_both_languages(group: str, words: type[Purpose]) -> None:
    """Purposes, grounds, classes, labels and recipients have words in English and Chinese."""
    assert {str(each) for each in words} <= WORDS[group].keys()
    assert all(set(LANGUAGES) == said.keys() for said in WORDS[group].values())
    assert all(set(LANGUAGES) == entry.says.keys() for entry in REGISTER)

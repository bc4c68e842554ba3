"""A member with rows in every table: nothing that a member may ask for fails, and nothing is left over."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import Connection, inspect

from loyalty.adoption.version import Person
from loyalty.ageing.limits import WITH_EXPLANATIONS, is_aged
from loyalty.cases.case import CaseKey, Kind, Topic
from loyalty.database.base import metadata
from loyalty.database.engine import open_engine
from loyalty.erasure.fates import FATES, Fate
from loyalty.kernel.identity import MemberId
from loyalty.kernel.instant import microseconds
from loyalty.privacy.choice import Choice
from loyalty.privacy.fields.every import OF_NO_MEMBER, REGISTER
from loyalty.privacy.purpose import Kept
from loyalty.privacy.retention import RETENTION, Counts
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.erasing.apply_retention import apply_retention
from loyalty.use_cases.erasing.show_retention import show_retention
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.privacy.export_member import BY_NAME, OF_PERSONS, export_member
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock
from tests.stores.test_erasures import all_steps, faults
from tests.stores.test_persons import NOW, a_life, services

__all__ = ["services"]
MEANT: Mapping[str, Mapping[str, object]] = {
    "consent": {"facts": "[]", "purpose": "personal_offers"},
    "credit_grant": {"purchased": False, "scope": '{"plans": [], "charges": []}'},
    "hand_over": {"facts": "[]", "consents": "[]", "basis": "consent"},
    "household": {"household_id": "x"},
    "member_age": {"band": "adult"},
    "movement": {"measured": "[]"},
    "recipient_notice": {"kind": "erased"},
    "tier_grant": {"challenge": ""},
}
"""What a use case reads of a column, where not any word will do."""
BEFORE = ("household", "credit_grant")
"""Tables whose rows others need."""
OF_OTHERS = frozenset(
    {"erasure", "legal_hold", "member_merge", "lot_end", "subscription", "subscription_change"}
)
"""Tables of what the test does itself, and of what needs a lot or a plan: others test those."""


def fill(url: str, mine: MemberId, other: MemberId) -> set[str]:
    """Put a row of the member into each table that has none; of two people the other one is the second."""
    engine = open_engine(url)
    with engine.execution_options(write=True).begin() as connection:
        names = [*BEFORE, *(each.table for each in OF_PERSONS if each.subjects)]
        filled = {
            name
            for name in dict.fromkeys(names)
            if name not in OF_OTHERS and _put(connection, name, mine, other)
        }
    engine.dispose()
    return filled


def _put(connection: Connection, name: str, mine: MemberId, other: MemberId) -> bool:
    table, subjects = metadata.tables[name], BY_NAME[name].subjects
    if connection.execute(table.select().where(table.c[subjects[0]] == mine).limit(1)).first():
        return False
    columns = inspect(connection).get_columns(name)
    row = {each["name"]: _made(each["name"], str(each["type"])) for each in columns}
    people = dict(zip(subjects, (mine, other), strict=False))
    own = {"programme": "corner-coffee"} if "programme" in row else {}
    connection.execute(table.insert(), {**row, **own, **MEANT.get(name, {}), **people})
    return True


def _made(column: str, kind: str) -> object:
    if column == "day":
        return NOW.toordinal()
    if kind == "BOOLEAN":
        return True
    if "BIGINT" in kind and (column.endswith("_at") or column == "until"):
        return microseconds(NOW) + 1
    return 1 if "INT" in kind else b"x" if kind in {"BLOB", "BYTEA"} else "x"


def test_who_is_everywhere_has_every_right(services: Services, database_url: str) -> None:
    """Exported, choosing, merged, erased and ten years later: the book holds, and what ends is gone."""
    ada, bea = a_life(services)
    set_choices(services, SetChoices(ada, {Choice.RESTRICTED: True}, "test"))
    case = CaseKey("corner-coffee", "T-1")
    open_case(services, OpenCase(case, Kind.COMPLAINT, Topic.SERVICE, Person("Clerk"), "slow", ada))
    filled = fill(database_url, ada, bea) | {"service_case"}

    tables = export_member(services, ada).tables
    assert {name for name in filled if not tables[name]} == set()
    for each in Choice:
        set_choices(services, SetChoices(ada, {each: False}, "test"))
    merge_members(services, MergeMembers(bea, ada, "test"))
    all_steps(services, bea)
    assert [] == faults(services)
    assert isinstance(services.clock, StandingClock)
    services.clock.at = NOW + timedelta(days=3653)
    apply_retention(services)

    assert [] == faults(services)
    assert set() == {each.table for each in show_retention(services) if each.over}
    with services.units.read() as unit:
        left = {each.table for each in OF_PERSONS if unit.person.count(each, BY_NAME, (ada, bea))}
    gone = {name for name, fate in FATES.items() if fate is Fate.REMOVED}
    gone |= {each.table for each in OF_PERSONS if each.kept in {Kept.CONSENT, Kept.BRIEFLY, Kept.SECURITY}}
    assert set() == left & gone


BY_OWN_JOB = frozenset({"idempotency", "discount_promise", "voucher_promise"})
"""Tables whose rows say themselves until when they hold, and are swept by a job of their own then."""


def test_each_end_has_a_job() -> None:
    """A class that ends by the age of its rows has a job for each of its tables, but for the books."""
    ends = {
        each.table
        for each in REGISTER
        if each.table not in OF_NO_MEMBER
        and each.kept is not Kept.LEDGER
        and RETENTION[each.kept].counts is Counts.ROW_IS_MADE
    }
    have = {each.table for each in REGISTER if is_aged(each)} | BY_OWN_JOB | set(WITH_EXPLANATIONS)

    assert set() == ends - have

"""Seats are had of a plan that has a price for them; of another they are refused, and none are left over."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from loyalty.database.engine import open_engine
from loyalty.decision.refusals import RequestMisfit
from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.changes import Agreed, Way
from loyalty.unit_of_work import Units
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.once import Once
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.show_subscription import show_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor
from tests.agreeing import agreed_to
from tests.unit.use_cases.test_promised_prices import NAME, services_of
from tests.unit.use_cases.test_told_rises import BEGUN, KEY, SHARES, adopt, sold

TEAM = (
    f"\n  - {{id: team, name: {{en: Team, zh-CN: 团队}}, existing: move, {SHARES},"
    " price: {every: month, anchor: anniversary, amount: 5.00, per: seat}}"
)


@pytest.fixture
def services(sqlite_database: str) -> Iterator[Services]:
    """Give services with two plans without seats and one with them."""
    with closing(Units(open_engine(sqlite_database))) as units:
        made = services_of(units)
        adopt(made, BEGUN, f"{sold()}{TEAM}".replace("\n\n", "\n"))
        yield made


def member_in(services: Services) -> MemberId:
    """Enrol somebody."""
    return MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])


def change(services: Services, **asked: object) -> None:
    """Change the subscription with a yes to its terms."""
    told = change_subscription(
        services,
        ChangeSubscription(AskedFor(KEY, preview=True), **asked),  # type: ignore[arg-type]
        Once("t", f"p{asked}", ""),
    )
    terms = told.data.get("terms")
    agreed = None if terms is None else Agreed(terms["sha256"], "en", Way.FORM)
    change_subscription(
        services,
        ChangeSubscription(AskedFor(KEY, agreed=agreed), **asked),  # type: ignore[arg-type]
        Once("t", f"c{asked}", ""),
    )


@pytest.mark.parametrize("seats", [0, 2, 40])
def test_seats_of_a_plan_without_them_are_refused(services: Services, seats: int) -> None:
    """The answer names the member of the request, and the plans that have seats."""
    with pytest.raises(RequestMisfit) as refused:
        start_subscription(
            services, StartSubscription(KEY, member_in(services), "club", seats=seats, preview=True)
        )

    (misfit,) = refused.value.misfits
    assert ("/seats", "no-seats") == (misfit.pointer, misfit.code)
    assert "leave `seats` out; plans with seats: `team`" == misfit.hint


def test_one_seat_is_what_every_plan_has(services: Services) -> None:
    """Who says what goes without saying is not refused."""
    command = StartSubscription(KEY, member_in(services), "club", seats=1)
    assert start_subscription(services, agreed_to(services, command)).data["subscription"]["seats"] == 1


def test_no_seat_is_not_one_seat(services: Services) -> None:
    """A plan with seats may begin with none, and begins so again."""
    command = agreed_to(services, StartSubscription(KEY, member_in(services), "team", seats=0))
    started, again = (start_subscription(services, command).data["subscription"] for _ in range(2))

    assert 0 == started["seats"] == again["seats"]


def test_seats_end_with_the_plan_that_has_them(services: Services) -> None:
    """Another plan without seats leaves one, and is asked for none; back on the first there is one."""
    command = StartSubscription(KEY, member_in(services), "team", seats=3)
    start_subscription(services, agreed_to(services, command))
    change(services, seats=4)
    with pytest.raises(RequestMisfit):
        change(services, plan="club", seats=4)
    change(services, plan="club")

    assert 1 == show_subscription(services, KEY)["seats"]
    with pytest.raises(RequestMisfit):
        change(services, seats=2)
    change(services, plan="team", seats=2)
    assert 2 == show_subscription(services, KEY)["seats"]

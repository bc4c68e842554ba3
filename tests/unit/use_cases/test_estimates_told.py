"""What a period of a plan would cost a member says that the price is a personal one, where the law asks."""

from contextlib import closing
from fractions import Fraction

import pytest

from loyalty.database.engine import open_engine
from loyalty.kernel.identity import MemberId
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.enrol_member import EnrolMember, enrol_member
from loyalty.use_cases.estimate_usage import EstimateUsage, estimate_usage
from loyalty.use_cases.once import Once
from tests.steps.reading import coffee
from tests.unit.use_cases.test_promised_prices import NAME, services_of


@pytest.mark.parametrize(
    ("markets", "enrolled", "told"),
    [
        ("[EU, CN]", True, ["personal-price"]),
        ("[EU, CN]", False, []),
        ("[US, US-NY]", True, []),
    ],
)
def test_a_tiers_price_of_a_plan_is_told_of(
    sqlite_database: str, *, markets: str, enrolled: bool, told: list[str]
) -> None:
    """PP-02: before anybody subscribes; PP-03: a price by contract has no fixed sentence."""
    source = coffee()
    with closing(Units(open_engine(sqlite_database))) as units:
        services = services_of(units)
        adopt_programme(
            services, {**source, "programme.yaml": source["programme.yaml"].replace("[EU, CN]", markets)}
        )
        member = None
        if enrolled:
            member = MemberId(enrol_member(services, EnrolMember(NAME), Once("t", "1", "")).data["member"])

        found = estimate_usage(
            services, EstimateUsage(NAME, "brew-pro", {"api-calls": Fraction(20000)}, member=member)
        )

        assert told == [each["id"] for each in found["notices"]]
        assert ("membership" if enrolled else "none") == found["baseline"]["level"]

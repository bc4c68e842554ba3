"""Whether a programme makes sense: names, kinds, days, ladders, bands, tables, examples.

What needs a solver is not here; see the constraints.
"""

from collections.abc import Mapping
from types import MappingProxyType

from loyalty.language.checks.budgets import check_budgets
from loyalty.language.checks.compensation import check_compensation
from loyalty.language.checks.conversions import check_conversions
from loyalty.language.checks.coupons import check_coupons
from loyalty.language.checks.days import check_days
from loyalty.language.checks.discounts import check_discounts
from loyalty.language.checks.earning import check_earning
from loyalty.language.checks.events import check_events
from loyalty.language.checks.examples import check_examples
from loyalty.language.checks.expressions import check_expressions
from loyalty.language.checks.facts import check_facts
from loyalty.language.checks.households import check_households
from loyalty.language.checks.jurisdictions import check_jurisdictions
from loyalty.language.checks.limits import check_limits
from loyalty.language.checks.meters import check_meters
from loyalty.language.checks.names import check_names
from loyalty.language.checks.numbers import check_numbers
from loyalty.language.checks.plans import check_plans
from loyalty.language.checks.recipients import check_recipients
from loyalty.language.checks.reductions import check_reductions
from loyalty.language.checks.rewards import check_rewards
from loyalty.language.checks.segments import check_segments
from loyalty.language.checks.tables import check_tables
from loyalty.language.checks.taxes import check_taxes
from loyalty.language.checks.tiers import check_tiers
from loyalty.language.checks.vouchers import check_vouchers
from loyalty.language.checks.wallets import check_wallets
from loyalty.language.findings import Finding, in_order
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.tables import Table


def check(
    shape: ProgrammeShape,
    tables: Mapping[str, Table],
    unread: Mapping[str, Table | None] = MappingProxyType({}),
) -> tuple[Finding, ...]:
    """Give every finding about what could be read of a programme, sorted by place.

    A check ends where it needs a value that could not be read, so that no finding follows
    from another. ``unread`` are the tables that are there and could not be read, with what could.
    """
    checks = (
        check_names(shape),
        check_jurisdictions(shape),
        check_facts(shape),
        check_expressions(shape),
        check_days(shape),
        check_numbers(shape),
        check_tiers(shape),
        check_earning(shape),
        check_events(shape),
        check_limits(shape),
        check_wallets(shape),
        check_rewards(shape),
        check_conversions(shape),
        check_households(shape),
        check_compensation(shape),
        check_discounts(shape),
        check_reductions(shape),
        check_budgets(shape),
        check_meters(shape),
        check_plans(shape),
        check_coupons(shape),
        check_taxes(shape),
        check_vouchers(shape),
        check_segments(shape),
        check_recipients(shape),
        check_tables(shape, tables, unread),
        check_examples(shape),
    )
    return in_order(finding for found in checks for finding in as_far_as_read(found))

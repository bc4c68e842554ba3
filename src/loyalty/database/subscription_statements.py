"""The statements of subscriptions, invoices and prepaid credit, composed once."""

from sqlalchemy import BigInteger, and_, bindparam, case, func, select, update

from loyalty.database.base import insert_row
from loyalty.database.subscription_tables import (
    alert_told,
    billed_line,
    coupon_use,
    credit_grant,
    credit_use,
    invoice,
    invoice_count,
    spending_alert,
    subscription,
    subscription_change,
)

_OF_ONE = and_(
    subscription.c.member_id == bindparam("member"), subscription.c.subscription_id == bindparam("of_id")
)
START = insert_row(subscription).on_conflict_do_nothing()
ADD_CHANGE = insert_row(subscription_change)
SUBSCRIPTION = select(subscription).where(
    subscription.c.programme == bindparam("of_programme"),
    subscription.c.subscription_id == bindparam("of_id"),
)
SUBSCRIPTIONS = (
    select(subscription)
    .where(
        subscription.c.member_id == bindparam("member"),
        subscription.c.programme == bindparam("of_programme"),
    )
    .order_by(subscription.c.created_at, subscription.c.subscription_id)
)
DUE = (
    select(subscription.c.subscription_id)
    .where(subscription.c.programme == bindparam("of_programme"), subscription.c.next_due <= bindparam("now"))
    .order_by(subscription.c.next_due, subscription.c.subscription_id)
    .limit(bindparam("limit"))
)
DUE_IN_ORDER = (
    select(subscription.c.subscription_id, subscription.c.next_due, subscription.c.seq)
    .where(
        subscription.c.programme == bindparam("of_programme"),
        subscription.c.next_due <= bindparam("now"),
        subscription.c.subscription_id > bindparam("after"),
    )
    .order_by(subscription.c.subscription_id)
    .limit(bindparam("limit"))
)
CHANGES = (
    select(subscription_change.c.content)
    .where(
        subscription_change.c.member_id == bindparam("member"),
        subscription_change.c.subscription_id == bindparam("of_id"),
    )
    .order_by(subscription_change.c.number)
)
TOUCH = (
    update(subscription)
    .where(_OF_ONE, subscription.c.seq == bindparam("seen"))
    .values(seq=subscription.c.seq + 1, next_due=bindparam("due"))
)

_COUNT = insert_row(invoice_count)
NUMBER = _COUNT.on_conflict_do_update(
    index_elements=["programme"], set_={"issued": invoice_count.c.issued + 1}
).returning(invoice_count.c.issued)
ISSUE, ADD_LINE = insert_row(invoice), insert_row(billed_line)
INVOICE = select(invoice).where(invoice.c.invoice_id == bindparam("of_id"))
INVOICES = (
    select(invoice)
    .where(invoice.c.member_id == bindparam("member"), invoice.c.subscription_id == bindparam("of_id"))
    .order_by(invoice.c.number)
)
_OTHERS = and_(
    invoice.c.member_id == bindparam("member"),
    invoice.c.subscription_id == bindparam("of_id"),
    invoice.c.invoice_id != bindparam("besides"),
)
_LAST_OWN = (
    select(invoice.c.number)
    .where(_OTHERS, invoice.c.voids.is_(None))
    .order_by(invoice.c.number.desc())
    .limit(1)
    .correlate(None)
    .scalar_subquery()
)
CANCELLED_LAST = (
    select(invoice).where(_OTHERS, invoice.c.number > func.coalesce(_LAST_OWN, 0)).order_by(invoice.c.number)
)
LATEST = select(func.max(invoice.c.issued_at)).where(
    invoice.c.member_id == bindparam("member"), invoice.c.subscription_id == bindparam("of_id")
)
VOIDED = select(invoice.c.invoice_id).where(invoice.c.voids == bindparam("of_id"))
LINES = (
    select(billed_line)
    .where(billed_line.c.member_id == bindparam("member"), billed_line.c.invoice_id == bindparam("of_id"))
    .order_by(billed_line.c.line)
)
BILLED = (
    select(billed_line)
    .join(
        invoice,
        and_(
            invoice.c.member_id == billed_line.c.member_id, invoice.c.invoice_id == billed_line.c.invoice_id
        ),
    )
    .where(
        billed_line.c.member_id == bindparam("member"), billed_line.c.subscription_id == bindparam("of_id")
    )
    .order_by(invoice.c.number, billed_line.c.line)
)
BILLED_UNTIL = (
    select(billed_line.c.member_id, billed_line.c.step, func.max(billed_line.c.end_at).label("until"))
    .where(
        billed_line.c.programme == bindparam("of_programme"),
        billed_line.c.member_id.in_(bindparam("members", expanding=True)),
        billed_line.c.category == bindparam("of_category"),
    )
    .group_by(billed_line.c.member_id, billed_line.c.step)
)

ADD_GRANT, ADD_USE = insert_row(credit_grant), insert_row(credit_use)
GRANTS = (
    select(credit_grant)
    .where(
        credit_grant.c.member_id == bindparam("member"),
        credit_grant.c.programme == bindparam("of_programme"),
    )
    .order_by(credit_grant.c.created_at, credit_grant.c.grant_id)
)
_USED_LAST = (
    select(credit_use.c.member_id, credit_use.c.grant_id, func.max(credit_use.c.used_at).label("at"))
    .group_by(credit_use.c.member_id, credit_use.c.grant_id)
    .subquery("used_last")
)
_LEFT = func.sum(credit_grant.c.amount - credit_grant.c.used)
_GIVEN_LAST = func.max(credit_grant.c.created_at)
_TOUCHED_LAST = func.coalesce(func.max(_USED_LAST.c.at), _GIVEN_LAST)
DORMANT_CREDIT = (
    select(
        credit_grant.c.member_id,
        _LEFT.label("there"),
        case((_TOUCHED_LAST > _GIVEN_LAST, _TOUCHED_LAST), else_=_GIVEN_LAST).label("last"),
    )
    .outerjoin(
        _USED_LAST,
        and_(
            _USED_LAST.c.member_id == credit_grant.c.member_id,
            _USED_LAST.c.grant_id == credit_grant.c.grant_id,
        ),
    )
    .where(credit_grant.c.programme == bindparam("of_programme"), credit_grant.c.purchased)
    .group_by(credit_grant.c.member_id)
    .having(
        and_(
            _LEFT > 0,
            bindparam("before", type_=BigInteger) > _GIVEN_LAST,
            bindparam("before", type_=BigInteger) > _TOUCHED_LAST,
        )
    )
    .order_by(credit_grant.c.member_id)
)
SPEND = (
    update(credit_grant)
    .where(
        credit_grant.c.member_id == bindparam("member"),
        credit_grant.c.grant_id == bindparam("of_id"),
        credit_grant.c.used == bindparam("seen"),
    )
    .values(used=bindparam("then"))
)
USES = (
    select(credit_use)
    .where(
        credit_use.c.member_id.in_(bindparam("members", expanding=True)),
        credit_use.c.cause == bindparam("of_cause"),
    )
    .order_by(credit_use.c.grant_id)
)
USES_OF = (
    select(credit_use.c.grant_id, credit_use.c.amount)
    .join(invoice, invoice.c.invoice_id == credit_use.c.cause)
    .where(
        invoice.c.member_id.in_(bindparam("members", expanding=True)),
        credit_use.c.member_id.in_(bindparam("members", expanding=True)),
        invoice.c.subscription_id == bindparam("of_id"),
    )
    .order_by(invoice.c.number, credit_use.c.grant_id)
)
GIVE_COUPON = insert_row(coupon_use).on_conflict_do_nothing()

SET_ALERTS = insert_row(spending_alert).on_conflict_do_nothing()
_ALERTS_OF_ONE = and_(
    spending_alert.c.member_id == bindparam("member"), spending_alert.c.subscription_id == bindparam("of_id")
)
ALERTS = (
    select(spending_alert.c.number, spending_alert.c.content)
    .where(_ALERTS_OF_ONE)
    .order_by(spending_alert.c.number.desc())
    .limit(1)
)
WATCHED = (
    select(spending_alert.c.subscription_id)
    .where(spending_alert.c.programme == bindparam("of_programme"))
    .distinct()
    .order_by(spending_alert.c.subscription_id)
)
TELL = insert_row(alert_told).on_conflict_do_nothing()
TOLD = (
    select(alert_told)
    .where(
        alert_told.c.member_id == bindparam("member"),
        alert_told.c.subscription_id == bindparam("of_id"),
        alert_told.c.start_at == bindparam("start"),
    )
    .order_by(alert_told.c.told_at, alert_told.c.alert)
)

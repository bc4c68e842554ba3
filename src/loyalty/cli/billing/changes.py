"""``loyalty subscription start``, ``change``, ``pause``, ``resume``, ``cancel``, ``coupon``, ``bill``."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import click

from loyalty.cli import options
from loyalty.cli.billing import asking
from loyalty.cli.billing.asking import Manner, carry_out, note_replayed, once_of
from loyalty.cli.billing.written import show_bill
from loyalty.cli.connection import open_database
from loyalty.kernel.identity import MemberId
from loyalty.subscriptions.changes import Agreed, Way, When
from loyalty.use_cases.billing.bill_subscription import BillSubscription, bill_subscription
from loyalty.use_cases.billing.booking import SubscriptionKey
from loyalty.use_cases.once import Once, Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.cancel_subscription import cancel_subscription
from loyalty.use_cases.subscriptions.change_subscription import ChangeSubscription, change_subscription
from loyalty.use_cases.subscriptions.pause_subscription import pause_subscription
from loyalty.use_cases.subscriptions.redeem_coupon import RedeemCoupon, redeem_coupon
from loyalty.use_cases.subscriptions.resume_subscription import resume_subscription
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription
from loyalty.use_cases.subscriptions.writing import AskedFor

programme = click.argument("programme")
subscription_id = click.argument("subscription_id", metavar="ID", type=options.OwnId())
when = click.option(
    "--when",
    type=click.Choice([str(word) for word in When]),
    help="From when it holds; without it, as the plan says, which is mostly now.",
)
back_to = click.option(
    "--at", type=options.Instant(), help="The moment in the past; with `--when back_dated`."
)


@click.command()
@programme
@subscription_id
@click.option("--member", type=options.Member(), required=True, help="Whose it is.")
@click.option("--plan", required=True, help="The plan.")
@options.seats
@options.add_ons
@click.option("--coupon", "coupons", multiple=True, help="A coupon to begin with; once per coupon.")
@click.option(
    "--at", type=options.Instant(), help="When it began, as far back as the plan allows; without it, now."
)
@click.option("--market", default="", help="Where it is sold; without it, the law of all markets binds.")
@asking.agreed
@asking.preview
@asking.yes
@options.database
@options.kept_language
@options.as_json
def start(
    programme: str,
    subscription_id: str,
    member: MemberId,
    plan: str,
    seats: int | None,
    add_ons: tuple[tuple[str, int], ...],
    coupons: tuple[str, ...],
    at: datetime | None,
    market: str,
    terms_agreed: str | None,
    database: str | None,
    language: str,
    *,
    preview: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Start a subscription under an ID of your own; its first period is billed at once.

    What would be booked is shown first, with the terms that the member agrees to. The same start
    again is told, not booked.

    \b
    Example:
      loyalty subscription start corner-coffee desk-7 --member mem_01b6esf8g0000 --plan brew-pro
    """
    numbers = _numbers(add_ons)

    def ask(services: Services, *, preview: bool, terms: str | None = None) -> Told:
        key, agreed = SubscriptionKey(programme, subscription_id), _agreed(terms or terms_agreed, language)
        command = StartSubscription(
            key, member, plan, seats, numbers, coupons, at, preview=preview, market=market, agreed=agreed
        )
        return start_subscription(services, command)

    carry_out(open_database(database), ask, Manner(preview, yes, language, as_json))


@click.command()
@programme
@subscription_id
@click.option("--plan", help="The new plan.")
@options.seats
@options.add_ons
@when
@back_to
@asking.agreed
@asking.preview
@asking.yes
@asking.key
@options.database
@options.kept_language
@options.as_json
def change(
    programme: str,
    subscription_id: str,
    plan: str | None,
    seats: int | None,
    add_ons: tuple[tuple[str, int], ...],
    when: str | None,
    at: datetime | None,
    terms_agreed: str | None,
    key: str | None,
    database: str | None,
    language: str,
    *,
    preview: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Change plan, seats or add-ons; what is not named stays.

    Where an add-on is named, those that are not end, and so does one of the number 0. The rest of
    the old is given back, the rest of the new charged. What would be booked is shown first.

    \b
    Examples:
      loyalty subscription change corner-coffee desk-7 --seats 5 --preview
      loyalty subscription change corner-coffee desk-7 --plan brew-team --when at_period_end
    """
    numbers = _numbers(add_ons)

    def turn(services: Services, asked: AskedFor, once: Once) -> Told:
        return change_subscription(services, ChangeSubscription(asked, plan, seats, numbers), once)

    agreed = _agreed(terms_agreed, language)
    asked = replace(_asked(programme, subscription_id, when, at), agreed=agreed)
    manner = Manner(preview, yes, language, as_json)
    _change("change", asked, turn, (plan, seats, numbers), key, database, manner)


def _plainly(name: str, verb: Callable[[Services, AskedFor, Once], Told], about: str) -> click.Command:
    """Give the command of a change that says nothing but from when it holds."""

    @programme
    @subscription_id
    @when
    @back_to
    @asking.preview
    @asking.yes
    @asking.key
    @options.database
    @options.kept_language
    @options.as_json
    def run(
        programme: str,
        subscription_id: str,
        when: str | None,
        at: datetime | None,
        key: str | None,
        database: str | None,
        language: str,
        *,
        preview: bool,
        yes: bool,
        as_json: bool,
    ) -> None:
        asked = _asked(programme, subscription_id, when, at, name)
        manner = Manner(preview, yes, language, as_json)
        _change(name, asked, verb, (), key, database, manner)

    example = f"\b\nExample:\n  loyalty subscription {name} corner-coffee desk-7 --preview"
    told = f"{about} What would be booked is shown first.\n\n{example}"
    return click.command(name, help=told, short_help=about)(run)


pause = _plainly(
    "pause", pause_subscription, "Pause a subscription: its time is not paid for until it is resumed."
)
resume = _plainly("resume", resume_subscription, "End a pause.")
cancel = _plainly(
    "cancel",
    cancel_subscription,
    "Cancel a subscription: now, at its period's end, back-dated; or undo it while cooling off.",
)


@click.command()
@programme
@subscription_id
@click.argument("coupon")
@asking.preview
@asking.yes
@asking.key
@options.database
@options.kept_language
@options.as_json
def redeem(
    programme: str,
    subscription_id: str,
    coupon: str,
    key: str | None,
    database: str | None,
    language: str,
    *,
    preview: bool,
    yes: bool,
    as_json: bool,
) -> None:
    """Give a subscription a coupon of the programme; it counts from the next period on.

    \b
    Example:
      loyalty subscription redeem corner-coffee desk-7 welcome
    """

    def turn(services: Services, asked: AskedFor, once: Once) -> Told:
        return redeem_coupon(services, RedeemCoupon(asked, coupon), once)

    asked = _asked(programme, subscription_id, None, None)
    _change("redeem", asked, turn, (coupon,), key, database, Manner(preview, yes, language, as_json))


@click.command()
@programme
@subscription_id
@click.option(
    "--points",
    type=click.IntRange(0, options.POINTS_MAX),
    default=0,
    help="Points the member offers; the plan says how much they may pay.",
)
@asking.key
@options.database
@options.language
@options.as_json
def bill(
    programme: str,
    subscription_id: str,
    points: int,
    key: str | None,
    database: str | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Book what is due of a subscription by now: an invoice, a credit note, or nothing.

    \b
    Example:
      loyalty subscription bill corner-coffee desk-7
    """
    services = open_database(database)
    command = BillSubscription(SubscriptionKey(programme, subscription_id), points=points)
    once = once_of(services, "subscription bill", key, [programme, subscription_id, points])
    told = bill_subscription(services, command, once)
    note_replayed(told)
    document = told.data["invoice"]
    show_bill(document, language, as_json=as_json)


def _change(
    name: str,
    asked: AskedFor,
    turn: Callable[[Services, AskedFor, Once], Told],
    wish: tuple[object, ...],
    key: str | None,
    database: str | None,
    manner: Manner,
) -> None:
    """Carry out a change of a subscription; ``wish`` is what is asked besides whose and when."""
    services = open_database(database)
    when, at = asked.when and str(asked.when), asked.at and asked.at.isoformat()
    sent = [asked.key.programme, asked.key.subscription, when, at, *wish]
    once = once_of(services, f"subscription {name}", key, sent)

    def ask(services: Services, *, preview: bool, terms: str | None = None) -> Told:
        agreed = _agreed(terms, manner.language) or asked.agreed
        return turn(services, replace(asked, preview=preview, agreed=agreed), once)

    carry_out(services, ask, manner)


def _agreed(terms: str | None, language: str) -> Agreed | None:
    """Give that the member agreed to terms, as whoever works at the terminal says."""
    return None if terms is None else Agreed(terms, language, Way.AGENT)


def _asked(
    programme: str, subscription_id: str, when: str | None, at: datetime | None, verb: str = "change"
) -> AskedFor:
    """Give of what something is asked, and from when; ends with wrong use where a word is missing."""
    chosen = None if when is None else When(when)
    if chosen is When.COOLING_OFF and verb != "cancel":
        raise click.UsageError("`--when cooling_off` goes with `cancel`.")
    if (chosen is When.BACK_DATED) is not (at is not None):
        raise click.UsageError("--at and `--when back_dated` go together.")
    return AskedFor(SubscriptionKey(programme, subscription_id), chosen, at)


def _numbers(add_ons: tuple[tuple[str, int], ...]) -> dict[str, int] | None:
    """Give how many of each add-on there are to be, None where nothing was said; none of one is not kept."""
    told = options.once_each("--add-on", add_ons)
    return {name: number for name, number in told.items() if number} if add_ons else None

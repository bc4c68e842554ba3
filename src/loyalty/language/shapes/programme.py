"""What a programme's documents may say: the top of it, and what stands by itself.

A shape is a frozen dataclass whose annotations are the whole declaration: the parser
(``reading.py``) and the JSON Schema (``schema.py``) both come from them. A key's
attribute has the key's own name, with ``_`` after it where Python needs one.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Annotated, ClassVar, Literal

from loyalty.kernel.rounding import Rounding
from loyalty.language.shapes.basket import BasketShape
from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.compensation import CompensationShape
from loyalty.language.shapes.compounds import SaidReader
from loyalty.language.shapes.constraints import ConstraintReader, ConstraintShape
from loyalty.language.shapes.coupons import CouponShape
from loyalty.language.shapes.discounts import DiscountRuleShape
from loyalty.language.shapes.earn import EarnShape, RedeemShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import (
    REST,
    AtLeastOne,
    Code,
    CurrencyCode,
    ExactlyOne,
    Instant,
    Language,
    Law,
    Market,
    Money,
    MoneyStep,
    Needs,
    Percent,
    Points,
    Price,
    Quantity,
    Shape,
    Step,
    TableFile,
    ZoneName,
)
from loyalty.language.shapes.households import HouseholdsShape
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.plans import PlanShape
from loyalty.language.shapes.recipients import RecipientShape
from loyalty.language.shapes.reductions import FromPriceShape, ReductionShape, SimilarShape
from loyalty.language.shapes.referral import ReferralShape
from loyalty.language.shapes.rewards import RewardShape
from loyalty.language.shapes.segments import SegmentShape
from loyalty.language.shapes.tiers import TiersShape
from loyalty.language.shapes.vouchers import StoredValueShape, VoucherShape
from loyalty.language.shapes.wallets import ConversionShape, WalletShape
from loyalty.language.syntax.syntax_tree import Expression
from loyalty.language.texts.documents import Scalar
from loyalty.language.values import Duration, LocalText


@dataclass(frozen=True, slots=True, kw_only=True)
class EffectiveShape(Shape):
    """The days the programme binds, both inside."""

    from_: Annotated[date, "first day"]
    until: Annotated[date | None, "last day; without it the programme has no end"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoneyNumbers(Shape):
    """How money is rounded."""

    step: Annotated[MoneyStep, "smallest amount, in major units"]
    round: Annotated[Rounding, "how an exact amount becomes a multiple of step"]
    at: Annotated[Literal["each_line"], "where money is rounded: once on each line"] = "each_line"


@dataclass(frozen=True, slots=True, kw_only=True)
class StepNumbers(Shape):
    """How fine a number may be written."""

    step: Annotated[Step, "smallest difference between two values"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PointsNumbers(Shape):
    """How points are rounded."""

    step: Annotated[Step, "smallest number of points"]
    round: Annotated[Rounding, "how exact points become a multiple of step"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsShape(Shape):
    """The largest values a decision may meet; what is proved is proved up to them."""

    money: Annotated[Money, "largest amount of a line, in major units"]
    quantity: Annotated[Quantity, "largest quantity of a line or meter"]
    points: Annotated[Points, "largest number of points"]
    lines: Annotated[int, "most lines of one order"] = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class NumbersShape(Shape):
    """Rounding and limits, decided here and nowhere else."""

    money: Annotated[MoneyNumbers, "amounts of money"]
    prices: Annotated[StepNumbers, "unit prices, which may be finer than money"]
    quantities: Annotated[StepNumbers, "quantities"] = StepNumbers(step=Fraction(1, 10**6))
    points: Annotated[PointsNumbers, "points"]
    split: Annotated[Literal["cumulative"], "how a total is shared over lines"]
    limits: Annotated[LimitsShape, "the largest values"]


FactType = Literal[
    "tier", "country", "day_month", "quantity", "money", "choice", "text", "points", "truth", "day"
]
Consented = Literal[
    "membership",
    "personal_offers",
    "birthday_benefit",
    "email_marketing",
    "sms_marketing",
    "partner_sharing",
    "research_statistics",
    "sensitive_data",
]
Label = Literal["public", "transaction", "membership", "personal", "protected", "proxy", "rights"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FactShape(Shape):
    """Something a rule may look at."""

    is_: Annotated[FactType, "its type"]
    name: Annotated[LocalText | None, "what members read for it; without it, its parts"] = None
    of: Annotated[tuple[Code, ...], "the choices of a choice"] = ()
    sensitive: Annotated[
        tuple[Code, ...], "choices of goods that tell of health, faith, sex life or pregnancy"
    ] = ()
    words: Annotated[
        Mapping[str, LocalText] | None, "what members read for a choice or a tier; without it, the word"
    ] = None
    default: Annotated[Scalar | None, "value where a request gives none"] = None
    label: Annotated[Label | None, "how sensitive it is; order and line facts are `transaction`"] = None
    purpose: Annotated[tuple[Code, ...], "what it may be used for"] = ()
    consent: Annotated[Consented | None, "the consent without which it is not read"] = None
    assessment: Annotated[
        Code | None, "the impact assessment that allows a price to hang on it, by its id"
    ] = None
    stands_for: Annotated[tuple[Code, ...], "protected characteristics a proxy stands for"] = ()
    made_of: Annotated[
        tuple[Code, ...], "the facts it was made of elsewhere, whose labels count for it: a score, a list"
    ] = ()
    attested_by: Annotated[str | None, "who answers for where it comes from and what it says"] = None
    sum_of: Annotated[Expression | None, "what is summed over the lines of the order"] = None
    except_when: Annotated[Expression | None, "lines that are left out of the sum"] = None
    LAWS: ClassVar[tuple[Law, ...]] = (Needs("except_when", "sum_of"),)


@dataclass(frozen=True, slots=True, kw_only=True)
class AssessmentShape(Shape):
    """An impact assessment that allows prices to hang on what members bought before."""

    id: Annotated[Code, "the id of the document"]
    of: Annotated[tuple[Code, ...], AtLeastOne(), "the facts of the past it is about, `history.spend`"]


Constraint = Annotated[ConstraintShape, ConstraintReader()]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverShape(Shape):
    """A constraint that may fail at one place until a day, and who answers for it."""

    constraint: Annotated[Code, "the constraint that is waived"]
    where: Annotated[str, "the rule, charge or fact it is waived for"]
    reason: Annotated[str, "why"]
    approved_by: Annotated[str, "who answers for it"]
    until: Annotated[date, "last day"]


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderGiven(Shape):
    """The order of an example; what is not a key of its own is a fact, without ``order.``."""

    at: Annotated[Instant, "when it is placed, with its offset from UTC"]
    points_to_spend: Annotated[Points, "points the member wants to spend"] = Fraction(0)
    vouchers: Annotated[tuple[Code, ...], "vouchers of which a code is shown that counts"] = ()
    facts: Annotated[Mapping[str, Scalar], REST, "facts of the order"]


@dataclass(frozen=True, slots=True, kw_only=True)
class LineGiven(Shape):
    """A line of an example; what is not a key of its own is a fact, without ``line.``."""

    sku: Annotated[str, "the article"]
    quantity: Annotated[Quantity, "how many"]
    unit_price: Annotated[Price, "price of one, before discounts"]
    facts: Annotated[Mapping[str, Scalar], REST, "facts of the line"]


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodGiven(Shape):
    """How a subscription stands in the period of an example, and what is used of its meters."""

    used: Annotated[Mapping[str, Quantity] | None, "how much was used, by meter"] = None
    seats: Annotated[Quantity, "seats"] = Fraction(1)
    add_ons: Annotated[Mapping[str, Quantity] | None, "how many of each add-on"] = None
    coupons: Annotated[tuple[Code, ...], "coupons that hold"] = ()
    subscribed_on: Annotated[date | None, "the day the subscription began"] = None
    points_to_spend: Annotated[int, "points offered as payment"] = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenShape(Shape):
    """The case of an example: an order, or the use of a plan; ``facts`` are the member's."""

    order: Annotated[OrderGiven | None, "the order"] = None
    lines: Annotated[tuple[LineGiven, ...], "the lines of the order"] = ()
    plan: Annotated[Code | None, "the plan used"] = None
    meter: Annotated[Code | None, "the meter of the plan"] = None
    quantity: Annotated[Quantity | None, "how much was used"] = None
    period: Annotated[PeriodGiven | None, "how the subscription stands, and more meters"] = None
    at: Annotated[Instant | None, "when it was used, with its offset from UTC"] = None
    facts: Annotated[Mapping[str, Scalar], REST, "facts of the member, such as `member.tier`"]
    LAWS: ClassVar[tuple[Law, ...]] = (
        ExactlyOne("order", "plan"),
        Needs("order", "lines"),
        Needs("lines", "order"),
        Needs("plan", "at"),
        Needs("meter", "quantity"),
        Needs("quantity", "meter"),
        Needs("meter", "plan"),
        Needs("period", "plan"),
        Needs("at", "plan"),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ExpectShape(Shape):
    """What an example must come to; what is not written is not compared."""

    total: Annotated[Money | None, "what is due, mandatory fees and tax included"] = None
    public_total: Annotated[Money | None, "the same without any benefit of membership"] = None
    saved: Annotated[Money | None, "public_total less total"] = None
    tax: Annotated[Money | None, "tax contained in the total or added to it"] = None
    payable: Annotated[Money | None, "money left to pay after points"] = None
    points: Annotated[Points | None, "points earned"] = None
    points_used: Annotated[Points | None, "points spent"] = None
    points_money: Annotated[Money | None, "money the spent points are worth"] = None
    total_at_most: Annotated[Money | None, "the most that may be due"] = None
    total_at_least: Annotated[Money | None, "the least that must be due"] = None
    points_at_most: Annotated[Points | None, "the most points that may be earned"] = None
    points_at_least: Annotated[Points | None, "the least points that must be earned"] = None
    points_of: Annotated[Mapping[str, Points] | None, "points earned by wallet, as `stars: 12`"] = None
    return_at_most: Annotated[
        Percent | None, "the largest share that the worth of the points earned may be of what is payable"
    ] = None
    refused: Annotated[Code | None, "the code of the refusal"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleShape(Shape):
    """A worked example; it must hold, or the version cannot be adopted."""

    name: Annotated[str, "what it shows"]
    given: Annotated[GivenShape, "the case"]
    expect: Annotated[ExpectShape, "what it comes to"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrenciesShape(Shape):
    """Other currencies that a bill may be in; prices stay in the programme's own."""

    table: Annotated[TableFile, "CSV file of currency, from, rate and source"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerShape(Shape):
    """Who sells, as explanations name it."""

    name: Annotated[str, "its name in the register"]
    contact: Annotated[str, "where it can be reached: an address, a page or a number"]
    register_no: Annotated[str | None, "its number in the register"] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsShape(Shape):
    """Where a member turns who wants a price explained, looked at, or no longer made from their data."""

    human_review: Annotated[str, "where a person looks at a price again"]
    answer_within: Annotated[Duration, "how soon whoever asks is answered"]
    explain: Annotated[str | None, "where a price is explained; without it, as `human_review`"] = None
    object: Annotated[str | None, "where to object to the use of data; without it, as `human_review`"] = None
    withdraw: Annotated[str | None, "where to withdraw a consent; without it, as `human_review`"] = None
    complain_to: Annotated[
        str | LocalText | None, SaidReader(), "the authority that hears complaints, in each language"
    ] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class IncentiveShape(Shape):
    """What members get for their data, and what these are worth, as they are told before they join."""

    summary: Annotated[LocalText, "what is given for which data, and on which terms"]
    join: Annotated[LocalText, "how somebody takes part"]
    leave: Annotated[LocalText, "how a member leaves, whenever they want"]
    value: Annotated[Money, "what a member's data are worth in a year, estimated in good faith"]
    method: Annotated[LocalText, "how that was worked out"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgrammeShape(Shape):
    """A whole programme."""

    programme: Annotated[Code, "its name"]
    schema: Annotated[Literal["1"], "version of this language"]
    currency: Annotated[CurrencyCode, "three letters, such as `EUR`"]
    timezone: Annotated[ZoneName, "the zone whose days `from` and `until` name"]
    languages: Annotated[tuple[Language, ...], AtLeastOne(), "languages every text is given in"]
    jurisdictions: Annotated[tuple[Market, ...], "markets whose rules bind it"] = ()
    effective: Annotated[EffectiveShape, "the days it binds"]
    seller: Annotated[SellerShape | None, "who sells"] = None
    rights: Annotated[RightsShape | None, "where members turn"] = None
    incentive: Annotated[IncentiveShape | None, "what is given for members' data, told before they join"] = (
        None
    )
    recipients: Annotated[tuple[RecipientShape, ...], "who else may get members' data, and what"] = ()
    numbers: Annotated[NumbersShape, "rounding and limits"]
    facts: Annotated[Mapping[str, FactShape], "what a rule may look at"]
    assessments: Annotated[
        tuple[AssessmentShape, ...], "impact assessments of prices that hang on what members bought"
    ] = ()
    tiers: Annotated[TiersShape | None, "the ladder of tiers"] = None
    earn: Annotated[EarnShape | None, "how points are earned"] = None
    referral: Annotated[ReferralShape | None, "what bringing another member gives to both"] = None
    budgets: Annotated[tuple[BudgetShape, ...], "points, money or uses that campaigns may give in all"] = ()
    redeem: Annotated[RedeemShape | None, "what points buy"] = None
    rewards: Annotated[tuple[RewardShape, ...], "what points are exchanged for"] = ()
    events: Annotated[tuple[EarnEventShape, ...], "what members earn for besides buying"] = ()
    wallets: Annotated[tuple[WalletShape, ...], "the kinds of points there are, beside `points`"] = ()
    conversions: Annotated[tuple[ConversionShape, ...], "which points become which others"] = ()
    households: Annotated[HouseholdsShape | None, "members who share their points"] = None
    compensation: Annotated[tuple[CompensationShape, ...], "what is given where something went wrong"] = ()
    basket: Annotated[BasketShape | None, "discounts, fees and tax of an order"] = None
    reductions: Annotated[tuple[ReductionShape, ...], "prices announced as lower than before"] = ()
    from_prices: Annotated[tuple[FromPriceShape, ...], "prices advertised as the lowest there are"] = ()
    similar: Annotated[tuple[SimilarShape, ...], "articles that are the same but for whom they are for"] = ()
    stored_value: Annotated[StoredValueShape | None, "money paid in beforehand"] = None
    vouchers: Annotated[tuple[VoucherShape, ...], "codes that members show"] = ()
    segments: Annotated[tuple[SegmentShape, ...], "groups of members by what is known of them"] = ()
    meters: Annotated[tuple[MeterShape, ...], "what usage events come to"] = ()
    plans: Annotated[tuple[PlanShape, ...], "subscriptions and usage"] = ()
    coupons: Annotated[tuple[CouponShape, ...], "reductions that subscriptions are given"] = ()
    combine_coupons: Annotated[
        Literal["best", "sum", "chain"] | None,
        "several percentages of a period, the tier's among them: the best counts, they add up, or chain",
    ] = None
    currencies: Annotated[CurrenciesShape | None, "in which other currencies a bill may be"] = None
    constraints: Annotated[tuple[Constraint, ...], "laws decided before adoption"] = ()
    waivers: Annotated[tuple[WaiverShape, ...], "constraints that may fail, where and until when"] = ()
    examples: Annotated[tuple[ExampleShape, ...], "worked examples that must hold"] = ()


def points_budgets(shape: ProgrammeShape) -> list[BudgetShape]:
    """Give the budgets that rules and events give points of.

    In order of their names, so that two orders never wait for one another.
    """
    return sorted((each for each in shape.budgets if not each.is_of_discounts), key=lambda each: each.id)


def discount_budgets(shape: ProgrammeShape) -> list[BudgetShape]:
    """Give the budgets that discounts take from, in order of their names."""
    return sorted((each for each in shape.budgets if each.is_of_discounts), key=lambda each: each.id)


def discounts_of(shape: ProgrammeShape) -> tuple[DiscountRuleShape, ...]:
    """Give the discounts of an order, none where there are none."""
    basket = shape.basket
    return basket.discounts.rules if basket is not None and basket.discounts is not None else ()


def rules_for(shape: ProgrammeShape, event: str) -> tuple[EarnEventShape, ...]:
    """Give the rules by which an event earns, in the order of the file."""
    return tuple(rule for rule in shape.events if rule.of_event == event)


def events_of(shape: ProgrammeShape) -> Iterator[str]:
    """Give what may be done: what rules earn for and measures of tiers count, each once."""
    measures = shape.tiers.counted().values() if shape.tiers is not None else ()
    counted = (measure.event for measure in measures if measure.event is not None)
    yield from dict.fromkeys([*(rule.of_event for rule in shape.events), *counted])

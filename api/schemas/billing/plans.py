"""Plans as an offer."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT, caller_id, choice, money
from api.schemas.common import DIGEST, LABEL, NAME, moment, plain, programme_name

PLAN = caller_id(example="brew-pro")
PLANS_MAX = 1000


class PlansAsk(StrictSchema):
    """Of which programme, and when."""

    programme = Member(caller_id(example="corner-coffee"), "The programme's name.", required=False)
    at = moment("The moment; without it, now.")


class ChargeOut(AnswerSchema):
    """What use of a meter costs; an estimate says how much."""

    meter = Member(NAME, "What is counted.")
    label = Member(LABEL, "Its name by language.")
    model = Member(NAME, "The word of the charge model, as docs/charge-models.md has it.")
    words = Member(LABEL, "What it costs, in words by language.")


class LaterFeeOut(AnswerSchema):
    """A fee that the first price cannot hold: it hangs on something, or is a share of something."""

    id = Member(NAME, "Its id.")
    label = Member(LABEL, "Its name by language.")
    words = Member(LABEL, "Its rule, in words by language.")


class PlanOut(AnswerSchema):
    """A plan, for one seat and no use, for somebody of whom nothing is known."""

    id = Member(PLAN, "Its id.")
    name = Member(LABEL, "Its name by language.")
    price = Member(money(), "The price of a whole period.")
    first = Member(money(), "All of the first period: the price, every compulsory fee, tax.")
    every = Member(NAME, "How often it is due; absent: it has no periods.", required=False)
    anchor = Member(choice("calendar", "anniversary"), "What periods are counted from.", required=False)
    trial = Member(NAME, "How long it is free first; absent: there is no trial.", required=False)
    add_ons = Member(plain({"type": "array", "items": NAME.shown}), "What may be had besides.")
    charges = Items(Part(ChargeOut), "What use costs.", fewest=0, most=PLANS_MAX)
    fees = Items(Part(LaterFeeOut), "Fees that `first` does not hold yet.", fewest=0, most=PLANS_MAX)


class PlansOut(AnswerSchema):
    """The plans of a programme."""

    programme = programme_name()
    rules_version = Member(DIGEST, "The digest of the programme that decided.")
    at = Member(INSTANT, "The moment it is about.")
    plans = Items(Part(PlanOut), "The plans, in the order of the files.", fewest=0, most=PLANS_MAX)

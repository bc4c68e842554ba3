"""Codes of vouchers: issued, and looked at."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import TRUTH, caller_id, choice, integer, money, text
from api.schemas.basket import VOUCHER_CODE
from api.schemas.common import LABEL, NAME, member_id, programme_name
from loyalty.vouchers.count import Reason

CODES_MAX = 1_000
COUNT_MAX = 10**15
VOUCHER_ID = caller_id(example="welcome")
ISSUE_EXAMPLE = {"programme": "corner-coffee", "batch": "letter-of-november", "count": 100}
VALUE_EXAMPLE = {"amount": {"amount": 5000, "currency": "EUR"}}
REFUND_EXAMPLE = {"load_key": "card-1"}
CHECK_EXAMPLE = {"programme": "corner-coffee", "code": "WELCOME10"}


class StoredValueIn(StrictSchema):
    """Money that was paid in."""

    amount = Member(money(1), "How much.")


class StoredValueOut(AnswerSchema):
    """What was paid in, and what there is."""

    member = member_id()
    loaded = Member(money(), "What was paid in.")
    available = Member(money(), "What there is to pay with now.")


class StoredValueRefundIn(StrictSchema):
    """What is given back."""

    load_key = Member(text(255, example="card-1"), "The Idempotency-Key under which it was paid in.")


class StoredValueRefundOut(AnswerSchema):
    """What is given back, and what there is."""

    member = member_id()
    refunded = Member(money(), "What is left of it, to be paid back.")
    available = Member(money(), "What there is to pay with now.")


class StoredValueShownOut(AnswerSchema):
    """What there is."""

    member = member_id()
    available = Member(money(), "What there is to pay with now.")


class VoucherOut(AnswerSchema):
    """A voucher of the programme, and how often it counted."""

    voucher = Member(NAME, "Its id in the rule files.")
    name = Member(LABEL, "What members read, by language.")
    codes = Member(choice("public", "unique"), "One code for everybody, or codes that are issued.")
    issued = Member(integer(0, COUNT_MAX), "How many codes were issued.")
    used = Member(integer(0, COUNT_MAX), "For how many orders it counts.")
    in_all = Member(integer(0, COUNT_MAX), "How often it may count in all.", required=False)
    ended = Member(integer(0, COUNT_MAX), "How many codes that orders gave ended, as goods came back.")


class VouchersOut(AnswerSchema):
    """The vouchers of a programme."""

    vouchers = Items(Part(VoucherOut), "In the order of the rule files.", fewest=0, most=CODES_MAX)


class VoucherIssueIn(StrictSchema):
    """Which codes to issue."""

    programme = programme_name()
    batch = Member(caller_id(example="letter-of-november"), "Your id of the batch.")
    count = Member(integer(1, CODES_MAX, example=100), "How many codes.")
    member = member_id(required=False)


class VoucherIssueOut(AnswerSchema):
    """The codes of a batch, in the order of their numbers."""

    voucher = Member(NAME, "The voucher they are of.")
    batch = Member(NAME, "Your id of the batch.")
    codes = Items(Member(NAME, "A code."), "The codes.", fewest=1, most=CODES_MAX)


class VoucherAskIn(StrictSchema):
    """A code, and who shows it."""

    programme = programme_name()
    code = Member(VOUCHER_CODE, "The code as it is written.")
    member = member_id(required=False)


class VoucherAskOut(AnswerSchema):
    """Whether a code would count now."""

    voucher = Member(NAME, "The voucher it is of, where there is one.", required=False)
    counts = Member(TRUTH, "Whether it would count.")
    reason = Member(choice(*(reason.value for reason in Reason)), "Why it would not.", required=False)

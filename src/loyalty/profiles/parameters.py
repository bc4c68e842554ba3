"""The closed list of parameters a profile may set, and what the strictest of several values is."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Kind(StrEnum):
    """What a value is, and which of several is the strictest."""

    LEAST = "a whole number of which at least so many are needed; the largest is the strictest"
    MOST = "a whole number of which there may be at most so many; the smallest is the strictest"
    NEEDED = "`true` where the law asks for it; one `true` is enough"
    MAY = "words for what may be done; only what all allow may be"
    MUST = "words for what must be there; all of them must"
    WINDOW = "days before something, such as `7..30`; each window must be hit by itself"


PARAMETERS: Final[Mapping[str, tuple[Kind, str]]] = {
    "price.may_leave_out": (Kind.MAY, "what the first price may leave out"),
    "total.before_who": (Kind.NEEDED, "the total is told before anybody is asked who they are"),
    "price.unit_price": (Kind.NEEDED, "a price for each unit of measure stands beside the price"),
    "fee.no_payment_fee": (Kind.NEEDED, "no fee hangs on how somebody pays"),
    "fee.how_to_avoid": (Kind.NEEDED, "a fee that can be avoided says how"),
    "prior_price.days": (Kind.LEAST, "days whose lowest price a struck-through price may not exceed"),
    "prior_price.shorter_for": (Kind.MAY, "articles of which the lowest price of fewer days counts"),
    "prior_price.deals": (Kind.NEEDED, "prices at which somebody bought count, not listed ones"),
    "prior_price.groups": (Kind.NEEDED, "a reduction for a group is one for everybody"),
    "past_price.days": (Kind.LEAST, "days of which a compared price was charged for more than a share"),
    "past_price.percent": (Kind.LEAST, "per cent of those days, more than which it was charged"),
    "past_price.least_days": (Kind.LEAST, "days for which it was charged at least"),
    "past_price.recent_days": (Kind.MOST, "last days on one of which it was charged"),
    "regular_price.time_days": (Kind.LEAST, "days of which a regular price was asked for more than a share"),
    "regular_price.volume_days": (Kind.LEAST, "days of whose sales more than a share cost it"),
    "regular_price.percent": (Kind.LEAST, "per cent of time or sales, more than which make a price regular"),
    "public_price.beside": (Kind.NEEDED, "the price for everybody is as noticeable as the member's"),
    "personal_price.notice": (Kind.NEEDED, "who is quoted a personal price is told so before they are bound"),
    "personal_price.sentence": (Kind.MUST, "the exact sentence beside a personal price"),
    "personal_price.only_lowers": (Kind.NEEDED, "personal data never raises a price"),
    "personal_price.published": (Kind.NEEDED, "what makes a price differ is published before it counts"),
    "personal_price.switch_off": (Kind.NEEDED, "one may ask for the price of nobody in particular"),
    "data.incentive_notice": (
        Kind.NEEDED,
        "who gives something for personal data shows what they are worth before anybody joins",
    ),
    "data.separate_consent": (
        Kind.NEEDED,
        "handing data over, sensitive data and sending data abroad each need a consent of their own",
    ),
    "marketing.without_consent": (
        Kind.MAY,
        "who may be sent marketing by e-mail until they say no, without a yes of their own",
    ),
    "product.same_price": (
        Kind.NEEDED,
        "articles that are the same but for whom they are marketed to cost the same",
    ),
    "fact.no_residence": (Kind.NEEDED, "no price hangs on nationality or residence"),
    "fact.assessment": (Kind.NEEDED, "a personal fact behind a price names its impact assessment"),
    "text.languages": (Kind.MUST, "languages every text must be given in"),
    "points.no_expiry_by_time": (Kind.NEEDED, "points do not end by time alone"),
    "points.exempt_reward": (Kind.MOST, "rewards of at most so much money, in major units, are outside"),
    "points.exempt_rewards": (Kind.MOST, "points that buy at most so many named rewards are outside"),
    "points.inactive_months": (Kind.LEAST, "months without activity before points may lapse"),
    "points.expiry_notice": (Kind.WINDOW, "days before points lapse in which the member is told"),
    "points.devaluation_notice": (Kind.WINDOW, "days before points lose worth in which members are told"),
    "tiers.loss_notice": (Kind.WINDOW, "days before a tier is lost in which the member is told"),
    "points.received_protected": (Kind.NEEDED, "points that members have received keep number and worth"),
    "premium.most_percent": (Kind.MOST, "a gift is worth at most so many per cent of what was bought"),
    "subscription.renewal_notice": (Kind.WINDOW, "days before a renewal in which the member is told"),
    "subscription.price_notice": (Kind.WINDOW, "days before a price rises in which the member is told"),
    "subscription.cooling_off_days": (Kind.LEAST, "days in which a new subscription can be undone"),
    "subscription.cooling_off_again": (
        Kind.NEEDED,
        "the first charge after a trial, and a renewal of a year, can be undone for as many days",
    ),
    "subscription.refund_days": (Kind.MOST, "days in which money is given back once a plan was undone"),
    "subscription.ends_as_it_began": (Kind.NEEDED, "a subscription ends where and as easily as it began"),
    "prepaid.refund_days": (Kind.LEAST, "days in which prepaid value can be had back"),
    "prepaid.named_most": (Kind.MOST, "the most on a card with a name, in major units"),
    "prepaid.bearer_most": (Kind.MOST, "the most on a card without one, in major units"),
    "breach.authority_hours": (Kind.MOST, "running hours until the authority is told"),
    "child.age": (Kind.LEAST, "years below which a member is a child"),
    "complaint.acknowledge_days": (Kind.MOST, "days until a complaint is acknowledged"),
    "complaint.answer_days": (Kind.MOST, "days until a complaint is answered"),
    "segment.members": (Kind.LEAST, "the fewest members of a segment that gives something"),
    "segment.floor": (Kind.LEAST, "the fewest members that a programme may set for such a segment"),
    "report.cell": (Kind.LEAST, "the fewest members in a cell of a report"),
    "claim.from_price_percent": (
        Kind.LEAST,
        "per cent of orders at or under a price that is advertised as `from`",
    ),
    "claim.from_price_days": (Kind.LEAST, "days of whose sales that share is"),
    "consent.proof_years": (Kind.LEAST, "years for which a consent's proof is kept"),
}
"""Every parameter with its kind and what it is about."""


@dataclass(frozen=True, slots=True, order=True)
class Window:
    """Days before something, from the latest to the earliest, both inside."""

    latest: int
    earliest: int

    def __str__(self) -> str:
        """Give it as a profile writes it."""
        return f"{self.latest}..{self.earliest}"


Words = frozenset[str]
Strictest = int | bool | Words | tuple[Window, ...]


def value_of(kind: Kind, words: tuple[str, ...]) -> Strictest:
    """Give the value that a profile's words stand for. Raises ValueError where they stand for none."""
    match kind:
        case Kind.MAY | Kind.MUST:
            return frozenset(words)
        case Kind.WINDOW:
            return tuple(_window(word) for word in words)
        case Kind.NEEDED:
            return {"true": True, "false": False}[_only(words)]
        case _:
            return _number(_only(words))


def strictest(kind: Kind, values: Iterable[Strictest]) -> Strictest:
    """Give the strictest of one value or more; of windows all of them, none twice."""
    found = list(values)
    match kind:
        case Kind.LEAST:
            return max(value for value in found if isinstance(value, int))
        case Kind.MOST:
            return min(value for value in found if isinstance(value, int))
        case Kind.NEEDED:
            return any(value is True for value in found)
        case Kind.MAY:
            return frozenset.intersection(*(value for value in found if isinstance(value, frozenset)))
        case Kind.MUST:
            return frozenset().union(*(value for value in found if isinstance(value, frozenset)))
        case Kind.WINDOW:
            return tuple(sorted({w for value in found if isinstance(value, tuple) for w in value}))


def _only(words: tuple[str, ...]) -> str:
    (word,) = words
    return word


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise ValueError(text)
    return int(text)


def _window(text: str) -> Window:
    latest, dots, earliest = text.partition("..")
    window = Window(_number(latest), _number(earliest))
    if not dots or window.latest > window.earliest:
        raise ValueError(text)
    return window

"""A price benefit that needs an app is refused, however it asks for one; with a route as good it is not."""

import pytest

from loyalty.publication.words import About, abouts
from tests.unit.publication.trying import DISCOUNT, codes_of, discounts

APP_ONLY = {"APP_ONLY_BENEFIT"}
IN_APP = 'order.channel == "app"'
TRUTH = "{is: truth, label: membership, default: false}"
HAS_APP = f"member.has_app: {TRUTH}"


@pytest.mark.parametrize(
    ("route", "codes"),
    [
        (('order.channel in ["web", "shop"]', "10%"), set()),
        (('order.channel == "shop"', "12%"), set()),
        (('order.channel in ["web", "shop"]', "5%"), APP_ONLY),
        (('order.channel == "shop" and member.tier == "gold"', "10%"), APP_ONLY),
        (('order.channel == "shop" and order.list_total >= 50.00', "10%"), APP_ONLY),
    ],
)
def test_a_route_as_good_makes_it_a_benefit_of_everybody(route: tuple[str, str], codes: set[str]) -> None:
    """As good is: never dearer, for nobody, in no basket."""
    assert codes == codes_of("", discounts(app=(IN_APP, "10%"), elsewhere=route))


@pytest.mark.parametrize(
    "name", ["has_app", "appInstalled", "push_enabled", "scanned_in_app", "smartphone", "notifications_on"]
)
@pytest.mark.parametrize("owner", ["member", "order"])
def test_a_yes_or_no_about_an_app_needs_one(owner: str, name: str) -> None:
    """That the app is there, open or allowed to send is as good as its channel."""
    fact = f"{owner}.{name}: {TRUTH if owner == 'member' else '{is: truth, default: false}'}"

    assert APP_ONLY == codes_of(fact, DISCOUNT % f"{owner}.{name}")


WORDS = "words: {p: {en: P, zh-CN: 小程序}, q: {en: Q, zh-CN: 门店}}"


@pytest.mark.parametrize("way", ["of: [p, q], " + WORDS, "of: [xiaochengxu, q]"])
def test_a_way_is_an_app_by_what_members_read_for_it(way: str) -> None:
    """Whatever a choice is called, its words say what it needs; in the shop it is nobody's app."""
    first = way.partition("[")[2].partition(",")[0]
    fact = f"order.way: {{is: choice, {way}}}"

    assert APP_ONLY == codes_of(fact, DISCOUNT % f'order.way == "{first}"')
    assert set() == codes_of(fact, DISCOUNT % 'order.way == "q"')


def _segment(condition: str) -> str:
    return f"""
segments:
  - {{id: s, name: {{en: S, zh-CN: 组}}, when: '{condition}', at_least_members: 50, purpose: [s]}}
"""


@pytest.mark.parametrize(("word", "codes"), [("and", APP_ONLY), ("or", set())])
def test_a_segment_of_people_with_an_app(word: str, codes: set[str]) -> None:
    """A segment needs an app where nobody without one is in it."""
    segments = _segment(f"member.has_app {word} history.orders >= 3")

    assert codes == codes_of(HAS_APP, DISCOUNT % "member.segment.s", segments=segments)


def test_a_fact_made_of_it_and_a_number_of_it() -> None:
    """What was made elsewhere of who has the app, and how often it was used."""
    made = (
        f"{HAS_APP}\n  member.k: {{is: truth, label: membership, default: false, made_of: [member.has_app]}}"
    )
    number = "member.app_orders: {is: quantity, label: membership, default: 0, attested_by: A. Li}"

    assert APP_ONLY == codes_of(made, DISCOUNT % "member.k")
    assert APP_ONLY == codes_of(number, DISCOUNT % "member.app_orders >= 3")


def test_a_coupon_of_the_app() -> None:
    """A voucher that is called one of the app is shown there only."""
    vouchers = """
vouchers:
  - {id: c, name: {en: Coupon in the app, zh-CN: 券}, codes: public, code: COUP, after_return: given_back}
"""

    assert APP_ONLY == codes_of("", DISCOUNT % "voucher.c", vouchers=vouchers)
    assert set() == codes_of("", DISCOUNT % "voucher.c", vouchers=vouchers.replace(" in the app", ""))


@pytest.mark.parametrize("way", ["handy", "wechat", "mobile_app"])
def test_a_way_of_ordering_that_needs_a_smartphone(way: str) -> None:
    """Another shop's word for its app is one as well; a kiosk in the shop is none."""
    fact = f"order.way: {{is: choice, of: [{way}, kiosk], default: kiosk}}"

    assert APP_ONLY == codes_of(fact, DISCOUNT % f'order.way == "{way}"')


def test_who_has_no_app_may_have_it_otherwise() -> None:
    """A condition that can hold without the app needs none."""
    either = 'member.has_app or order.channel == "shop"'

    assert set() == codes_of(HAS_APP, DISCOUNT % either)
    assert set() == codes_of("line.kind: {is: choice, of: [app, book]}", DISCOUNT % 'line.kind == "app"')
    assert About.APP not in abouts("order.apple_gift")

"""What tells of what somebody would be willing to pay is found by choices and their words, too."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of

PHONES = "words: {a: {en: iPhone, zh-CN: 苹果手机}, b: {en: Android, zh-CN: 安卓}}"
GIFTS = "words: {a: {en: Gift, zh-CN: 礼品}, b: {en: Android, zh-CN: 安卓}}"


@pytest.mark.parametrize(
    ("fact", "when", "signal"),
    [
        ("order.k: {is: choice, of: [iphone, android]}", 'order.k == "iphone"', True),
        ("order.k: {is: choice, of: [iOS, iPad, other]}", 'order.k == "iPad"', True),
        (f"order.k: {{is: choice, of: [a, b], {PHONES}}}", 'order.k == "a"', True),
        ("order.by: {is: choice, of: [google, direct]}", 'order.by == "google"', True),
        ("order.k: {is: choice, of: [newsletter, price_portal]}", 'order.k == "price_portal"', True),
        ("order.incognito: {is: truth}", "order.incognito", True),
        ("order.searchesToday: {is: quantity}", "order.searchesToday > 3", True),
        ("order.k: {is: choice, of: [android, ios, web]}", 'order.k != "web"', False),
        (f"order.k: {{is: choice, of: [a, b], {GIFTS}}}", 'order.k == "a"', False),
        ("order.by: {is: choice, of: [friend, direct]}", 'order.by == "friend"', False),
        ("order.k: {is: choice, of: [retail, other]}", 'order.k == "retail"', False),
        ("order.vpn: {is: truth}", "order.vpn", False),
        ("order.session: {is: choice, of: [iphone, other]}", 'order.session == "iphone"', True),
        ("order.k: {is: choice, of: [google, organic, search]}", 'order.k == "organic"', True),
        ("order.repair_of: {is: choice, of: [iphone, other]}", 'order.repair_of == "iphone"', False),
        ("order.insured: {is: choice, of: [laptop, tablet, other]}", 'order.insured == "laptop"', False),
        ("order.edition: {is: choice, of: [windows, macos, ios]}", 'order.edition == "macos"', False),
        ("order.box: {is: choice, of: [organic, other]}", 'order.box == "organic"', False),
        ("order.service: {is: choice, of: [search, link, other]}", 'order.service == "link"', False),
        ("order.course: {is: choice, of: [search, ads]}", 'order.course == "ads"', False),
        ("order.house_value: {is: money}", "order.house_value > 100000.00", False),
        ("order.property_value: {is: money}", "order.property_value > 100000.00", False),
        ("order.battery: {is: quantity}", "order.battery < 20", True),
        ("order.battery: {is: truth}", "order.battery", False),
        ("order.haggled: {is: truth}", "order.haggled", True),
        ("order.k: {is: quantity, name: {en: Number, zh-CN: 加购次数}}", "order.k > 3", True),
        ("order.k: {is: quantity, name: {en: Number, zh-CN: 件数}}", "order.k > 3", False),
        ("order.times_removed_from_cart: {is: quantity}", "order.times_removed_from_cart > 1", True),
        ("order.gouwuche_qingkong: {is: truth}", "order.gouwuche_qingkong", True),
        ("order.minutes_since_first_visit: {is: quantity}", "order.minutes_since_first_visit > 5", True),
        ("order.tingliu_shichang: {is: quantity}", "order.tingliu_shichang > 300", True),
        ("order.cart_hours: {is: quantity}", "order.cart_hours > 3", False),
        ("order.baskets_returned: {is: quantity}", "order.baskets_returned > 3", False),
        ("order.visit_minutes: {is: quantity}", "order.visit_minutes > 45", False),
        ("order.tingliu: {is: quantity}", "order.tingliu > 3", False),
        ("order.came_from: {is: choice, of: [comparison, direct]}", 'order.came_from == "comparison"', True),
        ("order.seconds_looked: {is: quantity}", "order.seconds_looked > 60", True),
        ("order.visits_to_page: {is: quantity}", "order.visits_to_page > 3", True),
        ("order.earnings_band: {is: choice, of: [low, high]}", 'order.earnings_band == "low"', True),
        ("order.report: {is: choice, of: [comparison, summary]}", 'order.report == "comparison"', False),
        ("order.minutes_waited: {is: quantity}", "order.minutes_waited > 60", False),
        ("order.pages_printed: {is: quantity}", "order.pages_printed > 3", False),
        ("order.site_visits: {is: quantity}", "order.site_visits > 3", False),
        ("order.earnings_report: {is: truth}", "order.earnings_report", False),
        ("order.household_income: {is: money}", "order.household_income < 1000.00", True),
    ],
)
def test_a_signal_by_its_choices(fact: str, when: str, *, signal: bool) -> None:
    """Machines, search engines and comparison sites tell of it; channels, friends and goods do not."""
    assert signal == ("WTP_SIGNAL" in codes_of(fact, DISCOUNT % when))

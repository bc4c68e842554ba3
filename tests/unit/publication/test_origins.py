"""What members are told apart by can be read, or somebody answers for it."""

import pytest

from tests.unit.publication.trying import DISCOUNT, codes_of


@pytest.mark.parametrize(
    ("choice", "codes"),
    [
        ("of: [a, b], default: a", {"LINEAGE_UNKNOWN"}),
        ('of: ["0", "1"], default: "0"', {"LINEAGE_UNKNOWN"}),
        ("of: [x1, x2], default: x1", {"LINEAGE_UNKNOWN"}),
        ("of: [odd, even], default: even", {"NOT_DETERMINISTIC"}),
        ("of: [a, b], default: a, attested_by: membership desk", set()),
        (
            "of: [a, b], default: a, words: {a: {en: a, zh-CN: a}, b: {en: b, zh-CN: b}}",
            {"LINEAGE_UNKNOWN"},
        ),
        ("of: [S, M, L], default: M", set()),
        ("of: [s, l], default: s", set()),
        *(
            (
                f'of: ["1", "2"], default: "1", words: {{"1": {{en: {first}}}, "2": {{en: {second}}}}}',
                {"LINEAGE_UNKNOWN"},
            )
            for first, second in (
                ("one, zh-CN: 一", "two, zh-CN: 二"),
                ("Type A, zh-CN: A类", "Type B, zh-CN: B类"),
                ("Group one, zh-CN: 第一组", "Group two, zh-CN: 第二组"),
            )
        ),
        ("of: [alpha, beta], default: alpha", {"LINEAGE_UNKNOWN"}),
        ("of: [b2b, b2c], default: b2b", set()),
        ("of: [one, family], default: one", set()),
        ("of: [a, b], default: a, words: {a: {en: coffee, zh-CN: 咖啡}, b: {en: tea, zh-CN: 茶}}", set()),
        ("of: [none, s, plus], default: none", set()),
    ],
)
def test_members_in_groups_that_say_nothing_are_no_published_condition(choice: str, codes: set[str]) -> None:
    """Letters and numbers without words could be a hidden draw; words, or who answers for them, say more."""
    first = choice.partition("[")[2].partition(",")[0].strip('"')

    assert codes == codes_of(
        f"member.k: {{is: choice, label: membership, {choice}}}", DISCOUNT % f'member.k == "{first}"'
    )


@pytest.mark.parametrize(
    ("country", "codes"),
    [
        ("order.card_issued_in: {is: country}", {"RESIDENCE_PRICE"}),
        ("order.billing_country: {is: country}", {"RESIDENCE_PRICE"}),
        ("member.home: {is: country, label: membership, purpose: [r], default: DE}", {"RESIDENCE_PRICE"}),
        ("order.country: {is: country}", set()),
        ("order.delivery_country: {is: country}", set()),
        ("order.lieferland: {is: country}", set()),
        ("order.heimatland: {is: country}", {"RESIDENCE_PRICE"}),
        ("order.bank_country: {is: country}", {"RESIDENCE_PRICE"}),
        ("order.passport: {is: country}", {"RESIDENCE_PRICE"}),
        ("order.ip_country: {is: country}", {"RESIDENCE_PRICE"}),
        ("order.buyerCountry: {is: country}", {"RESIDENCE_PRICE"}),
        *(
            (f"order.{name}: {{is: country}}", set())
            for name in [
                "recipient_country",
                "lieferadresse_land",
                "empfangsland",
                "collection_country",
                "pickup_country",
                "kraj_odbioru",
                "delivery_address_country",
                "shipping_address_country",
                "hotel_country",
                "event_country",
                "restaurant_country",
                "departure_country",
                "country_of_stay",
            ]
        ),
        ("line.origin: {is: country}", set()),
    ],
)
def test_a_country_is_that_of_the_market_or_of_who_buys(country: str, codes: set[str]) -> None:
    """FA-06: where an order goes or is served is the market; a country of who buys or pays is not."""
    assert codes == codes_of(country, DISCOUNT % f'{country.partition(":")[0]} == "DE"')


def test_odd_and_even_weeks_are_of_the_calendar() -> None:
    """Which weeks somebody chose is a published condition, and no draw."""
    fact = "member.week_kind: {is: choice, label: membership, of: [odd, even], default: even}"

    assert set() == codes_of(fact, DISCOUNT % 'member.week_kind == "odd"')


@pytest.mark.parametrize(
    ("choices", "codes"),
    [
        ("control, treatment", {"NOT_DETERMINISTIC"}),
        ("treatment, sauna", set()),
        ("odd, even", set()),
    ],
)
def test_a_sale_in_an_experiment_is_a_draw(choices: str, codes: set[str]) -> None:
    """All choices of an order's fact are of an experiment; one of them alone is something that is bought."""
    first = choices.partition(",")[0]

    assert codes == codes_of(f"order.k: {{is: choice, of: [{choices}]}}", DISCOUNT % f'order.k == "{first}"')


PERSONAL = "{is: quantity, label: personal, purpose: [r], assessment: PIA-4, default: 0%s}"


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        *(
            (f"member.{name}: {PERSONAL % ''}", {"LINEAGE_UNKNOWN"})
            for name in ("x", "index2", "group_factor", "value", "k7")
        ),
        ("member.x: " + PERSONAL % ", attested_by: A. Li", set()),
        ("member.x: " + PERSONAL % ", name: {en: Cups of coffee, zh-CN: 咖啡杯数}", set()),
        ("member.x: " + PERSONAL % ", name: {en: Index, zh-CN: 系数}", {"LINEAGE_UNKNOWN"}),
        ("member.visits: " + PERSONAL % "", set()),
        ("member.shoe_size: " + PERSONAL % "", set()),
    ],
)
def test_a_personal_number_whose_name_says_nothing_has_no_origin(fact: str, codes: set[str]) -> None:
    """FA-02: that it is personal says whose it is, and not what."""
    assert codes == codes_of(fact, DISCOUNT % f"{fact.partition(':')[0]} > 5")


@pytest.mark.parametrize(
    ("fact", "codes"),
    [
        *(
            (f"order.{name}: {{is: quantity, default: 0}}", {"LINEAGE_UNKNOWN"})
            for name in ("buyer_index", "customer_factor", "client_x", "member_value2")
        ),
        *(
            (f"order.{name}: {{is: quantity, default: 0}}", set())
            for name in ("guest_count", "person_count", "customer_distance_km", "weight", "index_pages")
        ),
        ("order.buyer_index: {is: quantity, default: 0, attested_by: A. Li}", set()),
    ],
)
def test_a_number_of_the_buyer_in_an_order_has_an_origin_too(fact: str, codes: set[str]) -> None:
    """FA-02: what is known of who buys may not come in by the order; what is ordered may."""
    assert codes == codes_of(fact, DISCOUNT % f"{fact.partition(':')[0]} > 5")

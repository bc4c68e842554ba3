"""What a rule file may not say: it would be ignored, could never be, or would stop an order half-way."""

import pytest

from tests.unit.decision.making import EARN, FEE, TIERS, compiled, found, programme

PLAN = "plans: [{id: p, name: {en: P}, price: {every: month, anchor: anniversary, amount: 5.00}, "
OFF = "basket:\n  discounts: {combine: best, rules: [{id: a, name: {en: A}, "
TEA = "category,rate\ncoffee|tea|gear,7%\n"


@pytest.mark.parametrize(
    ("numbers", "finding"),
    [
        ({"points": "0.5"}, "E206 points are whole, their step cannot be `0.5`"),
        (
            {"prices": "0.05"},
            "E206 the step of prices is the smallest amount of the currency, or a part of it",
        ),
        ({"quantities": "2"}, "E206 the step of quantities is 1, or a part of it"),
    ],
)
def test_a_step_that_nothing_holds_to(numbers: dict[str, str], finding: str) -> None:
    """Steps coarser than what a request may write would be ignored, and points are whole."""
    assert found("", None, **numbers) == [finding]


@pytest.mark.parametrize(
    "rules",
    [
        f"basket: {{fees: [{FEE}amount: 0.53}}]}}",
        f"basket: {{fees: [{FEE}share: 1%, of: order.list_total, at_least: 0.53}}]}}",
        f"basket: {{fees: [{FEE}share: 1%, of: order.list_total, at_most: 0.53}}]}}",
        f"{OFF}amount: 0.53}}]}}",
        "plans: [{id: p, name: {en: P}, price: {every: month, anchor: anniversary, amount: 0.53}}]",
        TIERS + PLAN + "tier_discount: {applies_to: [price], at_most: 0.53}}]",
    ],
)
def test_amounts_between_two_money_steps(rules: str) -> None:
    """An amount that is charged or taken off is one that the money step can write."""
    assert found(rules, money="0.05") == ["E206 `0.53` is not a multiple of the money step, 0.05"]
    programme(rules.replace("0.53", "0.55"), money="0.05")


@pytest.mark.parametrize(
    ("rules", "finding"),
    [
        (
            f"basket: {{fees: [{FEE}amount: 1.00, taxed_as: gear}}]}}",
            "E210 `taxed_as` needs a tax by `line.category`",
        ),
        (
            (
                "  member.country: {is: country, label: transaction, default: DE}\n"
                f"basket: {{tax: {{table: country.csv, by: member.country, prices: include_tax}}, "
                f"fees: [{FEE}amount: 1.00, taxed_as: gear}}]}}"
            ),
            "E210 `taxed_as` needs a tax by `line.category`",
        ),
        (
            (
                "  line.brand: {is: choice, of: [own, other]}\n"
                "basket: {tax: {table: brand.csv, by: [line.category, line.brand], prices: include_tax}, "
                f"fees: [{FEE}amount: 1.00, taxed_as: gear}}]}}"
            ),
            "E210 a fee has no `line.brand`, which the tax is by",
        ),
        (
            PLAN + f"fees: [{FEE}amount: 1.00, taxed_as: gear}}]}}]",
            "E210 `taxed_as` needs a tax by `line.category`",
        ),
    ],
)
def test_a_fee_taxed_like_a_category_it_cannot_have(rules: str, finding: str) -> None:
    """`taxed_as` is refused where no tax could read it."""
    tables = {
        "country.csv": "country,rate\nDE,7%\n",
        "brand.csv": "category,brand,rate\n,own,7%\n,other,9%\n",
    }
    used = {name: text for name, text in tables.items() if name in rules}

    assert found(rules, used) == [finding]


def test_a_plan_is_taxed_by_what_it_knows() -> None:
    """A plan has no order, so its tax cannot be by the order's facts."""
    rules = PLAN + "tax: {table: vat.csv, by: order.channel, prices: include_tax, per: total}}]"

    assert found(rules, {"vat.csv": "channel,rate\n,7%\n"}) == ["E601 a plan has no `order.channel`"]


@pytest.mark.parametrize(
    ("condition", "fact"),
    [
        ('order.channel == "app"', "order.channel"),
        ("order.listed > 1.00", "order.listed"),
        ("order.points_offered > 1", "order.points_offered"),
        ("order.list_total > 1.00", "order.list_total"),
    ],
)
def test_a_plans_fee_reads_what_a_plan_knows(condition: str, fact: str) -> None:
    """A plan has no order and no lines, so its fees cannot ask for them."""
    rules = "  order.listed: {is: money, sum_of: line.list_amount}\n" + PLAN
    rules += f"fees: [{FEE}amount: 1.00, when: '{condition}'}}]}}]"

    assert found(rules) == [f"E601 a plan has no `{fact}`"]


@pytest.mark.parametrize("applies_to", ["[]", "[usage, usage]"])
def test_a_tier_discount_names_what_it_is_taken_off_once(applies_to: str) -> None:
    """Nothing to take it off would be ignored; the same twice would take it off twice."""
    assert len(found(TIERS + PLAN + f"tier_discount: {{applies_to: {applies_to}}}}}]")) == 1


@pytest.mark.parametrize("length", ["12 hours", "90 minutes", "3000 years"])
@pytest.mark.parametrize(
    "rules",
    [
        EARN + "  pending: LENGTH\n",
        EARN + "  expire: {after: LENGTH, by: each_lot}\n",
        "basket: {returns: {within: LENGTH}}\n",
    ],
)
def test_lengths_of_time_count_days(rules: str, length: str) -> None:
    """Everything a programme times is counted in days of its zone, over at most a hundred years."""
    assert [text[:4] for text in found(rules.replace("LENGTH", length))] == ["E208"]


@pytest.mark.parametrize(
    "rules",
    [
        (
            "  order.a: {is: money, sum_of: if order.b > 1.00 then line.amount else 0.00}\n"
            "  order.b: {is: money, sum_of: line.amount, except_when: order.a > 1.00}\n"
        ),
        "  order.a: {is: money, sum_of: line.amount, except_when: order.a > 1.00}\n",
    ],
)
def test_a_sum_is_not_made_of_itself(rules: str) -> None:
    """Two sums that wait for each other have no value."""
    assert found(rules)
    assert all(text.startswith("E601") and "is worked out from itself" in text for text in found(rules))


@pytest.mark.parametrize(
    "fact",
    [
        "{is: money, sum_of: line.list_amount, except_when: line.amount > 5.00}",
        "{is: money, sum_of: if order.after > 1.00 then line.list_amount else 0.00}",
    ],
)
def test_a_discount_does_not_wait_for_itself(fact: str) -> None:
    """A discount cannot ask for what is known only after it, through however many sums."""
    rules = f"  order.before: {fact}\n  order.after: {{is: money, sum_of: line.amount}}\n"

    assert found(f"{rules}{OFF}amount: 1.00, when: order.before > 1.00}}]}}") == [
        "E601 `order.before` is worked out only after this"
    ]


@pytest.mark.parametrize(
    "rules",
    [
        f"{OFF}amount: 1.00}}, {{id: a.share, name: {{en: A}}, amount: 1.00}}]}}",
        f"basket: {{fees: [{FEE.replace('a,', 'a.b,')}amount: 1.00}}]}}",
        EARN + "  combine: [additions]\n  rules: [{id: a.b, name: {en: A}, add: 1, once_per: order}]\n",
        "plans: [{id: p, name: {en: P}, usage: [{meter: a.b, model: flat, amount: 1.00}]}]",
    ],
)
def test_the_name_of_a_rule_has_no_point(rules: str) -> None:
    """Steps are called `off.a.share`; a rule that were called `a.share` would be taken for one."""
    assert [text[:4] for text in found(rules)] == ["E212"]


def test_names_have_an_end() -> None:
    """A name of a rule or fact that no column of a book could keep is found before it is adopted."""
    long = "a" * 60

    assert [text[:4] for text in found(f"  order.{long}: {{is: quantity, default: 0}}\n")] == ["E212"]
    assert not found(f"  order.{long[6:]}: {{is: quantity, default: 0}}\n")
    for name, codes in ((long, []), (f"{long}a", ["E212"])):
        fee = f"basket:\n  fees:\n    - {FEE.replace('id: a', f'id: {name}')}amount: 1.00}}\n"
        assert [text[:4] for text in found(fee)] == codes


def test_facts_may_have_any_name_of_theirs() -> None:
    """No fact's name is taken by a step of the engine."""
    names = ["order.filled", "line.kept", "line.net", "line.part", "order.part", "order.merchandise"]
    facts = "".join(f"  {name}: {{is: quantity, default: 5}}\n" for name in names)
    tests = " and ".join(f"{name} == 5" for name in names[:1])

    programme(
        f"{facts}{OFF}amount: 1.00, when: {tests}}}, {{id: b, name: {{en: B}}, percent: 5%, "
        f"when: {' and '.join(f'{name} == 5' for name in names)}}}]}}"
    )


@pytest.mark.parametrize(
    "condition", ["member.joined <= 2020-01-01", "member.visits < 3", "member.spent < 3.00"]
)
def test_a_personal_number_says_what_it_is_where_it_is_not_known(condition: str) -> None:
    """There are no nulls: of somebody of whom nothing is known the file says which number counts."""
    facts = """
  member.joined: {is: day, label: personal DEFAULT}
  member.visits: {is: quantity, label: membership DEFAULT}
  member.spent: {is: money, label: proxy, stands_for: [income] DEFAULT}
"""
    rules = f"{facts}{OFF}percent: 1%, when: '{condition}'}}]}}"

    assert found(rules.replace(" DEFAULT", "")) == [
        f"E422 `{condition.split(maxsplit=1)[0]}` may not be known, and has no `default`"
    ]
    default = ", default: 2026-01-01" if "joined" in condition else ", default: 3"
    assert [text for text in found(rules.replace(" DEFAULT", default)) if "E422" in text] == []


def test_a_tax_by_a_personal_fact_says_what_it_is_where_it_is_not_known() -> None:
    """The price beside a member's is that of nobody, so nobody's country needs a rate too."""
    rules = """
  member.country: {is: country, label: personal}
basket: {tax: {table: vat.csv, by: member.country, prices: include_tax}}
"""

    assert found(rules, {"vat.csv": "country,rate\nDE,7%\n"}) == [
        "E422 `member.country` may not be known, and has no `default`"
    ]


@pytest.mark.parametrize(
    ("fact", "finding"),
    [
        ("member.home: {is: country, label: transaction, default: Germany}", "E205"),
        ("member.born: {is: day_month, label: personal, default: 22-11}", "E205"),
        ("order.gift: {is: money, default: 0.001}", "E205"),
        ("order.weight: {is: quantity, default: -1}", "E205"),
        ("order.bags: {is: quantity, default: 0.00001}", "E205"),
        ("member.tier: {is: choice, of: [a, b], label: membership}", "E412"),
        ("member.tier: {is: tier, label: transaction}", "E412"),
    ],
)
def test_a_declaration_that_every_request_would_stumble_over(fact: str, finding: str) -> None:
    """A default that is no value of its type, and a tier that is none, are found when the file is read."""
    tiers = "" if "member.tier" in fact else "  member.tier: {is: tier, label: membership}\n"
    rules = f"  {fact}\n{tiers}" + TIERS.split("\n", 2)[2]

    assert [text[:4] for text in found(rules)] == [finding]


@pytest.mark.parametrize(
    "example",
    [
        "{order: {at: 9999-12-31T23:59:59+00:00}, lines: [LINE]}",
        "{order: {at: 0001-01-01T00:00:00+14:00}, lines: [LINE]}",
        "{order: {at: 2026-03-03T12:00:00+00:00, points_to_spend: 0.5}, lines: [LINE]}",
        "{history.points_day: 5, order: {at: 2026-03-03T12:00:00+00:00}, lines: [LINE]}",
    ],
)
def test_an_example_that_is_no_case(example: str) -> None:
    """Instants at the ends of time, parts of points, and a history that no cap reads are findings."""
    case = example.replace("LINE", "{sku: a, quantity: 1, unit_price: 1.00}")

    assert len(found(f"examples: [{{name: e, given: {case}, expect: {{total: 1.00}}}}]")) == 1


def test_an_example_is_refused_or_comes_to_something() -> None:
    """An example that expects a refusal cannot expect a total too."""
    lines = "[{sku: a, quantity: 1, unit_price: 1.00}]"
    given = f"{{order: {{at: 2026-03-03T12:00:00+00:00, channel: app}}, lines: {lines}}}"

    assert found(f"examples: [{{name: e, given: {given}, expect: {{total: 1.00, refused: x}}}}]") == [
        "E416 an example that is refused comes to nothing"
    ]


@pytest.mark.parametrize(
    "condition", ['member.home == "Germany"', 'member.home in ["DE", "de"]', 'member.born != "31-12"']
)
def test_a_text_that_a_fact_can_never_be(condition: str) -> None:
    """Countries and days of the year have one spelling; another would never be met."""
    rules = "  member.home: {is: country, label: transaction, default: DE}\n"
    rules += "  member.born: {is: day_month, label: personal}\n"

    assert [text[:4] for text in found(f"{rules}{OFF}percent: 1%, when: '{condition}'}}]}}")] == ["E305"]


def test_a_fresh_programme_needs_no_more_than_its_head() -> None:
    """A programme without tiers, earning, redemption, basket and plans has prices, and nothing to warn of."""
    assert compiled("").findings == ()

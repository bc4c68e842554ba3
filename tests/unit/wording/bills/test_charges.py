"""Charges in words: every model and every word, in English and Chinese."""

from datetime import date

import pytest

from loyalty.kernel.money import currency
from loyalty.language.load import load_terms
from loyalty.pricing.charge_models import model_names
from loyalty.wording.bills.charges import charge_in_words

DAY = date(2026, 11, 22)
BANDS = "bands: [{up_to: 100, unit: 0.10, flat: 2}, {above: 100, unit: {2020-01-01: 0.05, 2027-01-01: 0.04}}]"
RATES = "bands: [{up_to: 1000, rate: 1.5%}, {above: 1000, rate: 1%, flat: 3}]"
BLOCKS = "bands: [{up_to: 100, price: 2, size: 10}, {above: 100, price: 1, size: 50}]"
WORDS = "convert: {divide_by: 1024}, free_units: 5, discount: 10%, minimum: 1, maximum: 60"
CASES = {
    "flat, amount: 12.5": ("€12.50 whatever is used", "不论用量，€12.50"),
    "per_unit, unit: 0.0025": ("€0.0025 each", "每单位 €0.0025"),
    "per_unit, unit: -0.08, negative: allowed": ("−€0.08 each", "每单位 −€0.08"),
    f"per_unit, unit: 1, {WORDS}": (
        (
            "€1.00 each; counted in units of 1,024; the first 5 free; less 10%; at least €1.00 in a period; "
            "at most €60.00 in a period"
        ),
        "每单位 €1.00；以 1,024 为一个单位计；前 5 个免费；再减 10%；每期至少 €1.00；每期至多 €60.00",
    ),
    f"graduated, zero_usage_pays_first_flat_fee: true, {BANDS}": (
        "up to 100: €0.10 each and €2.00, above 100: €0.05 each",
        "不超过 100：每单位 €0.10，另加 €2.00，超过 100：每单位 €0.05",
    ),
    "graduated, bands: [{above: 0, unit: 3}]": ("€3.00 each", "每单位 €3.00"),
    f"volume, protect: true, zero_usage_pays_first_flat_fee: true, {BANDS}": (
        "up to 100: €0.10 each and €2.00, above 100: €0.05 each; never more than a later band would cost",
        "不超过 100：每单位 €0.10，另加 €2.00，超过 100：每单位 €0.05；不高于更高档位的起始费用",
    ),
    f"volume_blocks, protect: false, {BLOCKS}": (
        (
            "up to 100: €2.00 for each begun 10, above 100: €1.00 for each begun 50; "
            "all of it at the price of the band it reaches"
        ),
        (
            "不超过 100：每 10 个（不足按一份计）€2.00，超过 100：每 50 个（不足按一份计）€1.00；"
            "全部按所达档位计价"
        ),
    ),
    f"graduated_percentage, {RATES}": (
        "up to €1,000.00: 1.5% of the amount, above €1,000.00: 1% of the amount and €3.00",
        "不超过 €1,000.00：金额的 1.5%，超过 €1,000.00：金额的 1%，另加 €3.00",
    ),
    "package, price: 5, size: 10, free: 2, count: started, at_least_packages: 1": (
        "€5.00 for each begun 10; the first 2 free; at least 1 of them",
        "每 10 个（不足按一份计）€5.00；前 2 个免费；至少 1 份",
    ),
    f"graduated_blocks, {BLOCKS}": (
        "up to 100: €2.00 for each begun 10, above 100: €1.00 for each begun 50",
        "不超过 100：每 10 个（不足按一份计）€2.00，超过 100：每 50 个（不足按一份计）€1.00",
    ),
    "stairstep, bands: [{up_to: 5, amount: 10}, {above: 5, amount: 20}]": (
        "up to 5: €10.00, above 5: €20.00",
        "不超过 5：€10.00，超过 5：€20.00",
    ),
    "percentage, rate: 2%, fixed: 0.1, free_events: 1, free_amount: 9, at_least: 0.5, at_most: 4": (
        (
            "2% of each amount and €0.10; events free at first: 1; the first €9.00 free; "
            "at least €0.50 for each; at most €4.00 for each"
        ),
        "每笔金额的 2%，另加 €0.10；前 1 笔免费；前 €9.00 免费；每笔至少 €0.50；每笔至多 €4.00",
    ),
    "percentage, rate: 2%": ("2% of each amount", "每笔金额的 2%"),
    "dynamic, multiplier: 1.2x, commitment: {amount: 9, true_up: true}": (
        "the amounts of the events, times 1.2; €9.00 due at least, as agreed",
        "事件金额之和乘以 1.2；按约定至少支付 €9.00",
    ),
    (
        "matrix, dimensions: [region], apply: joined, cells: [{where: {region: [eu, uk]}, model: per_unit, "
        "unit: 1}], otherwise: {model: flat, amount: 2}, commitment: {amount: 9, true_up: false}"
    ): (
        "region: eu|uk: €1.00 each; otherwise: €2.00 whatever is used; €9.00 agreed on",
        "region: eu|uk：每单位 €1.00；其他：不论用量，€2.00；约定金额 €9.00",
    ),
}


@pytest.mark.parametrize("terms", CASES)
def test_a_charge_in_words(terms: str) -> None:
    """What the terms say on the day is said, in both languages."""
    found = load_terms(f"{{currency: EUR, model: {terms}}}", "t.yaml").shape
    assert found is not None

    said = tuple(charge_in_words(found.terms, DAY, currency("EUR"), language) for language in ("en", "zh-CN"))

    assert said == CASES[terms]


def test_every_model_has_words() -> None:
    """No model of the folder is left out."""
    assert {terms.partition(",")[0] for terms in CASES} == set(model_names())

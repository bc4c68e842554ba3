"""Mistakes of form hide no mistakes of sense: every true finding comes at once, none that follows."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import compile_programme

FINDINGS = Path(__file__).parents[2] / "findings"

MISTAKES = {
    "form of a discount": ("basket.yaml", "percent: 10%", "percent: 10"),
    "form of a day": ("basket.yaml", "from: 2026-12-07", "from: 7 December"),
    "unknown key of a fee": ("basket.yaml", "taxed_as: gear", "taxt_as: gear"),
    "form of an expression": ("earn.yaml", 'when: line.brand == "own"', "when: line.brand =="),
    "form of a cap": ("earn.yaml", "at_most: 20000", "at_most: many"),
    "form of a fact": ("facts.yaml", "default: collect", "default: [collect]"),
    "type of a fact": ("facts.yaml", "order.channel:      {is: choice", "order.channel:      {is: chioce"),
    "form of a plan": ("plans.yaml", "every: month", "every: moon"),
    "form of a step": ("programme.yaml", "prices: {step: 0.000001}", "prices: {step: small}"),
    "form of a first day": ("programme.yaml", "from: 2026-11-15", "from: 15.11."),
    "form of a tier": ("tiers.yaml", "discount: 2%", "discount: 2"),
    "name of a tier": ("tiers.yaml", "{name: silver,", "{name: '',"),
    "form of a table": ("vat.csv", "7%", "7"),
    "choice of a table": ("vat.csv", "CN,coffee", "CN,cofee"),
    "form of a constraint": ("constraints.yaml", "return_at_most: 10%", "return_at_most: ten"),
    "falling ladder": ("tiers.yaml", "from: 2000.00", "from: 400.00"),
    "misspelt fact": ("earn.yaml", "order.channel in", "order.chanel in"),
    "plan of an example": ("examples.yaml", "plan: brew-pro", "plan: brew-por"),
    "fact of an example": ("examples.yaml", "channel: app, at: 2026-11-22", "chanel: app, at: 2026-11-22"),
    "day of an example": ("examples.yaml", "at: 2026-12-09", "at: 2025-12-09"),
    "window of a discount": ("basket.yaml", "until: 2026-12-24", "until: 2026-11-30"),
    "bands of a plan": ("plans.yaml", "up_to: 100000, ", "up_to: 9000, "),
    "cap without member": ("earn.yaml", "per: [member, month]", "per: [month]"),
    "worth of nothing": ("redeem.yaml", "points: 100", "points: 0"),
    "half a cent": ("basket.yaml", "amount: 0.50 ", "amount: 0.505 "),
    "no such table": ("plans.yaml", "vat-services.csv", "vat-service.csv"),
}
"""A mistake by what it is: the file of the shipped programme, what stands there, what is written instead."""

PAIRS = [
    ("form of a discount", "falling ladder"),
    ("form of a discount", "misspelt fact"),
    ("form of an expression", "misspelt fact"),
    ("form of a tier", "falling ladder"),
    ("form of a fact", "falling ladder"),
    ("form of a fact", "misspelt fact"),
    ("type of a fact", "worth of nothing"),
    ("form of a plan", "plan of an example"),
    ("form of a plan", "bands of a plan"),
    ("form of a step", "window of a discount"),
    ("form of a first day", "cap without member"),
    ("form of a table", "day of an example"),
    ("form of a table", "no such table"),
    ("form of a table", "choice of a table"),
    ("form of a constraint", "fact of an example"),
    ("unknown key of a fee", "window of a discount"),
    ("form of a cap", "cap without member"),
]


def told(source: Mapping[str, str]) -> set[str]:
    """Give what is found in a folder; without the column, which another mistake of the line moves."""
    found = compile_programme(source).findings
    return {f"{one.span.file}:{one.span.line} {one.code} {one.message}; {one.help}" for one in found}


def with_mistakes(source: Mapping[str, str], *names: str) -> dict[str, str]:
    """Give the source with mistakes in it."""
    wrong = dict(source)
    for name in names:
        path, right, instead = MISTAKES[name]
        assert right in wrong[path], name
        wrong[path] = wrong[path].replace(right, instead, 1)
    return wrong


@pytest.mark.parametrize("name", MISTAKES)
def test_each_is_a_mistake(coffee_source: dict[str, str], name: str) -> None:
    """Every mistake alone is found, without what would only follow from it."""
    assert len(told(with_mistakes(coffee_source, name))) in {1, 2}


@pytest.mark.parametrize(("form", "sense"), PAIRS)
def test_form_and_sense_come_together(coffee_source: dict[str, str], form: str, sense: str) -> None:
    """A mistake of form and one of sense are told together, in the words of each alone."""
    alone = told(with_mistakes(coffee_source, form)) | told(with_mistakes(coffee_source, sense))

    assert alone == told(with_mistakes(coffee_source, form, sense))


@pytest.mark.parametrize("first", MISTAKES)
def test_no_finding_follows_from_two_mistakes(coffee_source: dict[str, str], first: str) -> None:
    """Two mistakes together never give a finding that neither gives alone."""
    alone = {name: told(with_mistakes(coffee_source, name)) for name in MISTAKES}
    path, right, _ = MISTAKES[first]

    for second, (other, place, _) in MISTAKES.items():
        if second != first and (other, place) != (path, right):
            together = told(with_mistakes(coffee_source, first, second))
            assert together <= alone[first] | alone[second], second


CASES = [path for path in sorted(FINDINGS.glob("E2*.yaml")) if "limits:" not in path.read_text("utf-8")]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_second_mistake_changes_no_finding(case: Path) -> None:
    """The findings of every wrong form stay what they are beside a wrong section that nothing refers to."""
    base = dict(read_rule_folder(FINDINGS / "base").source)
    text = case.read_text("utf-8")
    keys = {line.partition(":")[0] for line in text.splitlines() if line[:1].isalpha()}
    away = {line.removeprefix("# without:").strip() for line in text.splitlines() if line.startswith("# wi")}
    source = {path: at for path, at in base.items() if path.removesuffix(".yaml") not in keys | away}
    source["rules.yaml"] = text
    expected = set(case.with_suffix(".txt").read_text("utf-8").splitlines())
    beside = "redeem" if "waivers" in keys else "waivers"
    source.pop(f"{beside}.yaml", None)
    source["zz.yaml"] = f"{beside}: none\n" if beside not in keys | away else "more: none\n"

    found = {str(finding) for finding in compile_programme(source).findings}

    assert expected == {line for line in found if not line.startswith("zz.yaml")}

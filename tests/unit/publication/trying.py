"""The small programme of the findings with one fact and one rule more, held to the law."""

from datetime import date
from pathlib import Path
from typing import Final

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import Programme, compile_programme
from loyalty.profiles.markets import law_on
from loyalty.publication.claims import check_claims
from loyalty.publication.looking import look_over
from loyalty.publication.matter import Matter
from loyalty.publication.personal.meaning import compared
from loyalty.publication.reading import uses

BASE: Final = Path(__file__).parents[2] / "findings" / "base"
TAX: Final = "  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}\n"
UNSUPPORTED: Final = frozenset({"CLAIM_UNSUPPORTED"})
_RULE = "{id: %s, name: {en: Off, zh-CN: 减}, when: '%s', percent: %s}"


def discounts(**rules: tuple[str, str]) -> str:
    """Give discounts by their ids: the condition of each, and its percentage."""
    listed = ", ".join(_RULE % (name, *rule) for name, rule in rules.items())
    return f"\n  discounts: {{combine: best, rules: [{listed}]}}\n"


DISCOUNT: Final = discounts(r=("%s", "10%%"))


def codes_of(fact: str, rule: str, **files: str) -> set[str]:
    """Give the codes by which a programme with a fact and a rule more is refused, assessments apart."""
    found = look_over(programme_of(fact, rule, **files), date(2026, 11, 26))
    return {each.code for each in found if not each.warning and each.code != "DPIA_MISSING"}


def programme_of(fact: str, rule: str, **files: str) -> Programme:
    """Give the small programme with a fact and a rule more, and with other files; an empty one is none."""
    source = dict(read_rule_folder(BASE).source)
    source["facts.yaml"] += f"  {fact}\n" if fact else ""
    source["basket.yaml"] = f"basket:\n{TAX}{rule}"
    source |= {name if "." in name else f"{name}.yaml": text for name, text in files.items()}
    compiled = compile_programme({name: text for name, text in source.items() if text})
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    return compiled.programme


def claims(rule: str, **files: str) -> set[str]:
    """Give the codes by which the texts of the small programme with a rule more are refused."""
    programme = programme_of("", rule, **files)
    law = law_on(date(2026, 11, 26), programme.shape.jurisdictions)
    return {each.code for each in check_claims(Matter(programme, law, uses(programme), compared(programme)))}

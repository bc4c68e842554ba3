"""The markets whose rules a programme can declare, each with the one whose rules it brings along."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from loyalty.language.findings import did_you_mean, one_of
from loyalty.language.texts.choices import Meaning
from loyalty.language.texts.countries import COUNTRIES
from loyalty.language.texts.documents import Node
from loyalty.language.texts.scalars import FAILED, Failed, Reading, Schema, raw

UNIVERSAL: Final = "U"
"""What binds in every market; nobody declares it."""
PARENTS: Final[Mapping[str, str]] = {
    "EU": UNIVERSAL,
    "EU-FI": "EU",
    "EU-PL": "EU",
    "UK": UNIVERSAL,
    "US": UNIVERSAL,
    "US-CA": "US",
    "US-CT": "US",
    "US-MA": "US",
    "US-MD": "US",
    "US-NY": "US",
    "CA": UNIVERSAL,
    "CA-ON": "CA",
    "CA-QC": "CA",
    "CN": UNIVERSAL,
    "AU": UNIVERSAL,
    "JP": UNIVERSAL,
}
"""Every jurisdiction with the one that it implies."""
NAMES: Final[Mapping[str, Meaning]] = {
    "U": ("everywhere", "通用"),
    "EU": ("the European Union", "欧洲联盟"),
    "EU-FI": ("Finland", "芬兰"),
    "EU-PL": ("Poland", "波兰"),
    "UK": ("the United Kingdom", "英国"),
    "US": ("the United States", "美国"),
    "US-CA": ("California", "加利福尼亚州"),
    "US-CT": ("Connecticut", "康涅狄格州"),
    "US-MA": ("Massachusetts", "马萨诸塞州"),
    "US-MD": ("Maryland", "马里兰州"),
    "US-NY": ("New York", "纽约州"),
    "CA": ("Canada", "加拿大"),
    "CA-ON": ("Ontario", "安大略省"),
    "CA-QC": ("Quebec", "魁北克省"),
    "CN": ("China", "中国"),
    "AU": ("Australia", "澳大利亚"),
    "JP": ("Japan", "日本"),
}
"""What each is called, in English and simplified Chinese."""
_OF_THE_UNION: Final = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "CY",
        "CZ",
        "DE",
        "DK",
        "EE",
        "ES",
        "FI",
        "FR",
        "GR",
        "HR",
        "HU",
        "IE",
        "IT",
        "LT",
        "LU",
        "LV",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SE",
        "SI",
        "SK",
    ]
)
_BY_THE_UNION: Final = _OF_THE_UNION | {"IS", "LI", "NO"}
"""Where the Union's rules bind: the agreement on the European Economic Area takes them over."""
_APART: Final[Mapping[str, str]] = {
    "AX": "FI",
    **dict.fromkeys(["GF", "GP", "MF", "MQ", "RE", "YT"], "FR"),
    **dict.fromkeys(["AS", "GU", "MP", "PR", "UM", "VI"], "US-PR"),
    **dict.fromkeys(["CC", "CX", "NF"], "AU"),
}
"""Places with a code of their own in ISO 3166-1 whose law is that of another country, or of a part of one."""
_PART: Final = re.compile(r"(-[A-Z0-9]{1,3})?")
_OTHER_NAMES: Final[Mapping[str, str]] = {"GB": "UK", "PL": "EU-PL", "FI": "EU-FI", "USA": "US", "PRC": "CN"}


@dataclass(frozen=True, slots=True)
class MarketText:
    """A market whose rules are known."""

    def read(self, node: Node, into: Reading) -> str | Failed:
        """Give its code."""
        scalar = raw(self, node, into, "a market")
        if scalar is None:
            return FAILED
        if scalar.text not in PARENTS:
            message = f"no rules are known for the market `{scalar.text}`"
            return into.fail(node, "E496", message, help_for(scalar.text))
        return scalar.text

    def schema(self) -> Schema:
        """Give the list of codes with what each is called."""
        told = [NAMES[code][0] for code in PARENTS]
        return {"enum": list(PARENTS), "enumDescriptions": told, "examples": ["EU", "CN"]}


def implied(declared: Iterable[str]) -> tuple[str, ...]:
    """Give the jurisdictions that bind: the universal one, then each that is declared after its parents."""
    found = [UNIVERSAL]
    for code in declared:
        way = [code]
        while way[-1] in PARENTS:
            way.append(PARENTS[way[-1]])
        found.extend(reversed(way))
    return tuple(dict.fromkeys(found))


def binding_in(place: str, declared: Sequence[str]) -> tuple[str, ...]:
    """Give whose rules of the ``declared`` jurisdictions bind in a country or a part of one; () for none.

    In a whole country those of all its parts that are declared; in a part without rules of its own, or
    whose own are not declared, those of what it is a part of.
    """
    found = _APART.get(place, place)
    code = _OTHER_NAMES.get(found, found)
    parts = tuple(each for each in declared if each == code or PARENTS.get(each) == code)
    if parts and code in PARENTS:
        return parts
    union = found.removeprefix("EU-") in _OF_THE_UNION or found in _BY_THE_UNION
    wider = "EU" if union else _OTHER_NAMES.get(found[:2], found[:2]) if is_place(found) else ""
    return (wider,) if wider in PARENTS and wider in implied(declared) else ()


def market_for(place: str, declared: Sequence[str]) -> str:
    """Give the market that a jurisdiction or a country is, or the only declared one; empty for none."""
    union = "EU" if place in _BY_THE_UNION else ""
    known = (found for found in (place, _OTHER_NAMES.get(place, ""), union) if found in PARENTS)
    return next(known, declared[0] if len(declared) == 1 else "")


def is_place(code: str) -> bool:
    """Whether a code is a market whose rules are known, a country, or a part of one such as `US-TX`."""
    if code in PARENTS or code in _OTHER_NAMES or code.removeprefix("EU-") in _OF_THE_UNION:
        return True
    return code[:2] in COUNTRIES and _PART.fullmatch(code[2:]) is not None


def help_for(code: str) -> str:
    """Give what is to be written where ``code`` is no jurisdiction."""
    union = code.removeprefix("EU-") in _OF_THE_UNION or code in _BY_THE_UNION
    meant = _OTHER_NAMES.get(code) or ("EU" if union else None)
    return f"did you mean `{meant}`?" if meant else did_you_mean(code, PARENTS) or one_of(PARENTS)

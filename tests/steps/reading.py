"""From the words of a feature to values: tables, money, days, programmes."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from textwrap import dedent
from zoneinfo import ZoneInfo

RULES = Path(__file__).resolve().parents[2] / "rules"
ZONE = ZoneInfo("Europe/Berlin")
# The shipped days; the same rules are adopted for the years before and after them as well, so that
# a scenario may begin with points of long ago and look at a tier a year from now.
DAYS = "{from: 2026-11-15, until: 2027-01-31}"
EARN_BEFORE = """earn:  # a point for each cent, so that many points of long ago are little spend
  base: {points: 100, for_each: 1.00, of: line.amount}
  expire: {after: 24 months, by: each_lot}
"""
BEFORE, AFTER = "{from: 2024-01-01, until: 2026-11-14}", "{from: 2027-02-01}"
METERED = """programme: metered
schema: 1
currency: EUR
timezone: Europe/Berlin
languages: [en]
effective: {from: 2026-01-01}
numbers:
  money: {step: 0.01, round: half_up, at: each_line}
  prices: {step: 0.000001}
  quantities: {step: 0.000001}
  points: {step: 1, round: down}
  split: cumulative
  limits: {money: 1000000.00, quantity: 10000000, points: 100000000, lines: 500}
facts:
  order.channel: {is: choice, of: [web]}
plans:
  - id: metered
    name: {en: Metered use}
    existing: move
    usage:
      - meter: units
"""
WAIVED = """constraints:
  - more_never_costs_less: {of: quantity}
waivers:
  - constraint: more_never_costs_less
    where: metered.units
    reason: shown on purpose
    approved_by: owner
    until: 2027-12-31
"""

TABLE = re.compile(r"(?m)^([-a-z]+\.csv):\n((?:[ ]+.*(?:\n|\Z))+)")

Source = Mapping[str, str]


def shipped(name: str) -> Source:
    """Give the rule files of a shipped programme."""
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((RULES / name).iterdir())}


def coffee() -> Source:
    """Give the shipped rule files of the coffee programme."""
    return shipped("corner-coffee")


def coffee_with(rules: str) -> Source:
    """Give the coffee programme with whole files replaced: each top-level key of ``rules`` has its own.

    A key that ends with ``.csv`` is a table, its rows indented. The programme's own examples speak
    of the shipped rules and are left out, unless ``rules`` brings others.
    """
    return replaced(coffee(), rules)


def replaced(source: Source, rules: str) -> Source:
    """Give a programme with whole files replaced; see `coffee_with`."""
    changed = {name: text for name, text in source.items() if name != "examples.yaml"}
    tables = {name: dedent(text) for name, text in TABLE.findall(rules)}
    rules = TABLE.sub("", rules)
    keys = re.findall(r"(?m)^([a-z_]+):", rules)
    parts = re.split(r"(?m)^(?=[a-z_]+:)", rules.strip() + "\n")[1:]
    return changed | tables | {f"{key}.yaml": part for key, part in zip(keys, parts, strict=True)}


def years_around(source: Source) -> Sequence[Source]:
    """Give the shipped rules for the time before, then ``source``, then ``source`` for the time after."""
    before = {**_on(coffee(), BEFORE, without=_DATED), "earn.yaml": EARN_BEFORE}
    return [before, source, _on(source, AFTER, without={"examples.yaml"})]


# The plan has no price before the shipped days; examples are of the shipped days, and so are constraints.
_DATED = {"constraints.yaml", "examples.yaml", "plans.yaml", "vat-services.csv"}


def _on(source: Source, days: str, *, without: Collection[str]) -> Source:
    """Give the same rules for other days; campaigns shrink to the first of them."""
    first = re.search(r"from: ([-0-9]+)", days)
    assert first is not None
    moved = {
        name: re.sub(r"(?m)^( +(?:from|until):) 2026-\d\d-\d\d$", rf"\1 {first[1]}", text)
        for name, text in source.items()
        if name not in without
    }
    return {**moved, "programme.yaml": source["programme.yaml"].replace(DAYS, days)}


def metered(terms: str) -> Source:
    """Give a programme with one plan of one meter, charged by ``terms``."""
    indented = "".join(f"        {line}\n" for line in terms.strip().splitlines())
    falls = "protect: false" in terms or "negative: allowed" in terms
    return {"programme.yaml": METERED + indented + (WAIVED if falls else "")}


def declared(meter: str) -> str:
    """Give the rule file that declares the meter ``units`` by its words."""
    indented = "".join(f"    {line}\n" for line in meter.strip().splitlines())
    return f"meters:\n  - id: units\n{indented}"


def instant(text: str) -> datetime:
    """Give the UTC instant of a day, or a day and a time, in Berlin."""
    return datetime.fromisoformat(text).replace(tzinfo=ZONE).astimezone(UTC)


def local(at: datetime | None) -> str:
    """Give an instant as a day in Berlin, with its time where that is not midnight; `never` for none."""
    if at is None:
        return "never"
    there = at.astimezone(ZONE)
    return there.strftime("%Y-%m-%d") if there.time().isoformat() == "00:00:00" else f"{there:%Y-%m-%d %H:%M}"


def minor(text: str) -> int:
    """Give money as whole cents."""
    cents = Fraction(text) * 100
    assert cents.denominator == 1
    return int(cents)


def major(cents: int) -> str:
    """Give whole cents as money."""
    sign, size = "-" if cents < 0 else "", abs(cents)
    return f"{sign}{size // 100}.{size % 100:02d}"


def number(text: str) -> Fraction:
    """Give an exact number written with or without separators of thousands."""
    return Fraction(text.replace(",", ""))


def decimal(value: Fraction | str) -> str:
    """Give an exact number as decimal text where it has one, else as a fraction."""
    exact = Fraction(value)
    scaled = exact * 10**9
    if scaled.denominator != 1:
        return str(exact)
    sign, size = "-" if scaled < 0 else "", abs(int(scaled))
    whole, rest = divmod(size, 10**9)
    return f"{sign}{whole}.{rest:09d}".rstrip("0").rstrip(".")


Table = Sequence[Sequence[str]]


def rows(table: Table) -> list[dict[str, str]]:
    """Give each row of a table by the words of its head."""
    head, *body = table
    return [dict(zip(head, row, strict=True)) for row in body]


def pairs(table: Table) -> dict[str, str]:
    """Give a table of two columns without a head: what is said, and of what."""
    return {row[0]: row[1] for row in table}


def only(found: Mapping[str, str], names: Iterable[str]) -> dict[str, str]:
    """Give the parts of ``found`` a table asks about."""
    return {name: found[name] for name in names}

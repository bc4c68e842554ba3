"""Cases as worked examples: what a person pastes under ``examples:`` and runs."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from loyalty.decision.programme import Part, Programme
from loyalty.language.facts import VOUCHER
from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.moments import REFERRED, REFERRED_UNTIL
from loyalty.language.readers.words import decimal_text
from loyalty.language.tree import Kind
from loyalty.pricing.rows import MEASURED, cell_name
from loyalty.prover.trying.case import Case, Value
from loyalty.prover.trying.domain import of_time

_NOT_GIVEN = frozenset({"member.enrolled", REFERRED, REFERRED_UNTIL})
"""What a worked example cannot state."""
OFFERED = "order.points_offered"
COUNTED = (MEASURED, cell_name("", "").removesuffix("."))
_PLAIN = re.compile(r"[A-Za-z0-9]([A-Za-z0-9_. -]*[A-Za-z0-9])?")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes cases of one sheet as worked examples; ``plan`` is its plan's id, None for baskets."""

    programme: Programme
    part: Part
    plan: str | None

    def example(self, name: str, case: Case, expect: Mapping[str, str]) -> str:
        """Give the YAML of one example, an item of the list under ``examples:``."""
        lines = [f"  - name: {_scalar(name)}", "    given:"]
        lines.extend(f"      {key}: {_scalar(text)}" for key, text in self.known(case))
        lines.extend(self._order(case) if self.plan is None else self._use(case))
        return "\n".join([*lines, f"    expect: {_flow(expect)}"])

    def facts(self, case: Case) -> str:
        """Give what is known of a case in one line, where no example can state it."""
        told = ", ".join(
            f"{name}: {_scalar(text)}" for name, text in (*self.known(case), *self._counted(case))
        )
        return f"`{told}`" if told else "nothing known"

    def money(self, minor: int) -> str:
        """Give minor units as a rule file writes them."""
        exponent = self.programme.currency.exponent
        return decimal_text(Fraction(minor, 10**exponent), exponent)

    def known(self, case: Case) -> Iterator[tuple[str, str]]:
        """Give what is known of the member of a case, each fact with its text."""
        tier = case.order.get("member.tier", NO_TIER)
        if case.order.get("member.enrolled") and tier == NO_TIER:
            yield "member.enrolled", "true"
        for name, value in case.order.items():
            if not name.startswith(("member.", "history.")) or name in _NOT_GIVEN:
                continue
            if value not in {0, "", NO_TIER}:
                yield name, self._text(name, value)

    def _counted(self, case: Case) -> Iterator[tuple[str, str]]:
        """Give what is counted of the use of a plan, in whole or by cells."""
        for name, value in (item for row in (case.order, *case.lines) for item in row.items()):
            if name.startswith(COUNTED) and value:
                yield name, self._text(name, value)

    def _order(self, case: Case) -> Iterator[str]:
        own = {
            name.removeprefix("order."): _scalar(self._text(name, value))
            for name, value in case.order.items()
            if name.startswith("order.") and name != OFFERED and not of_time(name)
        }
        offered = case.order.get(OFFERED, 0)
        spent = {"points_to_spend": str(offered)} if offered else {}
        codes = [
            name.removeprefix(VOUCHER) for name, n in case.order.items() if name.startswith(VOUCHER) and n
        ]
        shown = {"vouchers": f"[{', '.join(codes)}]"} if codes else {}
        yield f"      order: {_flow({'at': self._moment(case), **spent, **shown, **own})}"
        yield "      lines:"
        for number, row in enumerate(case.lines, start=1):
            facts = {name.removeprefix("line."): _scalar(self._text(name, v)) for name, v in row.items()}
            yield f"        - {_flow({'sku': f'article-{number}', **facts})}"

    def _use(self, case: Case) -> Iterator[str]:
        yield f"      plan: {self.plan}"
        yield f"      at: {self._moment(case)}"
        assert case.used is not None  # noqa: S101 - only what an example can tell is written as one
        period = {"used": _flow({name: decimal_text(value) for name, value in case.used.meters.items()})}
        if case.used.seats != 1:
            period["seats"] = decimal_text(case.used.seats)
        if offered := case.order.get(OFFERED, 0):
            period["points_to_spend"] = str(offered)
        yield f"      period: {_flow(period)}"

    def _moment(self, case: Case) -> str:
        return case.at.astimezone(self.programme.zone).isoformat()

    def _text(self, name: str, value: Value) -> str:
        if isinstance(value, str):
            return value
        node = next(item.node for item in self.part.compiled.sheet.inputs if item.name == name)
        minor = 10**self.programme.currency.exponent
        match node.kind:
            case Kind.TRUTH:
                return "true" if value else "false"
            case Kind.DAY:
                return date.fromordinal(value).isoformat()
            case Kind.MONEY | Kind.PRICE:
                return decimal_text(Fraction(value, node.den * minor), self.programme.currency.exponent)
            case _:
                return decimal_text(Fraction(value, node.den))


def _scalar(text: str) -> str:
    """Give a text as YAML reads it back, in quotes where it is no plain word."""
    return text if _PLAIN.fullmatch(text) else "'" + text.replace("'", "''") + "'"


def _flow(entries: Mapping[str, str]) -> str:
    return "{" + ", ".join(f"{key}: {text}" for key, text in entries.items()) + "}"

"""Options that several commands share, and values that are read exactly or refused."""

import re
from datetime import UTC, datetime
from fractions import Fraction
from pathlib import Path
from typing import Any

import click

DIGITS_MAX = 12
MOST = Fraction(10**DIGITS_MAX)
DECIMALS_MAX = 9
_QUANTITY = re.compile(rf"[0-9]{{1,{DIGITS_MAX}}}(?:\.[0-9]{{1,{DECIMALS_MAX}}})?", re.ASCII)
_NEGATIVE = re.compile(r"-[0-9]+(?:\.[0-9]+)?", re.ASCII)


class Quantity(click.ParamType[Fraction]):
    """Decimal text that is not negative, to an exact fraction."""

    name = "decimal"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:  # noqa: ANN401  as Click declares it
        """Give the exact quantity, or end with wrong use."""
        if isinstance(value, Fraction):
            return value
        if _QUANTITY.fullmatch(value) or value == str(MOST):
            return Fraction(value)
        if _NEGATIVE.fullmatch(value):
            raise click.BadParameter(f"`{value}` is negative; nobody uses less than nothing.", ctx, param)
        message = (
            f"`{value}` is not plain decimal text such as 15 or 0.25, "
            f"with at most {DIGITS_MAX} digits and {DECIMALS_MAX} decimals."
        )
        raise click.BadParameter(message, ctx, param)


class Quantities(click.ParamType[tuple[Fraction, ...]]):
    """Quantities between commas, each as `Quantity` reads them."""

    name = "decimals"

    def convert(
        self,
        value: Any,  # noqa: ANN401  as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[Fraction, ...]:
        """Give the exact quantities, at least one, or end with wrong use."""
        if isinstance(value, tuple):
            return value
        return tuple(Quantity().convert(part.strip(), param, ctx) for part in value.split(","))


class Used(click.ParamType[tuple[str, Fraction]]):
    """A meter and how much of it was used, ``METER=QUANTITY``."""

    name = "use"

    def convert(
        self,
        value: Any,  # noqa: ANN401  as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, Fraction]:
        """Give the meter and the exact quantity, or end with wrong use."""
        if isinstance(value, tuple):
            return value
        meter, sign, quantity = value.partition("=")
        if not meter or not sign:
            raise click.BadParameter(
                f"`{value}` is not METER=QUANTITY, such as api-calls=150000.", ctx, param
            )
        return meter, Quantity().convert(quantity, param, ctx)


class Instant(click.ParamType[datetime]):
    """An instant with its offset from UTC."""

    name = "instant"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> datetime:  # noqa: ANN401  as Click declares it
        """Give the UTC instant, or end with wrong use."""
        if isinstance(value, datetime):
            return value
        try:
            found = datetime.fromisoformat(value)
            if found.tzinfo is not None:
                return found.astimezone(UTC)
        except (ValueError, OverflowError):
            pass
        message = f"`{value}` is not an instant such as 2026-11-22T10:00:00+01:00."
        raise click.BadParameter(message, ctx, param)


folder = click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
at = click.option("--at", type=Instant(), help="The instant it is about; without it, now.")
as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
language = click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "zh-CN"]),
    default="en",
    show_default=True,
    help="The language.",
)
database = click.option(
    "--db", "database", metavar="URL", help="The database; without it LOYALTY_DATABASE, else var/loyalty.db."
)

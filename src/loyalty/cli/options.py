"""Options that several commands share, and values that are read exactly or refused."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import click

from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.money import AmountTextError, Money, UnknownCurrency, currency, minor_units

Value = TypeVar("Value")
DIGITS_MAX = 12
MOST = Fraction(10**DIGITS_MAX)
DECIMALS_MAX = 9
_QUANTITY = re.compile(rf"[0-9]{{1,{DIGITS_MAX}}}(?:\.[0-9]{{1,{DECIMALS_MAX}}})?", re.ASCII)
MINOR_MAX = 10**15
COUNT_MAX = 10**6
POINTS_MAX = 10**12
_SHARE = re.compile(r"([0-9]{1,10})/([0-9]{1,10})", re.ASCII)
_AMOUNT = re.compile(r"([0-9.]+) ?([A-Z]{3})", re.ASCII)
_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
YEARS = range(2000, 2100)
_OWN_ID = re.compile(r"(?!\.{1,2}$)[A-Za-z0-9._:-]{1,64}", re.ASCII)
_PASSWORD = re.compile(r"[a-z+]+://[^/@:]*:[^/@]+@", re.ASCII)
LANG, ENGLISH, CHINESE = "--lang", "en", "zh-CN"
WORDS, SAID = "loyalty.words", "loyalty.said"
"""Where Click keeps the words of the call, and what says a text in the language they ask for."""
_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
_FOR_PROGRAMS = frozenset({"json", "csv", "sarif", "github"})
"""Forms that are the same in every environment."""
PASTE = "paste this under `examples:` and run `loyalty check`:"
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
            f"of at most 10^{DIGITS_MAX} and with at most {DECIMALS_MAX} decimals."
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


class Numbered(click.ParamType[tuple[str, int]]):
    """Something by its id and how many of it there are, ``ID=NUMBER``."""

    name = "number"

    def convert(
        self,
        value: Any,  # noqa: ANN401  as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, int]:
        """Give the id and the number, or end with wrong use."""
        if isinstance(value, tuple):
            return value
        name, _, number = value.partition("=")
        if not name or not number.isascii() or not number.isdecimal():
            raise click.BadParameter(f"`{value}` is not ID=NUMBER, such as storage=2.", ctx, param)
        return name, click.IntRange(0, COUNT_MAX).convert(number, param, ctx)


class Fact(click.ParamType[tuple[str, str]]):
    """A fact by its name, ``NAME=VALUE``."""

    name = "fact"

    def convert(
        self,
        value: Any,  # noqa: ANN401  as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, str]:
        """Give the name and the value, or end with wrong use."""
        if isinstance(value, tuple):
            return value
        name, sign, told = value.partition("=")
        if not name or not sign:
            raise click.BadParameter(
                f"`{value}` is not NAME=VALUE, such as member.birthday=04-17.", ctx, param
            )
        return name, told


class Share(click.ParamType[tuple[int, int]]):
    """A part of a period in seconds or days, ``PART/TOTAL``."""

    name = "share"

    def convert(
        self,
        value: Any,  # noqa: ANN401  as Click declares it
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[int, int]:
        """Give the part and the total, or end with wrong use."""
        if isinstance(value, tuple):
            return value
        written = _SHARE.fullmatch(value)
        part, total = (int(written[1]), int(written[2])) if written else (0, 0)
        if part > total or not total:
            raise click.BadParameter(f"`{value}` is not PART/TOTAL, such as 16/31.", ctx, param)
        return part, total


class Amount(click.ParamType[Money]):
    """A sum above nothing with its currency, ``50.00 EUR``."""

    name = "amount"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Money:  # noqa: ANN401  as Click declares it
        """Give the sum in whole minor units, or end with wrong use."""
        if isinstance(value, Money):
            return value
        written = _AMOUNT.fullmatch(value)
        if written is None:
            raise click.BadParameter(f"`{value}` is not an amount such as '50.00 EUR'.", ctx, param)
        try:
            own = currency(written[2])
            minor = minor_units(written[1], own)
        except UnknownCurrency:
            raise click.BadParameter(f"`{written[2]}` is no currency of ISO 4217.", ctx, param) from None
        except AmountTextError:
            raise click.BadParameter(f"`{value}` is not an amount such as '50.00 EUR'.", ctx, param) from None
        if minor.denominator != 1:
            raise click.BadParameter(
                f"`{value}` is finer than {own.code}, which has {own.exponent} decimals.", ctx, param
            )
        if not 0 < minor <= MINOR_MAX:
            raise click.BadParameter(f"`{value}` is nothing, or too much.", ctx, param)
        return Money(int(minor), own)


class Member(click.ParamType[MemberId]):
    """A member's id."""

    name = "member"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> MemberId:  # noqa: ANN401  as Click declares it
        """Give the member's id, or end with wrong use."""
        number = parse_id("mem", value) if isinstance(value, str) else value
        if number is None:
            raise click.BadParameter(f"`{value}` is no member's id.", ctx, param)
        return MemberId(number)


class OwnId(click.ParamType[str]):
    """An id that the caller makes."""

    name = "id"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  as Click declares it
        """Give the id, or end with wrong use."""
        if not _OWN_ID.fullmatch(value):
            message = f"`{value}` is no {self.name}: 1 to 64 of A-Z a-z 0-9 . _ : -, and not only dots."
            raise click.BadParameter(message, ctx, param)
        return str(value)


class OwnCode(OwnId):
    """A word of the caller's own for why something was done, so that nothing is written of a person."""

    name = "code"


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


class Day(click.ParamType[date]):
    """A day of a calendar, of the years that the API takes too."""

    name = "day"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401  as Click declares it
        """Give the day, or end with wrong use."""
        if isinstance(value, date):
            return value
        try:
            found = date.fromisoformat(value) if _DAY.fullmatch(value) else None
        except ValueError:
            found = None
        if found is None or found.year not in YEARS:
            message = f"`{value}` is no day such as 2026-11-22, of the years {YEARS[0]} to {YEARS[-1]}."
            raise click.BadParameter(message, ctx, param)
        return found


def once_each(option: str, told: Iterable[tuple[str, Value]]) -> dict[str, Value]:
    """Give values by name; ends with wrong use where a name stands twice."""
    found: dict[str, Value] = {}
    for name, value in told:
        if name in found:
            raise click.UsageError(f"{option} names {name} twice; say it once.")
        found[name] = value
    return found


def no_coupon_twice(coupons: tuple[str, ...]) -> tuple[str, ...]:
    """Give the coupons as they are; ends with wrong use where one stands twice."""
    return tuple(once_each("--coupon", ((coupon, True) for coupon in coupons)))


folder = click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
seats = click.option("--seats", type=click.IntRange(0, COUNT_MAX), help="How many seats.")
add_ons = click.option(
    "--add-on",
    "add_ons",
    type=Numbered(),
    multiple=True,
    metavar="ID=NUMBER",
    help="How many of an add-on; once per add-on.",
)
facts = click.option(
    "--fact", "facts", type=Fact(), multiple=True, metavar="NAME=VALUE", help="A fact, once each."
)
coupons = click.option("--coupon", "coupons", multiple=True, help="A coupon that holds; once per coupon.")
member = click.argument("member", metavar="MEMBER", type=Member())
at = click.option("--at", type=Instant(), help="The instant it is about; without it, now.")
tier = click.option("--tier", help="The tier of the member; without it, nobody known.")
country = click.option("--country", help="The member's country, such as DE.")


def address(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Give the address of a database; a password in it is told of, as others on the machine can read it."""
    if value is not None and _PASSWORD.match(value):
        click.echo(
            "Everybody on this machine can read the password in this address: put the address in a file "
            "and name it in LOYALTY_DATABASE_FILE, or the password in that of PGPASSFILE.",
            err=True,
        )
    return value


def language_of(environment: Mapping[str, str]) -> str:
    """Give the language of the first locale that is set: Chinese, else English."""
    named = next((environment[name] for name in _LOCALES if environment.get(name)), "")
    return CHINESE if named.lower().startswith("zh") else ENGLISH


def language_asked(words: Sequence[str]) -> str:
    """Give the language that the words of a call ask for, which may be wrong otherwise."""
    asked = [word.removeprefix(f"{LANG}=") for word in words if word.startswith(f"{LANG}=")]
    asked += [word for option, word in pairwise(words) if option == LANG]
    if asked:
        return CHINESE if asked[-1] == CHINESE else ENGLISH
    return ENGLISH if "--json" in words else language_of(os.environ)


def readers_language() -> str:
    """Give the language in which the command that runs is to speak."""
    ctx = click.get_current_context(silent=True)
    return ENGLISH if ctx is None else language_asked(ctx.meta.get(WORDS, ()))


def in_readers_language(text: str) -> str:
    """Give what is said beside an answer, or in its place, in the language that is asked for."""
    ctx = click.get_current_context(silent=True)
    return text if ctx is None else str(ctx.meta.get(SAID, str)(text))


def _read(ctx: click.Context, _: click.Parameter, said: str | None) -> str:
    """Give the language of what is read; unless it was said, no environment changes what programs read."""
    if said is not None:
        return said
    told = ctx.params
    programs = told.get("as_json") or told.get("form") in _FOR_PROGRAMS
    return ENGLISH if programs else language_of(os.environ)


as_json = click.option("--json", "as_json", is_flag=True, help="Print JSON and nothing else.")
_LANGUAGES = click.Choice([ENGLISH, CHINESE])
language = click.option(
    LANG,
    "language",
    type=_LANGUAGES,
    callback=_read,
    help="The language; without it that of LC_ALL, LC_MESSAGES or LANG, else en.",
)
kept_language = click.option(
    LANG,
    "language",
    type=_LANGUAGES,
    default=ENGLISH,
    show_default=True,
    help="The language, which is kept too.",
)
database = click.option(
    "--db",
    "database",
    metavar="URL",
    callback=address,
    help="The database; without it LOYALTY_DATABASE, else var/loyalty.db.",
)

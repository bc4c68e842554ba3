"""Conversions: each named once, of points that can be spent, at whole rates above 0."""

from collections.abc import Iterator

from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding, did_you_mean, one_of
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.wallets import POINTS, ConversionShape

UNFIT = "E485"


def check_conversions(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with conversions."""
    yield from named_once(named(shape.conversions), "a conversion")
    for conversion in shape.conversions:
        for part in (_from, _to, _rate, _limits):
            yield from as_far_as_read(part(shape, conversion))


def wallet_kinds(shape: ProgrammeShape) -> dict[str, str]:
    """Give of each wallet whether its points are spent or only count."""
    return {POINTS: "spendable"} | {wallet.id: wallet.kind for wallet in shape.wallets}


def spendable(shape: ProgrammeShape) -> str:
    """Give the help that lists the wallets whose points are spent."""
    return one_of(name for name, kind in wallet_kinds(shape).items() if kind != "status")


def _from(shape: ProgrammeShape, conversion: ConversionShape) -> Iterator[Finding]:
    kinds = wallet_kinds(shape)
    if conversion.from_ not in kinds:
        hint = did_you_mean(conversion.from_, kinds) or "declare it under `wallets`"
        yield Finding(conversion.place("from_"), "E470", f"unknown wallet `{conversion.from_}`", hint)
    elif kinds[conversion.from_] == "status":
        message = f"points of the status wallet `{conversion.from_}` are never spent"
        yield Finding(conversion.place("from_"), UNFIT, message, spendable(shape))


def _to(shape: ProgrammeShape, conversion: ConversionShape) -> Iterator[Finding]:
    if conversion.programme not in {None, shape.programme}:
        return
    kinds = wallet_kinds(shape)
    if conversion.to not in kinds:
        hint = did_you_mean(conversion.to, kinds) or "declare it under `wallets`"
        yield Finding(conversion.place("to"), "E470", f"unknown wallet `{conversion.to}`", hint)
    elif conversion.to == conversion.from_:
        message = f"points of `{conversion.to}` become points of `{conversion.to}`"
        yield Finding(conversion.place("to"), UNFIT, message, "name another wallet")
    elif kinds[conversion.to] == "status":
        message = f"nobody buys points of the status wallet `{conversion.to}`"
        yield Finding(conversion.place("to"), UNFIT, message, spendable(shape))


def _rate(_shape: ProgrammeShape, conversion: ConversionShape) -> Iterator[Finding]:
    for key, values in (("give", (conversion.give,)), ("get", conversion.get.values)):
        if any(points < 1 or points.denominator != 1 for points in values):
            yield Finding(
                conversion.place(key), UNFIT, f"`{key}` is whole points, at least 1", "such as `100`"
            )


def _limits(_shape: ProgrammeShape, conversion: ConversionShape) -> Iterator[Finding]:
    least = conversion.at_least
    for key in ("at_most", "per_day", "per_month"):
        most = getattr(conversion, key)
        if least is not None and most is not None and most < least:
            help_ = f"write `{least}` or more, or lower `at_least`"
            message = f"`{key}` {most} is below `at_least` {least}"
            yield Finding(conversion.place(key), UNFIT, message, help_)

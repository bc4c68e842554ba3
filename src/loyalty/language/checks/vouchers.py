"""Vouchers: each is named once, and a public one says its code."""

from collections.abc import Iterable, Iterator

from loyalty.language.checks.days import way_round
from loyalty.language.checks.names import named
from loyalty.language.findings import Finding, Span
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.vouchers import VoucherShape


def check_vouchers(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the vouchers."""
    for word in ("id", "code"):
        yield from _once(named(shape.vouchers, word), word)
    for voucher in shape.vouchers:
        yield from as_far_as_read(_code(voucher))
        yield from as_far_as_read(way_round(voucher))
        yield from as_far_as_read(_given(voucher))


def _once(names: Iterable[tuple[str, Span]], word: str) -> Iterator[Finding]:
    """Give the names and codes of earlier vouchers; capitals do not tell them apart."""
    seen: dict[str, Span] = {}
    for name, place in names:
        if (first := seen.setdefault(name.upper(), place)) != place:
            help_ = f"choose another; first at {first}"
            yield Finding(place, "E401", f"`{name}` is already the {word} of a voucher", help_)


def _code(voucher: VoucherShape) -> Iterator[Finding]:
    if voucher.codes == "public" and voucher.code is None:
        message = f"`{voucher.id}` has a public code, but does not say which"
        yield Finding(voucher.span, "E484", message, "write `code`")
    elif voucher.codes == "unique" and voucher.code is not None:
        message = f"the codes of `{voucher.id}` are issued, not written here"
        yield Finding(voucher.place("code"), "E484", message, "leave `code` out, or write `codes: public`")


def _given(voucher: VoucherShape) -> Iterator[Finding]:
    given = voucher.given_by_order
    if given is None:
        return
    if voucher.codes == "public":
        message = f"an order gives codes of `{voucher.id}`, but it has one code for everybody"
        yield Finding(voucher.place("codes"), "E487", message, "write `codes: unique`")
    elif voucher.each_code is None:
        message = f"a code of `{voucher.id}` that an order gives would count without a limit"
        yield Finding(voucher.span, "E487", message, "write `each_code: 1`")

"""Households: more than one member, sharing wallets whose points are spent."""

from collections.abc import Iterator

from loyalty.language.checks.conversions import spendable, wallet_kinds
from loyalty.language.findings import Finding, did_you_mean
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.households import HouseholdsShape
from loyalty.language.shapes.programme import ProgrammeShape

UNFIT = "E486"


def check_households(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the rules of households."""
    if shape.households is not None:
        for part in (_size, _pool):
            yield from as_far_as_read(part(shape, shape.households))


def _size(_shape: ProgrammeShape, households: HouseholdsShape) -> Iterator[Finding]:
    if households.at_most < 2:  # noqa: PLR2004  one shares with nobody
        yield Finding(
            households.place("at_most"), UNFIT, "a household has room for two members or more", "such as `4`"
        )


def _pool(shape: ProgrammeShape, households: HouseholdsShape) -> Iterator[Finding]:
    kinds = wallet_kinds(shape)
    for wallet in households.pool:
        if wallet not in kinds:
            hint = did_you_mean(wallet, kinds) or "declare it under `wallets`"
            yield Finding(households.place("pool"), "E470", f"unknown wallet `{wallet}`", hint)
        elif kinds[wallet] == "status":
            message = f"status points such as `{wallet}` stay with whom they count for"
            yield Finding(households.place("pool"), UNFIT, message, spendable(shape))

"""Accounts that lie dormant, by what they hold: bought, earned, status; nothing is handed over by itself."""

from datetime import datetime
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.kernel.period import day_start
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.values import Duration, Unit
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.services import Services
from loyalty.use_cases.stored_value import value_unit

PURCHASED, EARNED, STATUS = "purchased", "earned", "status"
CREDIT = "credit:"
"""How the place of prepaid credit begins, before its currency."""


def list_dormant(services: Services, name: str, months: int) -> dict[str, Any]:
    """Give the accounts with which nobody did anything for so many months, and what each kind comes to.

    Prepaid credit counts as far as it was bought. ``member`` of a gift card's account is the number of
    its holder, who is nobody. Raises UnknownProgramme.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, now)
        today = local_day(programme, now)
        back = Duration(-months, Unit.MONTH).after(today)
        accounts = _dormant(unit, programme, day_start(back, programme.zone))
    kinds = sorted({(each["kind"], each["wallet"]) for each in accounts})
    return {
        "programme": name,
        "months": months,
        "before": back.isoformat(),
        "kinds": [
            {
                "kind": kind,
                "wallet": wallet,
                "accounts": sum(each["wallet"] == wallet for each in accounts),
                "there": sum(each["there"] for each in accounts if each["wallet"] == wallet),
            }
            for kind, wallet in kinds
        ],
        "accounts": accounts,
    }


def _dormant(unit: UnitOfWork, programme: Programme, before: datetime) -> list[dict[str, Any]]:
    found = unit.ledger.dormant(programme.name, before)
    members = unit.person.members_among({each.member_id for each in found})
    accounts = [
        {
            "member": each.member_id if each.member_id in members else None,
            "wallet": each.unit,
            "kind": kind_of(programme, each.unit),
            "there": each.there,
            "last": instant_text(each.last),
        }
        for each in found
    ]
    credit = [
        {
            "member": each.member_id,
            "wallet": f"{CREDIT}{programme.currency.code}",
            "kind": PURCHASED,
            "there": each.left,
            "last": instant_text(each.last),
        }
        for each in unit.credit.dormant(programme.name, before)
    ]
    return accounts + credit


def kind_of(programme: Programme, wallet: str) -> str:
    """Give whether what a wallet holds was bought, was earned, or only counts."""
    if wallet == value_unit(programme):
        return PURCHASED
    status = {each.id for each in programme.shape.wallets if each.kind == "status"}
    return STATUS if wallet in status and wallet != POINTS else EARNED

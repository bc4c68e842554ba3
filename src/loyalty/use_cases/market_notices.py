"""What is said beside a price because the market asks for it, and that a quote said it before it binds."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from loyalty.decision.baseline import as_nobody
from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.decision.telling.head import bound_of
from loyalty.decision.telling.measures import unmeasured
from loyalty.decision.telling.reach import Reach
from loyalty.kernel.identity import MemberId
from loyalty.kernel.looked import Looked
from loyalty.profiles.markets import Law, law_on
from loyalty.profiles.notices import SENTENCE, market_of, notices_due, refuse_untold
from loyalty.profiles.refusals import UnitPriceMissing
from loyalty.use_cases.documents import Recipe
from loyalty.use_cases.participants import Known
from loyalty.use_cases.services import Services
from loyalty.use_cases.sold_in import Sale


@dataclass(frozen=True, slots=True)
class Facts:
    """What a price may have been read from: declared facts that are known, and what was not read."""

    known: Collection[str] = ()
    unread: Collection[str] = ()


NO_FACTS: Final = Facts()


def law_of(programme: Programme, market: str, day: date) -> Law:
    """Give the law of a subscription sold in a market on a day; of one without, that of all markets."""
    return law_on(day, market_of(market, programme.shape.jurisdictions))


def facts_of(known: Known) -> Facts:
    """Give what a price may have been read from, of what is known of a member."""
    return Facts(sorted(known.participant.facts), sorted(known.unread | known.apart))


def told_in_market(
    services: Services, recipe: Recipe, sale: Sale, member: MemberId | None, at: datetime
) -> Recipe:
    """Give the recipe of a basket or a bill frozen, with the notices that its market asks for beside it.

    ``member`` is None where nothing personal was read. Of a history that is replayed nobody is told.
    """
    if services.tells:
        told = {"market": sale.market} if _is_of_plan(recipe.decision) else sale.beside()
        recipe = recipe.beside(**told)
    if services.tells and member is not None:
        beside = recipe.heading.beside
        facts = Facts(beside.get("known", ()), beside.get("unread", ()))
        personal = _how_personal(recipe.decision, facts, identified=True)
        notices = _notices(recipe.decision, sale, personal)
        recipe = recipe.beside(notices=notices).checked(_said(recipe.decision, sale, personal, notices))
    return recipe.frozen(services, member, at)


def notices_of(
    decision: Decision, sale: Sale, facts: Facts = NO_FACTS, *, identified: bool | None = None
) -> list[dict[str, Any]]:
    """Give the notices of a basket's or a plan's price as plain data.

    `Reach.how_personal` says who is ``identified``. What a plan costs by its contract has no fixed
    sentence beside it, which the law asks for other prices only (New York, Gen. Bus. 349-a).
    """
    return _notices(decision, sale, _how_personal(decision, facts, identified=identified))


def _how_personal(decision: Decision, facts: Facts, *, identified: bool | None) -> str:
    return Reach(decision).how_personal(
        identified=identified, known=facts.known, nobody=as_nobody(decision), unread=facts.unread
    )


def _notices(decision: Decision, sale: Sale, personal: str) -> list[dict[str, Any]]:
    due = notices_due(_law(decision, sale), personal)
    return [notice.data() for notice in due if not (_is_of_plan(decision) and notice.id == SENTENCE)]


def _said(
    decision: Decision, sale: Sale, personal: str, notices: Sequence[Mapping[str, Any]]
) -> tuple[Looked, ...]:
    """Give what was looked at where all is said of a basket that must be; of a plan nothing is."""
    if _is_of_plan(decision):
        return ()
    return refuse_untold(_law(decision, sale), personal, notices, "")


def _is_of_plan(decision: Decision) -> bool:
    return decision.part is not decision.programme.basket


def refuse_unsaid(promised: Recipe, quote: str) -> tuple[Looked, ...]:
    """Give what was looked at where a quote says what its market asks for beside its price, truly.

    Raises PersonalisationNoticeMissing, SentenceMissing, NoticeFalse.
    """
    document = promised.document()
    baseline = document.get("baseline")
    personal = "none" if baseline is None else baseline.get("level") or baseline["personal"]
    law = _law(promised.decision, promised_sale(promised))
    return refuse_untold(law, personal, document.get("notices", ()), quote)


def promised_sale(promised: Recipe) -> Sale:
    """Give where what a quote promises is sold, as it was found then."""
    beside = promised.heading.beside
    return Sale(beside.get("market", ""), bound_of(promised.decision, beside))


def says(promised: Recipe, decision: Decision, sale: Sale, facts: Facts) -> bool:
    """Give whether a quote said all that would have to be said beside another price, with the same words."""
    said = [(notice["id"], notice["text"]["en"]) for notice in promised.document().get("notices", ())]
    due = notices_of(decision, sale, facts, identified=True)
    return all((notice["id"], notice["text"]["en"]) in said for notice in due)


def refuse_unmeasured(decision: Decision, sale: Sale) -> tuple[Looked, ...]:
    """Give what was looked at where every line has the price per unit of measure that its market asks for.

    Raises UnitPriceMissing.
    """
    asking = _law(decision, sale).asking("price.unit_price")
    if asking is not None:
        for place in unmeasured(decision):
            pointer = f"/lines/{place}"
            said = (
                f"`{pointer}` says not how much one piece holds, as `{asking.profile}` asks ({asking.cited})"
            )
            raise UnitPriceMissing(said, market=asking.profile, pointer=pointer)
    return () if asking is None else (Looked("PX-09"),)


def _law(decision: Decision, sale: Sale) -> Law:
    """Give the law of where it is sold on the day it is priced at."""
    return law_on(local_day(decision.programme, decision.situation.at), sale.jurisdictions)

"""What is said beside a price because the market asks for it, and that a quote said it before it binds."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from loyalty.decision.baseline import for_nobody
from loyalty.decision.decide import Decision
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.decision.telling.reach import Reach
from loyalty.pricing.basket import Basket
from loyalty.profiles.markets import Law, law_on
from loyalty.profiles.notices import market_of, notices_due, refuse_untold
from loyalty.use_cases.documents import Recipe


def said_beside(
    decision: Decision, basket: Basket, at: datetime, *, identified: bool | None
) -> Mapping[str, Any]:
    """Give the notices of a basket's price at an instant, by how personal it is; see `Reach.how_personal`.

    Raises JurisdictionNotDeclared.
    """
    personal = Reach(decision).how_personal(identified=identified, nobody=for_nobody(decision))
    law = _law(decision.programme, basket, at)
    notices = [notice.data() for notice in notices_due(law, personal)]
    return {"notices": notices} if notices else {}


def refuse_unsaid(promised: Recipe, basket: Basket, at: datetime, quote: str) -> None:
    """Give nothing where a quote says what its market asks for beside its price, and nothing untrue.

    Raises PersonalisationNoticeMissing, SentenceMissing, NoticeFalse.
    """
    document = promised.document()
    baseline, programme = document.get("baseline"), promised.decision.programme
    personal = "none" if baseline is None else baseline.get("level") or baseline["personal"]
    refuse_untold(_law(programme, basket, at), personal, document.get("notices", ()), quote)


def _law(programme: Programme, basket: Basket, at: datetime) -> Law:
    return law_on(local_day(programme, at), market_of(basket.market, programme.shape.jurisdictions))

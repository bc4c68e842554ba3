"""Where a basket is sold, and whose rules bind there: as the storefront says it, in one way or another."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from loyalty.decision.programme import Programme
from loyalty.decision.refusals import Misfit, RequestMisfit
from loyalty.decision.telling.head import SOLD_IN
from loyalty.language.facts import FORMS, FROM_REQUEST, is_of_place
from loyalty.language.shapes.programme import FactShape
from loyalty.language.texts.countries import COUNTRIES, country_hint
from loyalty.language.texts.jurisdictions import binding_in
from loyalty.pricing.basket import Basket
from loyalty.profiles.notices import bound_in, market_of
from loyalty.publication.personal.people import is_of_a_home


@dataclass(frozen=True, slots=True)
class Sale:
    """The ``market`` of a sale as its document tells it, empty where nobody knows; whose rules bind it."""

    market: str
    jurisdictions: tuple[str, ...]

    def beside(self) -> dict[str, Any]:
        """Give it as a heading keeps it beside a decision."""
        return {"market": self.market, SOLD_IN: list(self.jurisdictions)}


def sale_in(programme: Programme, market: str) -> Sale:
    """Give a sale in a market that is named, of which nothing else is looked at; empty: in all of them.

    Raises JurisdictionNotDeclared.
    """
    return Sale(market, market_of(market, programme.shape.jurisdictions))


def sale_of(programme: Programme, basket: Basket, known: Mapping[str, str]) -> Sale:
    """Give where a basket is sold: in the market that is sent, else in the country where it goes.

    ``known`` are facts of the member. A country that is said binds whether or not a rule reads it. One
    that is a default only is told, and all jurisdictions bind: nobody said that it is there. Where a
    programme declares none, no country is looked at. Raises JurisdictionNotDeclared for a market and
    for a country in which no declared rules bind, RequestMisfit where a request says no country there is.
    """
    declared = programme.shape.jurisdictions
    if not declared:
        return sale_in(programme, basket.market)
    said = next(_countries(programme, basket, known), None)
    bound = declared if said is None else bound_in(said[1], declared, said[0])
    if basket.market:
        return sale_in(programme, basket.market)
    if said is not None:
        return Sale(said[1], bound)
    usual = (fact.default.text for _, fact in _of_place(programme) if fact.default is not None)
    told = next((country for country in usual if binding_in(country, declared)), "")
    return Sale(told or (declared[0] if len(declared) == 1 else ""), declared)


def _countries(programme: Programme, basket: Basket, known: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Give the countries that are said, each with its place in the request: that of the order first."""
    for name, _ in _of_place(programme):
        owner, _, bare = name.partition(".")
        if owner == "order":
            said, pointer = basket.order.get(bare), f"/order/{bare}"
        else:
            said, pointer = basket.facts.get(name), f"/facts/{name}"
        if said is not None and said not in COUNTRIES:
            raise RequestMisfit((Misfit(pointer, "fact-invalid", *_unread(said)),))
        country = known.get(name) if said is None and owner == "member" else said
        if country is not None and country in COUNTRIES:
            yield pointer, country


def _unread(said: str) -> tuple[str, str]:
    """Give what is wrong with a country that is none, and what to do."""
    form = FORMS["country"]
    spelt = form.pattern.fullmatch(said) is not None
    return ("no country has this code", country_hint(said)) if spelt else (form.sentence, "")


def _of_place(programme: Programme) -> Iterator[tuple[str, FactShape]]:
    """Give the facts that are the country of a sale, those of the order first."""
    facts = sorted(programme.shape.facts.items(), key=lambda each: not each[0].startswith("order."))
    for name, fact in facts:
        owner, _, bare = name.partition(".")
        if fact.is_ == "country" and owner in {"order", "member"} and _goes(bare, fact):
            yield name, fact


def _goes(bare: str, fact: FactShape) -> bool:
    """Whether a country is where something goes, and not where somebody is at home."""
    if fact.purpose:
        return is_of_place(fact)
    return (fact.label or "transaction") in FROM_REQUEST and not is_of_a_home(bare)

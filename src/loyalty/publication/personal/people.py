"""Facts about people: what a name gives away may not stand behind a price, points or a tier."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from loyalty.decision.telling.lineage import sources_of
from loyalty.language.facts import OF_PLACE, is_of_place
from loyalty.language.findings import Span
from loyalty.language.occasions.belonging import SEGMENT, SIZE
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import parts_of
from loyalty.publication.personal.labelled import is_needed
from loyalty.publication.personal.meaning import (
    classes,
    is_concession,
    is_mislabelled,
    is_of_one_person,
    is_registered,
    meaning,
)
from loyalty.publication.reading import OUTCOMES, PRICE, Use, of_prices, place_of
from loyalty.publication.ways.dearer import is_of_business, tells
from loyalty.publication.ways.told import PAYMENT
from loyalty.publication.words import About, in_text

_PROVED_ELSEWHERE: Final = frozenset({"protected", "proxy", "rights"})
"""Labels whose facts constraints decide about, by lineage."""
_NEEDED: Final = frozenset({About.PLACE, About.RESIDENCE, About.IDENTITY, About.TOO_MUCH, About.CHANNEL})
"""What a fact may be about that is needed for carriage, for tax or to find a shop."""
_SAYS_NOTHING: Final = (
    "todo tbd tba tbc na no none null nil not yet needed required pending later open missing unknown draft "
    "wip fixme x xx xxx placeholder dummy dpia pia assessment impact id the to do be done follow follows "
    "folgt fehlt offen keine kein spaeter"
)
_NO_DOCUMENT: Final = frozenset(_SAYS_NOTHING.split())
"""Words of which no id of a document is made: what is to come, what there is none of, its kind alone."""
_NO_GROUP: Final = frozenset({About.TRAIT, About.CONCESSION, About.RESIDENCE})
"""What no segment may be made by, whether or not a rule reads it."""
_AT_HOME: Final = (
    "billing bill billed invoice invoiced card cards issued issuer issuing pan iban bin bank banks payer "
    "paying payment id ids identity passport licence license home homeland domicile "
    "domiciled resident living lives born birth citizen ip geoip vpn browser phone sim account accounts "
    "profile signup member customer client buyer purchaser user person holder "
    "cardholder payee kunde kunden kaufer kaeufer besteller zahler konto karte karten ausweis pass rechnung "
    "heimat wohn wohnort wohnung herkunft kartenland ausweisland rechnungsland rechnungsadresse heimatland "
    "wohnland wohnsitzland kontoland bankland facturation facture carte banque compte passeport acheteur "
    "karty konta dowodu paszport nabywcy klienta kupujacego faktury zamieszkania "
    "kortti kortin pankki pankin laskutus laskutusmaa passi tilin ostaja ostajan asiakkaan kotimaa asuinmaa "
    "kahao zhangdan yinhang huzhao maijia guke juzhu"
)
_OF_A_TRAVELLER: Final = frozenset({"passport", "nationality", "citizenship", "residence"})
"""What the name of a line's country says where it is of whoever travels, and not of the goods."""
_OF_A_HOME: Final = frozenset(_AT_HOME.split())
"""What the name of an order's country says where it is of who buys or pays, and not the market."""


@dataclass(frozen=True, slots=True)
class _Forbidden:
    """That an outcome may not hang on a kind of fact; ``price`` where only prices may not."""

    about: About
    constraint: str
    code: str
    help: str
    price: bool = False


FORBIDDEN: Final = (
    _Forbidden(
        About.TRAIT, "FA-01", "PROTECTED_ATTRIBUTE_FLOW", "declare it `protected` and read it nowhere"
    ),
    _Forbidden(
        About.CONCESSION,
        "FA-01",
        "PROTECTED_ATTRIBUTE_FLOW",
        "a concession reads a fact that is yes or no, and only lowers",
    ),
    _Forbidden(About.RESIDENCE, "FA-01", "PROTECTED_ATTRIBUTE_FLOW", "let it hang on the market of delivery"),
    _Forbidden(About.ACCESSIBILITY, "FA-16", "PROXY_INPUT_NOT_ALLOWED", "it is for display only"),
    _Forbidden(
        About.AGE,
        "FA-05",
        "AGE_PRICE_NOT_ALLOWED",
        "a concession reads a fact that is yes or no; a birthday treat reads a `day_month`",
    ),
    _Forbidden(
        About.PLACE, "FA-03", "PROXY_INPUT_NOT_ALLOWED", "an address is for carriage, tax and the shop"
    ),
    _Forbidden(About.PERSON, "FA-03", "PROXY_INPUT_NOT_ALLOWED", "a name and a language are for texts"),
    _Forbidden(About.EMPLOYER, "FA-03", "PROXY_INPUT_NOT_ALLOWED", "read a fact that is yes or no"),
    _Forbidden(About.RIGHTS, "FA-09", "RIGHTS_EXERCISE_FLOW", "declare it `rights` and read it nowhere"),
    _Forbidden(About.GOODS, "FA-15", "SENSITIVE_INFERENCE", "leave out what such goods tell of somebody"),
    _Forbidden(About.CHANCE, "FA-12", "NOT_DETERMINISTIC", "let it hang on a published condition"),
    _Forbidden(About.WILLINGNESS, "PP-09", "WTP_SIGNAL", "leave it out of every price", price=True),
    _Forbidden(About.PAYMENT, "PP-09", "WTP_SIGNAL", "leave it out of every price", price=True),
    _Forbidden(
        About.SCORE,
        "FA-13",
        "OPAQUE_SCORE",
        "read the facts the score was made of, or name them as its `made_of`",
    ),
)
"""What no outcome may hang on, the weightiest first."""


_NO_GROUP_BY: Final = {
    "protected": (About.TRAIT, "FA-01", "PROTECTED_ATTRIBUTE_FLOW"),
    "proxy": ("a proxy", "FA-03", "PROXY_INPUT_NOT_ALLOWED"),
    "rights": (About.RIGHTS, "FA-09", "RIGHTS_EXERCISE_FLOW"),
}
"""What a segment may not be made by, by the label of the fact: its name, constraint and code."""


_ENDS: Final = "won win wins winner winning prize result outcome lucky gewonnen gewinn gagne wygrana voitto"
_ENDED_WELL: Final = frozenset(_ENDS.split())
"""What a fact or an event is called that tells how a game ended: chance where the event is one of chance."""


_GAME: Final = re.compile(r"(?:prize|lucky)[ _-](?:draw|wheel|dip)", re.IGNORECASE)
"""What a game of chance is called: whoever takes part in a prize draw has won no prize."""


def check_people(matter: Matter) -> Iterator[Breach]:
    """Give every rule that reads what its name says it may not, each with the weightiest reason."""
    read = set[tuple[str, str]]()
    for use in matter.uses:
        fact = matter.shape.facts.get(use.fact)
        if fact is None or (use.rule, use.fact) in read:
            continue  # told of the weightier outcome
        read.add((use.rule, use.fact))
        if fact.label not in _PROVED_ELSEWHERE or is_needed(use, fact):
            yield from _read(matter, use, fact)
    yield from _grouped(matter)
    yield from _drawn(matter)


def _read(matter: Matter, use: Use, fact: FactShape) -> Iterator[Breach]:
    about = meaning(matter, use.fact) - {About.PAYMENT}
    if fact.sensitive and use.read.startswith("member."):
        about |= {About.GOODS}  # what a score of somebody was made of; goods of a sale may differ
    if _is_market(use.fact, fact):
        about -= {About.PLACE}
    if use.fact.startswith("event.") and not _ENDED_WELL.isdisjoint(parts_of(use.fact)):
        about |= {About.CHANCE} if use.rule in {event.id for event in _games(matter)} else set()
    if tells(matter, PAYMENT, use.fact):
        about |= {About.PAYMENT}
    rule = f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on"
    place = place_of(matter.programme, use)
    if _is_allowed(matter, use, fact, about):
        return
    residence = matter.law.asking("fact.no_residence")
    if residence is not None and _is_residence(use, fact, about):
        message = f"{rule} {About.RESIDENCE}: {use.way}"
        help_ = "let it hang on the market of delivery"
        yield Breach("FA-06", "RESIDENCE_PRICE", place, message, help_, residence)
        return
    hidden = matter.law.asking("personal_price.published")
    for each in FORBIDDEN:
        if each.about not in about or (each.price and use.outcome != PRICE):
            continue
        told = use.is_fee and matter.law.asking("fee.no_payment_fee") is not None
        if each.about is About.PAYMENT and (told or is_of_business(matter, use)):
            return  # told of the fee, or no consumer's
        message = f"{rule} {each.about}: {use.way}"
        if each.about is About.CHANCE and hidden is not None:
            yield Breach("PP-05", "UNDISCLOSED_DIFFERENT_PRICE", place, message, each.help, hidden)
        else:
            yield Breach(each.constraint, each.code, place, message, each.help)
        return


def _is_residence(use: Use, fact: FactShape, about: frozenset[About]) -> bool:
    """Whether it is where somebody is at home: of a person, or of an order, of who buys or pays.

    A member's country that is for carriage or tax alone is read for that only; a country of a line is
    where goods come from, unless it is that of a passport.
    """
    if About.RESIDENCE in about:
        return True
    owner = use.fact.partition(".")[0]
    if fact.is_ != "country" or owner not in {"member", "order"}:
        return fact.is_ == "country" and not _OF_A_TRAVELLER.isdisjoint(parts_of(use.fact))
    return not (is_of_place(fact) if owner == "member" else _is_market(use.fact, fact))


def is_of_a_home(bare: str) -> bool:
    """Whether a country, by its name without its owner, is of who buys or pays, and not of the sale."""
    return not (_OF_A_HOME | _OF_A_TRAVELLER).isdisjoint(parts_of(bare))


def _is_market(name: str, fact: FactShape) -> bool:
    """Whether it is the country where an order goes or is served, though an address tells it."""
    owner, _, bare = name.partition(".")
    return fact.is_ == "country" and owner == "order" and _OF_A_HOME.isdisjoint(parts_of(bare))


def _is_allowed(matter: Matter, use: Use, fact: FactShape, about: frozenset[About]) -> bool:
    """Whether it is needed for carriage or tax, a concession, a registered score, or a birthday's day."""
    needed = bool(use.purposes & OF_PLACE) and about <= _NEEDED
    kind = matter.shape.facts[use.read].is_ if use.read in matter.shape.facts else "truth"
    if (is_concession(matter, use.fact) and kind == "truth") or (
        is_registered(matter, use.fact) and kind in {"quantity", "truth"}
    ):
        return True  # which way it moves an outcome is looked at apart
    if use.read == use.fact and any(classes(matter, use.fact)):
        return True  # as above
    return needed or (fact.is_ == "day_month" and about <= {About.AGE})


def check_assessed(matter: Matter) -> Iterator[Breach]:
    """Give every rule that makes a price hang on something of one person that no assessment is about."""
    law, told = matter.law.asking("fact.assessment"), set[tuple[str, str]]()
    for use in of_prices(matter.programme, matter.uses) if law is not None else ():
        if (use.rule, use.fact) in told:
            continue
        told.add((use.rule, use.fact))
        if is_mislabelled(matter, use.fact):
            message = (
                f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on what one member likes or does"
            )
            help_ = f"label `{use.fact}` `personal`, and write the id of its impact assessment"
            place = place_of(matter.programme, use)
            yield Breach("PD-20", "DPIA_MISSING", place, f"{message}, as of the club: {use.way}", help_, law)
        elif is_of_one_person(matter, use.fact):
            yield from (Breach("PD-20", "DPIA_MISSING", *found, law) for found in _unassessed(matter, use))


def _unassessed(matter: Matter, use: Use) -> Iterator[tuple[Span, str, str]]:
    """Give where the id of an assessment lacks or is none, what is wrong, and what to do."""
    fact, named = matter.shape.facts.get(use.fact), dict[str, Span]()
    if fact is None:
        named = {each.id: each.place("id") for each in matter.shape.assessments if use.fact in each.of}
        what = "what a member bought before,"
        help_ = f"write the id of its impact assessment under `assessments`, `{use.fact}` among its `of`"
    else:
        named = {fact.assessment: fact.place("assessment")} if fact.assessment is not None else {}
        what = "the personal fact" if fact.label == "personal" else "what somebody did before,"
        help_ = f"write the id of its impact assessment as `assessment` of `{use.fact}`"
    if not named:
        said = f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on {what} {use.way}"
        yield place_of(matter.programme, use), f"{said}, without an assessment", help_
    for text, place in named.items():
        if _NO_DOCUMENT.issuperset(parts_of(text)):
            message = f"`{text}` is no id of an assessment, and the price of `{use.rule}` hangs on {use.way}"
            yield place, message, help_


def _games(matter: Matter) -> Iterator[EarnEventShape]:
    """Give the rules for events that are games of chance by what they are called."""
    for event in matter.shape.events:
        if any(About.CHANCE in in_text(text) for text in (event.id, event.of_event, *event.name.values())):
            yield event


def _drawn(matter: Matter) -> Iterator[Breach]:
    """Give events that are won by chance: points for them are drawn, though a shop tells who won."""
    for event in _games(matter):
        texts = (event.id, event.of_event, *event.name.values())
        said = {part for text in texts for part in parts_of(_GAME.sub(" ", text))}
        if said & _ENDED_WELL or any("中奖" in text for text in event.name.values()):
            message = f"the event `{event.id}` makes points hang on {About.CHANCE}"
            help_ = "give points for taking part, to everybody as many"
            yield Breach("FA-12", "NOT_DETERMINISTIC", event.place("id"), message, help_)


def _grouped(matter: Matter) -> Iterator[Breach]:
    """Give segments that no rule reads and nobody may be grouped by: who lists them could still go by them.

    Those are of a protected trait, of the use of a right, and of a proxy for what it is not declared for.
    """
    read = {use.read for use in matter.uses}
    for segment in matter.shape.segments:
        if f"{SIZE}{segment.id}" in read:
            continue  # told of each rule that reads it
        group = f"{SEGMENT}{segment.id}"
        for name in sorted(sources_of(matter.programme, group)):
            fact, about = matter.shape.facts.get(name), meaning(matter, name) & _NO_GROUP
            if fact is None or is_concession(matter, name):
                continue
            label = fact.label if about == frozenset() else "protected"
            said = _NO_GROUP_BY.get(label or "")
            if said is None or (label == "proxy" and set(fact.purpose) & set(segment.purpose)):
                continue
            what, constraint, code = min(about, default=said[0]), *said[1:]
            message = f"the segment `{segment.id}` groups members by {what}: `{group}` ← `{name}`"
            help_ = "let it hang on something else, or leave the segment out"
            yield Breach(constraint, code, segment.place("when"), message, help_)
            break

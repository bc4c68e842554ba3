"""What a fact is about, by all that a programme says of it: name, texts for members, and values.

Its type comes first: a tier is a tier, and a sum of lines is of the goods, whatever they are called.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from loyalty.constraints.claims import parts_of
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.occasions.belonging import of_purchases
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.matter import Matter
from loyalty.publication.naming import names_thing
from loyalty.publication.naming import parts_of as words_in
from loyalty.publication.words import About, abouts, by_machines, in_text, is_of_a_person, names_person

_CONCESSIONS: Final = frozenset({About.AGE, About.CONCESSION, About.EMPLOYER})

_CHARGE: Final = frozenset({About.WILLINGNESS})
"""How full the battery of a buyer's phone is, which no quantity of goods is called."""
_BASKETS: Final = "cart basket trolley checkout warenkorb einkaufswagen panier koszyk ostoskori gouwuche"
_GIVEN_UP: Final = (
    "removed emptied cleared deleted dropped abandoned abandoning deserted "
    "entfernt geleert verlassen abandonne retire vide porzucony porzucono oproznil hylatty tyhjennetty "
    "fangqi yichu qingkong shanchu"
)
_FIRST_SEEN: Final = "visit view viewed look looked opened click clicked landing login search"
_CLICK: Final = frozenset({"click"})
_FETCHED: Final = _CLICK | {"collect"}
"""How goods are fetched, which is no click: `click_and_collect`."""
_SHORT_WHILE: Final = "seconds secs minutes hours"
_WAVERING: Final = tuple(
    (frozenset(first.split()), frozenset(second.split()), among)
    for first, second, among in ((_BASKETS, _GIVEN_UP, ""), (_FIRST_SEEN, _SHORT_WHILE, "since"))
)
"""Words of which one of each group in a name says that somebody hesitates: `times_removed_from_cart`.

And the word that must be among them: a visit of so many minutes is one to a doctor.
"""
_GOODS: Final = "line."
"""How the names of what is known of a line begin."""
_SETTINGS: Final = frozenset({About.ACCESSIBILITY})
"""What one of the choices of a sale gives away: a mode of display is chosen by whoever needs it."""
_COUNTS: Final = frozenset({"quantity", "money", "points"})
_RACES: Final = "races"
_RACE: Final = "race"
_RUN: Final = frozenset(
    {"run", "runs", "count", "number", "times", "finished", "completed", "entered", "started", "won", "wins"}
)
"""Words beside a race that somebody runs: an origin is never counted, and its code is a number, too."""
_COUNTED: Final = frozenset({"quantity", "money", "points"})
_DEEDS: Final = frozenset(
    {"visits", "orders", "purchases", "bookings", "spend", "spent", "spending", "turnover"}
)
"""What somebody did before, as the number of it is called where it stands in an order beside who did it."""
_MORE_OR_LESS: Final = frozenset({"quantity", "truth"})


def meaning(matter: Matter, name: str) -> frozenset[About]:
    """Give what a declared fact is about, nothing for one that nobody declares."""
    fact = matter.shape.facts.get(name)
    if fact is None or fact.is_ == "tier" or fact.sum_of is not None:
        return frozenset()
    values = (*fact.of, *sorted(matter.compared.get(name, ())))
    return (
        abouts(_counted(name) if fact.is_ in _COUNTS else name, values)
        | (_CHARGE if fact.is_ == "quantity" and name == "order.battery" else frozenset())
        | _wavering(name)
        | _told(name, fact)
        | (frozenset() if name.startswith(_GOODS) else _machines(name, fact))
    )


def _wavering(name: str) -> frozenset[About]:
    """Give whether a name says that somebody takes things out again, or how long they have been looking."""
    if name.startswith(_GOODS):
        return frozenset()
    parts = frozenset(words_in(name))
    parts -= _CLICK if parts >= _FETCHED else frozenset()
    said = any(
        parts & one and parts & other and (not among or among in parts) for one, other, among in _WAVERING
    )
    return frozenset({About.WILLINGNESS} if said else ())


def _counted(name: str) -> str:
    """Give the name of a number without the races somebody ran."""
    owner, dot, bare = name.rpartition(".")
    parts = words_in(bare)
    ran = {_RACES} if _RUN.isdisjoint(parts) else {_RACES, _RACE}
    return f"{owner}{dot}{'_'.join(part for part in parts if part not in ran)}"


def _told(name: str, fact: FactShape) -> frozenset[About]:
    """Give what texts for members say: of a person's fact one is enough, of another's all of its choices.

    A sale in Church Street and goods for women say nothing of who buys, unless the name speaks of them.
    """
    called = [*(fact.name or {}).values()]
    words = [frozenset().union(*map(in_text, word.values())) for word in (fact.words or {}).values()]
    if names_thing(name):
        return frozenset().union(*map(in_text, called))
    if is_of_a_person(name) or any(map(names_person, called)):
        return frozenset().union(*map(in_text, called), *words)
    if name.startswith(_GOODS):
        return frozenset()
    alike = words[0].intersection(*words[1:]) if words else frozenset[About]()
    return frozenset().union(*map(in_text, called)) | alike | (frozenset().union(*words) & _SETTINGS)


def _machines(name: str, fact: FactShape) -> frozenset[About]:
    """Give whether what members read of the choices tells of somebody's machine, in one of the languages."""
    words = (fact.words or {}).values()
    languages = sorted({language for each in words for language in each})
    return frozenset().union(*(by_machines(name, [each.get(one, "") for each in words]) for one in languages))


def is_concession(matter: Matter, name: str) -> bool:
    """Give whether a fact says yes or no of a trait for which there may be a concession, and of no other."""
    fact, about = matter.shape.facts.get(name), meaning(matter, name)
    return fact is not None and fact.is_ == "truth" and bool(about) and about <= _CONCESSIONS


def is_registered(matter: Matter, name: str) -> bool:
    """Give whether a fact is a score that names what it was made of, and of which there is more or less."""
    fact = matter.shape.facts.get(name)
    return (
        fact is not None
        and bool(fact.made_of)
        and fact.is_ in _MORE_OR_LESS
        and meaning(matter, name) == {About.SCORE}
    )


def is_of_one_person(matter: Matter, name: str) -> bool:
    """Give whether a fact is personal by its label, or tells what one member bought or did before."""
    fact = matter.shape.facts.get(name)
    return (fact is not None and fact.label == "personal") or is_of_the_past(matter, name)


def is_of_the_past(matter: Matter, name: str) -> bool:
    """Give whether it is what the books know of what one member bought, or an order's count of that."""
    fact, (owner, _, bare) = matter.shape.facts.get(name), name.partition(".")
    if fact is None:
        return owner == "history" and of_purchases(name)
    counted = owner in {"order", "line"} and fact.is_ in _COUNTED and fact.sum_of is None
    return counted and names_person(bare) and not _DEEDS.isdisjoint(words_in(bare))


def compared(programme: Programme) -> Mapping[str, frozenset[str]]:
    """Give the texts with which rules, segments and tables compare each fact."""
    parts = [*parts_of(programme).values(), *programme.events.values()]
    if programme.segments is not None:
        parts.append(programme.segments)
    found: dict[str, set[str]] = {}
    for part in parts:
        for formula in part.compiled.sheet.formulas:
            for fact, text in _comparisons(formula.tree):
                found.setdefault(fact, set()).add(text)
    return {fact: frozenset(texts) for fact, texts in found.items()}


def _comparisons(node: t.Node) -> Iterator[tuple[str, str]]:
    match node:
        case t.OneOf(inner=t.Read() as read):
            yield from ((read.name, str(choice.value)) for choice in node.choices)
        case t.Compare(left=t.Read() as read, right=t.Const() as value) if value.kind is t.Kind.TEXT:
            yield read.name, str(value.value)
        case t.Compare(left=t.Const() as value, right=t.Read() as read) if value.kind is t.Kind.TEXT:
            yield read.name, str(value.value)
        case _:
            pass
    for child in t.children(node):
        yield from _comparisons(child)

"""What a fact is about, by all that a programme says of it: name, texts for members, and values.

Its type comes first: a tier is a tier, and a sum of lines is of the goods, whatever they are called.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from loyalty.constraints.claims import parts_of
from loyalty.decision.programme import Programme
from loyalty.language import tree as t
from loyalty.language.occasions.belonging import of_purchases
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of, names_thing
from loyalty.publication.naming import parts_of as words_in
from loyalty.publication.phrases.pairs import chosen, together
from loyalty.publication.words import (
    ADULTS,
    AROUND,
    YOUNG,
    About,
    abouts,
    by_machines,
    in_choice,
    in_text,
    in_text_of_person,
    is_local,
    is_of_a_person,
    names_person,
)

_CONCESSIONS: Final = frozenset({About.AGE, About.CONCESSION, About.EMPLOYER})

_CHARGE: Final = frozenset({About.WILLINGNESS})
"""How full the battery of a buyer's phone is, which no quantity of goods is called."""
_GOODS: Final = "line."
"""How the names of what is known of a line begin."""
_COMING: Final = frozenset(
    [
        "came",
        "come",
        "from",
        "source",
        "via",
        "referred",
        "arrived",
        "heard",
        "found",
        "landing",
        "lead",
        "laiyuan",
    ]
)
_COMPARED: Final = frozenset(
    ["compare", "compared", "comparing", "comparison", "comparisons", "vergleich", "comparateur"]
)
"""How a choice is called of where somebody came from, and which one says that prices were compared."""
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
_OF_MEMBER: Final = "member."
_LIKES: Final = (
    "hobby hobbies interests pastime pastimes lifestyle habit habits favourite favourites favorite "
    "favorites steckenpferd hobbys interessen lebensstil gewohnheiten loisirs passe_temps centres_interet "
    "centres_d_interet zainteresowania harrastus harrastukset kiinnostukset favori aihao xingqu "
    "爱好 兴趣 喜好 偏好"
)
_LIKED: Final = frozenset(_LIKES.split())
"""What somebody likes or does, which no club makes and no rule of it publishes."""
_LIKED_MOST: Final = ("liebling", "ulubion", "lempi")
"""How a word begins of what somebody likes most, in languages that write what it is as one with it."""
_ADMITTED: Final = (
    "ticket tickets fare fares admission admissions entry entries entrance seat seats pass passes passenger "
    "passengers visitor visitors traveller travellers eintritt eintrittskarte fahrkarte fahrschein sitzplatz "
    "entree billet bilet lippu piaozhong chengke 票 座位 乘客 旅客 入场"
)
_SEATS: Final = frozenset({"seat", "seats", "sitz", "sitze", "座位"})
"""What a vehicle has as well as a hall: a child's is a thing, unless there is one for adults."""
_ADMITS: Final = frozenset(_ADMITTED.split())
"""What somebody is let in by: whom such a line is for is who it is of, and no kind of goods."""
_BESIDE: Final = _ADMITS | AROUND | {"night", "day", "price", "only", "for", "type", "class", "reduced"}
"""What stands beside the word of whom a ticket is for."""
_SEVERAL: Final = frozenset(
    ["family", "families", "group", "groups", "familie", "gruppe", "famille", "groupe", "rodzina", "perhe"]
)
_SEVERAL_ZH: Final = frozenset({"家庭", "亲子", "团体"})
_CHINESE_CLASSES: Final = {
    "儿童": "child",
    "小孩": "child",
    "老人": "senior",
    "长者": "senior",
    "成人": "adult",
}
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
        | _together(name, fact)
        | _compared(name, values)
        | _told(name, fact)
        | (_admitted(fact, values) if lets_in(name, fact) else frozenset())
        | (frozenset() if name.startswith(_GOODS) else _machines(name, fact))
    )


def _compared(name: str, values: tuple[str, ...]) -> frozenset[About]:
    """Give whether where somebody came from is a site that compares prices, by one of the choices."""
    coming = not name.startswith(_GOODS) and not _COMING.isdisjoint(words_in(name))
    said = coming and any(not _COMPARED.isdisjoint(words_in(value)) or "比价" in value for value in values)
    return frozenset({About.WILLINGNESS} if said else ())


def _together(name: str, fact: FactShape) -> frozenset[About]:
    """Give what pairs of words say, in the name, in what members read for it, or beside a choice."""
    if name.startswith(_GOODS):
        return frozenset()
    bare = name.rpartition(".")[2]
    of_person = is_of_a_person(name)
    said = [together(text, of_person=of_person) for text in (bare, *(fact.name or {}).values())]
    said += [chosen(bare, text) for value in fact.of for text in (value, *_words(fact, value))]
    return frozenset().union(*said)


def _words(fact: FactShape, value: str) -> Iterable[str]:
    return (fact.words or {}).get(value, {}).values()


def _counted(name: str) -> str:
    """Give the name of a number without the races somebody ran."""
    owner, dot, bare = name.rpartition(".")
    parts = words_in(bare)
    ran = {_RACES} if _RUN.isdisjoint(parts) else {_RACES, _RACE}
    return f"{owner}{dot}{'_'.join(part for part in parts if part not in ran)}"


def lets_in(name: str, fact: FactShape) -> bool:
    """Give whether a choice of a sale is of tickets, seats or whoever else is let in."""
    owner, _, bare = name.partition(".")
    said = (bare, *(fact.name or {}).values())
    if owner not in {"line", "order"} or fact.is_ != "choice":
        return False
    seated = any(is_one_of(text, _SEATS) for text in said) and _is_fitted(fact)
    return any(is_one_of(text, _ADMITS - _SEATS if seated else _ADMITS) for text in said)


def _is_fitted(fact: FactShape) -> bool:
    """Give whether seats are things: those of the young, of which none is for adults."""
    known = [value for value in fact.of if _whose(fact, value)]
    return all(_is_young(fact, value) for value in known)


def _is_young(fact: FactShape, value: str) -> bool:
    return any(not YOUNG.isdisjoint(words_in(text)) for text in _texts(fact, value))


def _admitted(fact: FactShape, values: Iterable[str]) -> frozenset[About]:
    """Give what the classes of a ticket say of whom they are for; a family beside adults is none."""
    if all(_is_grown_up(fact, value) or _is_of_several(fact, value) for value in fact.of):
        return frozenset()
    return frozenset().union(*(_whose(fact, value) for value in values))


def _whose(fact: FactShape, value: str) -> frozenset[About]:
    """Give what a class of tickets says of whom it is for, where it says that and nothing else."""
    found = frozenset[About]()
    for text in _texts(fact, value):
        parts = [part for part in words_in(text) if part not in _BESIDE]
        if len(parts) <= 1 or abouts(f"member.{text}") == {About.AGE}:
            found |= abouts("member.k", ["_".join(parts), text]) & (_CONCESSIONS | {About.TRAIT})
            found |= (abouts(f"member.{text}") & {About.AGE}) | (in_text(text) & _CONCESSIONS)
    return found


def _texts(fact: FactShape, value: str) -> Iterator[str]:
    """Give how a value is called, also for members."""
    for text in (value, *_words(fact, value)):
        yield _CHINESE_CLASSES.get(text.removesuffix("票"), text)


def classes(matter: Matter, name: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Give of a choice of the sale the ordinary values and those of a class that may only be helped.

    Both are empty unless the values alone tell of people, and of nothing for which there is no concession.
    """
    fact, about = matter.shape.facts.get(name), meaning(matter, name)
    owner = name.partition(".")[0]
    if fact is None or fact.is_ != "choice" or owner not in {"line", "order"} or abouts(name):
        return (), ()
    helped = [value for value in fact.of if _whose(fact, value) and not _is_grown_up(fact, value)]
    ordinary = tuple(value for value in fact.of if value not in helped and not _is_of_several(fact, value))
    return (ordinary, tuple(helped)) if about and about <= _CONCESSIONS and helped and ordinary else ((), ())


def _is_of_several(fact: FactShape, value: str) -> bool:
    """Give whether a ticket is for several at once: the young among them are let in with it."""
    return any(not _SEVERAL.isdisjoint(words_in(text)) or text in _SEVERAL_ZH for text in _texts(fact, value))


def _is_grown_up(fact: FactShape, value: str) -> bool:
    said = (frozenset(words_in(text)) - _BESIDE for text in _texts(fact, value))
    return any(bool(parts) and parts <= ADULTS for parts in said)


def _told(name: str, fact: FactShape) -> frozenset[About]:
    """Give what texts for members say: of a person's fact one is enough, of another's all of its choices.

    A sale in Church Street and goods for women say nothing of who buys, unless the name speaks of them.
    """
    called = [*(fact.name or {}).values()]
    if names_thing(name):
        return frozenset().union(*map(in_text, called))
    if is_of_a_person(name) or any(map(names_person, called)):
        here = {About.RESIDENCE} if any(is_local(text, of_person=True) for text in called) else set[About]()
        chosen_ = [text for value in fact.of for text in _words(fact, value)]
        texts = map(in_text_of_person, (*called, *chosen_))
        return frozenset().union(*texts, *map(in_choice, chosen_), here)
    if name.startswith(_GOODS):
        return frozenset()
    words = [frozenset().union(*map(in_text, word.values())) for word in (fact.words or {}).values()]
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


def is_mislabelled(matter: Matter, name: str) -> bool:
    """Give whether what one member likes or has a habit of is labelled as if the club had made it."""
    fact = matter.shape.facts.get(name)
    if fact is None or fact.label != "membership" or fact.is_ == "tier" or not name.startswith(_OF_MEMBER):
        return False
    return any(map(_is_liked, (name.removeprefix(_OF_MEMBER), *(fact.name or {}).values())))


def _is_liked(text: str) -> bool:
    return is_one_of(text, _LIKED) or any(part.startswith(_LIKED_MOST) for part in words_in(text))


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

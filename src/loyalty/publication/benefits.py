"""Benefits: for published reasons, never for goods that tell too much, never for a few."""

from collections.abc import Iterator, Mapping
from typing import Final

from loyalty.decision.programme import Part
from loyalty.decision.telling.lineage import sources_of
from loyalty.decision.trace import label_of
from loyalty.language.facts import FROM_REQUEST, KIND_OF_TYPE
from loyalty.language.findings import Span
from loyalty.language.occasions.belonging import SIZE
from loyalty.language.occasions.counted import BUDGET, TAKEN
from loyalty.language.readers.python import Value
from loyalty.language.readers.specialise import World, constants_of
from loyalty.language.shapes.programme import discounts_of
from loyalty.language.tree import Const, Kind, Node
from loyalty.publication.breach import Breach
from loyalty.publication.goods.telling import TELLING
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of

_MEASURES: Final = ("tier.measure", "segment", "member.segment")
"""How the formulas of measures and of segments begin."""
_TELLING: Final = frozenset(TELLING.split())
_GOODS: Final = "line."
_KNOWN: Final = ("member.", "history.")
"""How the names of what is known of a member begin."""
_OF_ALL: Final = (TAKEN, BUDGET, SIZE)
"""How the names of what is given counted in all begin, which are limits."""


def check_benefits(matter: Matter) -> Iterator[Breach]:
    """Give benefits that hang on what nobody was told, tell too much, or are for a few."""
    yield from _unpublished(matter)
    yield from _sensitive(matter)
    yield from _few(matter)


def _unpublished(matter: Matter) -> Iterator[Breach]:
    """Give discounts that not everybody has, whose condition members can read after they count: each once."""
    law = matter.law.asking("personal_price.published")
    if law is None:
        return
    for rule in discounts_of(matter.shape):
        first = rule.from_ or matter.shape.effective.from_
        way = _differing(matter, rule.id) if rule.published is not None and rule.published > first else None
        if way is not None:
            message = f"`{rule.id}` makes a price differ by {way}, and members can read why too late"
            help_ = f"write `published: {first}`, or an earlier day, and publish it then"
            place = rule.place("published")
            yield Breach("PP-05", "UNDISCLOSED_DIFFERENT_PRICE", place, message, help_, law)


def _differing(matter: Matter, rule: str) -> str | None:
    """Give how a rule comes to a fact by which members differ, itself or by a segment; None where to none."""
    sheet = matter.programme.basket.compiled.sheet
    looked = (sheet.looks_at[formula.name] for formula in sheet.formulas if formula.rule.id == rule)
    for read in sorted(frozenset().union(*looked)):
        for fact in sorted(sources_of(matter.programme, read)):
            known = fact.startswith(_KNOWN) or fact in matter.shape.facts
            if known and not fact.startswith(_OF_ALL) and label_of(fact, matter.shape) not in FROM_REQUEST:
                return f"`{fact}`" if fact == read else f"`{read}` ← `{fact}`"
    return None


def _sensitive(matter: Matter) -> Iterator[Breach]:
    """Give measures and segments that single out goods that tell of health, faith, sex life or pregnancy.

    They do where such goods count otherwise than all others. That they do not count at all tells nothing.
    """
    parts = [matter.programme.basket]
    if matter.programme.segments is not None:
        parts.append(matter.programme.segments)
    for part in parts:
        for fact in sorted(part.compiled.sheet.reads):
            yield from _of_fact(matter, part, fact)


def _of_fact(matter: Matter, part: Part, fact: str) -> Iterator[Breach]:
    sheet, values, told = part.compiled.sheet, *_values(matter, fact)
    if not told:
        return
    reading = [each for each in sheet.formulas if each.name.startswith(_MEASURES)]
    reading = [each for each in reading if fact in sheet.behind[each.name]]
    worlds = {value: World(sheet, constants_of(sheet, {fact: value})) for value in values if reading}
    for formula in reading:
        trees = {value: world.tree(formula.name) for value, world in worlds.items()}
        word = next((each for each in told if _singled_out(each, trees, told)), None)
        if word is not None:
            place: Span = formula.rule.span or matter.shape.span
            called = f"`{word}`" if isinstance(word, str) else f"`{fact}`"
            message = f"`{formula.rule.id}` singles out {called}, which tells too much of a person"
            yield Breach("FA-15", "SENSITIVE_INFERENCE", place, message, "count all goods alike")
            return


def _values(matter: Matter, name: str) -> tuple[tuple[Value, ...], tuple[Value, ...]]:
    """Give what a fact can be, and of that what tells too much: declared, by itself, or by its words."""
    fact = matter.shape.facts.get(name)
    if fact is not None and KIND_OF_TYPE[fact.is_] is Kind.TRUTH:
        called = (name.partition(".")[2], *(fact.name or {}).values())
        telling = name.startswith(_GOODS) and any(is_one_of(text, _TELLING) for text in called)
        return (0, 1), (1,) if telling else ()
    if name not in matter.compared:
        return (), ()
    values = matter.values(name)
    words = (fact.words if fact is not None else None) or {}
    said = {value: (value, *words.get(value, {}).values()) for value in values}
    return values, tuple(
        value
        for value in sorted(values)
        if (fact is not None and value in fact.sensitive)
        or any(is_one_of(text, _TELLING) for text in said[value])
    )


def _singled_out(word: Value, trees: Mapping[Value, Node], told: tuple[Value, ...]) -> bool:
    """Give whether goods count, and as no others do that tell nothing."""
    mine = trees[word]
    counts = not isinstance(mine, Const) or bool(mine.value)
    return counts and all(tree != mine for value, tree in trees.items() if value not in told)


def _few(matter: Matter) -> Iterator[Breach]:
    """Give segments that give something and may be too small.

    Below the floor no programme may set them; below what good practice asks for is a warning.
    """
    read = {use.read for use in matter.uses}
    for segment in matter.shape.segments:
        if f"{SIZE}{segment.id}" not in read:
            continue
        for parameter in ("segment.floor", "segment.members"):
            least = matter.law.strictest(parameter)
            if isinstance(least, int) and segment.at_least_members < least:
                law = next(each for each in matter.law.values(parameter) if each.value == least)
                message = f"the segment `{segment.id}` gives something to {segment.at_least_members} or more"
                advised = matter.law.strictest("segment.members")
                help_ = f"write `at_least_members: {advised}`, so that it is about nobody"
                place = segment.place("at_least_members")
                only_advised = parameter == "segment.members"
                yield Breach("PD-16", "SEGMENT_TOO_SMALL", place, message, help_, law, warning=only_advised)
                break

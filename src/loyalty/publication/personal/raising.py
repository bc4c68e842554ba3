"""What is known of a person may only lower a price: fees only some members pay, discounts kept from them.

A condition is read part by part. Of a part that asks for something personal it is known whether it holds for
somebody of whom nothing is known; a fee may then only be spared by it, and a discount only be given.
"""

from collections.abc import Iterator

from loyalty.constraints.claims import parts_of
from loyalty.decision.baseline import facts_of_nobody
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import unstated
from loyalty.decision.telling.lineage import labels_of
from loyalty.language import tree as t
from loyalty.language.facts import FROM_REQUEST, may_be_unknown
from loyalty.language.findings import Span
from loyalty.language.readers.python import Value
from loyalty.language.readers.specialise import World, constants_of
from loyalty.language.shapes.programme import FactShape, discounts_of
from loyalty.language.sheet import Rule, names_read
from loyalty.language.tree import Const, Node
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of
from loyalty.publication.personal.people import check_people

_CODE = "PERSONAL_DATA_RAISES_PRICE"
_PLACES = frozenset({"country", "text", "choice"})
"""Types of what says where something goes."""
_FAR = frozenset(
    [
        "distance",
        "island",
        "islands",
        "mainland",
        "remote",
        "kilometres",
        "kilometers",
        "km",
        "miles",
        "zone",
        "floor",
        "floors",
        "stairs",
        "entfernung",
        "insel",
        "inseln",
        "festland",
        "etage",
        "stockwerk",
        "distance_km",
        "juli",
        "haidao",
        "pianyuan",
        "louceng",
        "距离",
        "公里",
        "海岛",
        "偏远",
        "楼层",
    ]
)
"""Names of what says how far something goes: of an address, for carriage."""


def check_raising(matter: Matter) -> Iterator[Breach]:
    """Give fees that only some members pay; warn of discounts that nobody has and some members have not."""
    fees = {fee.id: fee for fee, _ in matter.fees()}
    discounts = {rule.id for rule in discounts_of(matter.shape)}
    told, refused = set[str](), {breach.span for breach in check_people(matter)}
    for part in parts_of(matter.programme).values():
        nobody = _Nobody(matter, part)
        for condition in part.conditions:
            rule = condition.rule
            if rule.id in told or rule.id not in fees.keys() | discounts:
                continue
            fact = nobody.turns(condition.formula, up=rule.id in fees)
            if fact is not None:
                told.add(rule.id)
                fee = fees.get(rule.id)
                if fee is not None:
                    yield _charged(rule, fact, fee.place("when"))
                elif rule.span not in refused:
                    yield _kept(rule, fact, matter.shape.span)


def _charged(rule: Rule, fact: str, place: Span) -> Breach:
    message = f"the fee `{rule.id}` is charged by `{fact}`, and who is unknown does not pay it"
    return Breach("PP-04", _CODE, place, message, "let what is known of a person only spare a fee")


def _kept(rule: Rule, fact: str, place: Span) -> Breach:
    message = f"`{rule.id}` is kept from some members by `{fact}`, and who is unknown has it"
    help_ = "ask for `member.enrolled` too; as it is, those members are charged what is charged without it"
    return Breach("PP-04", _CODE, rule.span or place, message, help_, warning=True)


def _measures(programme: Programme, part: Part) -> dict[str, Value]:
    """Give personal facts that are more or less of something, as of nobody: no place, though for carriage."""
    facts = programme.shape.facts
    read = ((item, facts[item.name]) for item in part.compiled.sheet.inputs if item.name in facts)
    return {
        item.name: unstated(programme, item, fact)
        for item, fact in read
        if fact.label == "personal" and may_be_unknown(item.name, fact) and not _is_place(item.name, fact)
    }


def _is_place(name: str, fact: FactShape) -> bool:
    return fact.is_ in _PLACES or is_one_of(name.rpartition(".")[2], _FAR)


class _Nobody:
    """What conditions of one sheet come to for somebody of whom nothing is known."""

    def __init__(self, matter: Matter, part: Part) -> None:
        programme, sheet = matter.programme, part.compiled.sheet
        known = {"member.enrolled": 0, **_measures(programme, part), **facts_of_nobody(programme, part)}
        self.personal = {name for name in known if labels_of(programme, name) - FROM_REQUEST}
        constants = constants_of(sheet, {name: known[name] for name in self.personal})
        self.world = World(sheet, constants, programme.shape.numbers.limits.lines)

    def turns(self, condition: str, *, up: bool) -> str | None:
        """Give the personal fact by which a condition can hold where it does not for nobody.

        Without ``up``: by which it can fail where it may hold for nobody. None where there is no such fact.
        """
        whole = self.world.tree(condition)
        if isinstance(whole, Const) and bool(whole.value) is up:
            return None
        return next(self._turning(self.world.formulas[condition].tree, up=up), None)

    def _turning(self, node: Node, *, up: bool) -> Iterator[str]:
        match node:
            case t.All() | t.Any():
                for part in node.parts:
                    yield from self._turning(part, up=up)
            case t.Not():
                yield from self._turning(node.inner, up=not up)
            case t.Read() if node.name in self.world.formulas:
                yield from self._turning(self.world.formulas[node.name].tree, up=up)
            case _:
                found = self.world.special(node)
                if isinstance(found, Const) and bool(found.value) is not up:
                    yield from sorted(self._behind(node) & self.personal)

    def _behind(self, node: Node) -> frozenset[str]:
        names, behind = names_read(node), self.world.sheet.behind
        return names.union(*(behind.get(name, frozenset()) for name in names))

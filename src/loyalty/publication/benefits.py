"""Benefits: to be had without an app, for published reasons, never for goods that tell too much."""

from collections.abc import Iterator

from loyalty.decision.trace import label_of
from loyalty.language import tree as t
from loyalty.language.findings import Span
from loyalty.language.occasions.belonging import SIZE
from loyalty.language.shapes.programme import discounts_of
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.reading import PRICE
from loyalty.publication.words import APPS, SENSITIVE, About, abouts, is_one_of


def check_benefits(matter: Matter) -> Iterator[Breach]:
    """Give benefits that need an app, hang on what nobody was told, tell too much, or are for a few."""
    yield from _apps(matter)
    yield from _unpublished(matter)
    yield from _sensitive(matter)
    yield from _few(matter)


def _apps(matter: Matter) -> Iterator[Breach]:
    """Give rules that only count in an app: discounts are refused, points told of."""
    discounts = {rule.id for rule in discounts_of(matter.shape)}
    seen: set[str] = set()
    for condition in matter.programme.basket.conditions:
        rule = condition.rule
        for name, choices in _channels(matter).items():
            if (
                rule.id in seen
                or name not in matter.programme.basket.compiled.sheet.behind[condition.formula]
            ):
                continue
            ways = [choice for choice in choices if matter.may_hold(condition.formula, name, choice)]
            if ways and all(is_one_of(way, APPS) for way in ways) and len(ways) < len(choices):
                seen.add(rule.id)
                message = f"the benefit `{rule.id}` counts only where `{name}` is `{'` or `'.join(ways)}`"
                help_ = "let it count in another channel too, or have it waived"
                yield Breach(
                    "FA-10",
                    "APP_ONLY_BENEFIT",
                    rule.span or matter.shape.span,
                    message,
                    help_,
                    where=rule.id,
                    warning=rule.id not in discounts,
                )


def _channels(matter: Matter) -> dict[str, tuple[str, ...]]:
    return {
        name: fact.of
        for name, fact in matter.shape.facts.items()
        if fact.of and (About.CHANNEL in abouts(name) or any(is_one_of(choice, APPS) for choice in fact.of))
    }


def _unpublished(matter: Matter) -> Iterator[Breach]:
    """Give discounts that hang on personal facts, of which members are told after they count."""
    law = matter.law.asking("personal_price.published")
    if law is None:
        return
    rules = {rule.id: rule for rule in discounts_of(matter.shape)}
    for use in matter.uses:
        rule = rules.get(use.rule)
        if rule is None or use.outcome != PRICE or label_of(use.fact, matter.shape) != "personal":
            continue
        first = rule.from_ or matter.shape.effective.from_
        if rule.published is not None and rule.published > first:
            message = f"`{rule.id}` makes a price differ by {use.way}, and members can read why too late"
            help_ = f"write `published: {first}`, or an earlier day, and publish it then"
            place = rule.place("published")
            yield Breach("PP-05", "UNDISCLOSED_DIFFERENT_PRICE", place, message, help_, law)


def _sensitive(matter: Matter) -> Iterator[Breach]:
    """Give measures and segments that single out goods that tell of health, faith, sex life or pregnancy."""
    parts = [("basket", matter.programme.basket)]
    if matter.programme.segments is not None:
        parts.append(("segments", matter.programme.segments))
    for _, part in parts:
        for formula in part.compiled.sheet.formulas:
            if not formula.name.startswith(("tier.measure", "segment", "member.segment")):
                continue
            for word in sorted(set(_texts(formula.tree))):
                if is_one_of(word, SENSITIVE):
                    place: Span = formula.rule.span or matter.shape.span
                    message = f"`{formula.rule.id}` singles out `{word}`, which tells too much of a person"
                    yield Breach("FA-15", "SENSITIVE_INFERENCE", place, message, "count all goods alike")


def _texts(node: t.Node) -> Iterator[str]:
    if isinstance(node, t.Const) and isinstance(node.value, str):
        yield node.value
    if isinstance(node, t.OneOf):
        yield from (str(choice.value) for choice in node.choices)
    for child in t.children(node):
        yield from _texts(child)


def _few(matter: Matter) -> Iterator[Breach]:
    """Warn of segments that give something and may be smaller than good practice lets them be."""
    least = matter.law.strictest("segment.members")
    asking = next((each for each in matter.law.values("segment.members") if each.value == least), None)
    read = {use.read for use in matter.uses}
    for segment in matter.shape.segments:
        small = isinstance(least, int) and segment.at_least_members < least
        if small and f"{SIZE}{segment.id}" in read:
            message = f"the segment `{segment.id}` gives something to {segment.at_least_members} or more"
            help_ = f"write `at_least_members: {least}`, so that it is about nobody"
            place = segment.place("at_least_members")
            yield Breach("PD-16", "SEGMENT_TOO_SMALL", place, message, help_, asking, warning=True)

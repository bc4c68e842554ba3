"""Facts: each is named after what it belongs to, says how sensitive it is, and can be told apart."""

from collections.abc import Iterator
from typing import Final

from loyalty.kernel.money import currency
from loyalty.language.checks.names import named, named_once
from loyalty.language.facts import (
    BUILT_IN,
    DECLARED_AS,
    KIND_OF_TYPE,
    FactError,
    asked_of_the_past,
    choices_of,
    may_be_unknown,
    node_of,
    number_of,
)
from loyalty.language.findings import Finding, Span, did_you_mean, one_of
from loyalty.language.occasions.moments import OF_EVENT, OF_TIME
from loyalty.language.shapes.constraints import LABELS
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import AssessmentShape, FactShape, ProgrammeShape
from loyalty.language.texts.documents import Scalar
from loyalty.language.texts.scalars import decimal, number_help
from loyalty.language.texts.words import NAME_MAX, day, day_meant, truth_meant
from loyalty.language.tree import Kind

_OWNERS = ("member", "order", "line", "event")
_UNREAD: Final = frozenset({"protected", "rights"})
"""Labels of facts that nothing may hang on; who reads one is refused, so it needs no default."""
_STATED = frozenset({Kind.QUANTITY, Kind.MONEY, Kind.POINTS})


def check_facts(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the declared facts."""
    for name, fact in shape.facts.items():
        for found in (
            _named(name, fact),
            _labelled(name, fact),
            _proxy(name, fact),
            _consented(name, fact),
            _made(name, fact, shape),
            _choice(name, fact),
            _sensitive(name, fact),
            _words(name, fact, shape),
            _tier(name, fact, shape),
            _sum(name, fact),
            _default(name, fact, shape),
        ):
            yield from as_far_as_read(found)
    yield from named_once(named(shape.assessments), "an assessment")
    for assessment in shape.assessments:
        yield from as_far_as_read(_assessed(shape, assessment))


def _named(name: str, fact: FactShape) -> Iterator[Finding]:
    owner, _, rest = name.partition(".")
    if owner not in _OWNERS or not rest.replace("_", "a").isalnum() or not rest[0].isalpha():
        help_ = did_you_mean(owner, _OWNERS) or "it begins with `member.`, `order.`, `line.` or `event.`"
        yield Finding(fact.span, "E413", f"`{name}` does not say whose fact it is", help_)
    elif name in OF_TIME or name in OF_EVENT or (name in BUILT_IN and DECLARED_AS.get(name) != fact.is_):
        yield Finding(fact.place("is_"), "E419", f"`{name}` always exists", "leave it out of `facts`")
    if len(name) > NAME_MAX:
        message = f"a name has at most {NAME_MAX} characters, that of this fact has {len(name)}"
        yield Finding(fact.span, "E212", message, "write a shorter one")


def _labelled(name: str, fact: FactShape) -> Iterator[Finding]:
    if name.startswith("member.") and fact.label is None:
        help_ = f"`label` is {one_of(LABELS)}"
        yield Finding(fact.span, "E411", f"`{name}` does not say how sensitive it is", help_)


def _proxy(name: str, fact: FactShape) -> Iterator[Finding]:
    if (fact.label == "proxy") is not bool(fact.stands_for):
        help_ = "write `label: proxy` and `stands_for` together"
        yield Finding(
            fact.span, "E411", f"`{name}` is a proxy for nothing, or stands for something untold", help_
        )


def _consented(name: str, fact: FactShape) -> Iterator[Finding]:
    if fact.consent is not None and (fact.label != "personal" or not name.startswith("member.")):
        message = f"nobody can be asked for a consent to `{name}`"
        yield Finding(fact.place("consent"), "E498", message, "label it `personal`, or leave `consent` out")


def _made(name: str, fact: FactShape, shape: ProgrammeShape) -> Iterator[Finding]:
    for source in fact.made_of:
        if source not in shape.facts and source not in asked_of_the_past(shape):
            help_ = did_you_mean(source, shape.facts) or "declare it under `facts`"
            yield Finding(fact.place("made_of"), "E303", f"unknown fact `{source}`", help_)
        elif name in _sources(shape, source):
            help_ = "name what it was made of first"
            yield Finding(fact.place("made_of"), "E601", f"`{name}` is made of itself", help_)


def _assessed(shape: ProgrammeShape, assessment: AssessmentShape) -> Iterator[Finding]:
    """Hold an assessment to facts of the past; a declared fact names its own."""
    past = asked_of_the_past(shape)
    for name in assessment.of:
        if name in shape.facts:
            help_ = f"write `assessment: {assessment.id}` of `{name}` under `facts`"
            yield Finding(assessment.place("of"), "E303", f"`{name}` is declared and names its own", help_)
        elif name not in past:
            help_ = did_you_mean(name, past) or "one of what a member did before, such as `history.spend`"
            yield Finding(assessment.place("of"), "E303", f"unknown fact of the past `{name}`", help_)


def _sources(shape: ProgrammeShape, fact: str) -> set[str]:
    known, waiting = set[str](), [fact]
    while waiting:
        name = waiting.pop()
        if name not in known and name in shape.facts:
            known.add(name)
            waiting.extend(shape.facts[name].made_of)
    return known


def _choice(name: str, fact: FactShape) -> Iterator[Finding]:
    if (fact.is_ == "choice") is not bool(fact.of):
        help_ = "list what it may be, such as `of: [web, app]`" if not fact.of else "write `is: choice`"
        yield Finding(fact.place("is_"), "E412", f"`{name}` needs `is: choice` and `of` together", help_)
    for word in {word for word in fact.of if fact.of.count(word) > 1}:
        message = f"the choice `{word}` of `{name}` is listed twice"
        yield Finding(fact.place("of"), "E401", message, "take one of them out")


def _sensitive(name: str, fact: FactShape) -> Iterator[Finding]:
    """Hold what tells too much of a person to choices of goods."""
    for word in fact.sensitive:
        if not name.startswith("line.") or word not in fact.of:
            help_ = did_you_mean(word, fact.of) or "name choices of a fact of a line, as its `of` lists them"
            yield Finding(
                fact.place("sensitive"), "E412", f"`{word}` is no choice of goods of `{name}`", help_
            )
            return


def _words(name: str, fact: FactShape, shape: ProgrammeShape) -> Iterator[Finding]:
    """Hold words to what the fact may be; a tier that is gone from the ladder may keep its words."""
    tiers = [step.name for step in shape.tiers.ladder] if fact.is_ == "tier" and shape.tiers else []
    for word in fact.words or ():
        if word in (*fact.of, *tiers):
            continue
        meant = did_you_mean(word, [*fact.of, *tiers])
        if meant or fact.is_ != "tier":
            help_ = meant or "only a choice or a tier is put in words"
            yield Finding(fact.place("words"), "E412", f"`{word}` is no value of `{name}`", help_)


def _tier(name: str, fact: FactShape, shape: ProgrammeShape) -> Iterator[Finding]:
    if name == "member.tier" and (fact.is_, fact.label) != ("tier", "membership"):
        help_ = "write `{is: tier, label: membership}`"
        yield Finding(fact.span, "E412", "`member.tier` is the tier the member holds", help_)
    if fact.is_ == "tier" and shape.tiers is None:
        message = f"`{name}` is a tier, but there are no `tiers`"
        yield Finding(fact.place("is_"), "E412", message, "write `tiers`, or `is: choice` with `of`")


def _sum(name: str, fact: FactShape) -> Iterator[Finding]:
    if fact.sum_of is not None and (fact.is_ != "money" or not name.startswith("order.")):
        message = "only money of an order is a sum over its lines"
        yield Finding(
            fact.place("sum_of"), "E412", message, "such as `order.own_brand: {is: money, sum_of: …}`"
        )


def _default(name: str, fact: FactShape, shape: ProgrammeShape) -> Iterator[Finding]:
    if fact.default is not None:
        if fact.sum_of is not None:
            yield Finding(
                fact.place("default"), "E412", f"`{name}` is a sum, so it needs no default", "take it out"
            )
        else:
            yield from check_value(name, fact, fact.default, shape)


def lacks_default(name: str, fact: FactShape) -> bool:
    """Give whether nobody need state the fact and the file does not say what it is then."""
    return fact.default is None and may_be_unknown(name, fact) and fact.label not in _UNREAD


def unknown_without_default(name: str, place: Span) -> Finding:
    """Give the finding for reading a number or a tax key that nobody need state."""
    help_ = "write in `facts` which value counts then"
    return Finding(place, "E422", f"`{name}` may not be known, and has no `default`", help_)


def check_value(name: str, fact: FactShape, value: Scalar, shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with a fact's value as a rule file writes it."""
    choices = choices_of(fact, shape)
    kind = KIND_OF_TYPE[fact.is_]
    if choices is not None and value.text not in choices:
        help_ = did_you_mean(value.text, choices) or one_of(choices)
        yield Finding(value.span, "E305", f"`{name}` is never `{value.text}`", help_)
    elif kind in _STATED and decimal(value.text) is None:
        yield Finding(value.span, "E205", f"`{value.text}` is not a number", number_help(value.text))
    elif kind is Kind.TRUTH and value.text not in {"true", "false"}:
        yield Finding(
            value.span, "E204", f"`{value.text}` is neither `true` nor `false`", truth_meant(value.text)
        )
    elif kind is Kind.DAY and day(value.text) is None:
        yield Finding(value.span, "E207", f"`{value.text}` is not a date", day_meant(value.text))
    elif wrong := _not_a_value(name, fact, value.text, shape):
        yield Finding(value.span, "E205", f"`{value.text}` is no value of `{name}`", wrong)


def _not_a_value(name: str, fact: FactShape, text: str, shape: ProgrammeShape) -> str:
    """Give why a text is no value of the fact; an empty text where it is one."""
    try:
        value = number_of(text, fact, shape, currency(shape.currency))
    except FactError as error:
        return error.message
    if isinstance(value, str) or fact.is_ == "truth":
        return ""
    node = node_of(name, fact, shape)
    scaled = value * node.den
    if scaled.denominator != 1:
        return "it is finer than the programme's step"
    return "" if node.lo <= scaled <= node.hi else "it is beyond the programme's limits"

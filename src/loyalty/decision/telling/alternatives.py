"""What would change a price: other choices, the next tier, no membership, each decided and none written.

An alternative is the same situation with some facts changed, decided by the same programme; its
facts stand beside its total, so that whoever doubts it decides it again.
"""

from collections.abc import Iterator, Mapping

from loyalty.decision.decide import Decision, decide
from loyalty.decision.telling import Document
from loyalty.decision.telling.reach import Reach
from loyalty.decision.trace import Trace
from loyalty.kernel.refusal import Refusal
from loyalty.language.no_value import NoValue
from loyalty.language.readers.options import Option, options_of
from loyalty.language.readers.python import Value

TIER, ENROLLED = "member.tier", "member.enrolled"
CHOICE, NEXT_TIER, NOT_A_MEMBER = "choice", "next_tier", "without_membership"
MOST = 12
"""How many alternatives a document has; a choice of hundreds is no help to anybody."""


def alternatives(decision: Decision, trace: Trace, nobody: Decision) -> list[Document]:
    """Give every change that makes another total, with that total in minor units.

    A choice is one by which a fee can be avoided or changes. Where the programme gives no value
    for a change, there is no such alternative.
    """
    found = [*_choices(decision, trace), *_next_tier(decision)]
    if nobody.due != decision.due:
        found.append(_told(NOT_A_MEMBER, {}, nobody.due))
    return [each for each in found if each["total"] != decision.due][:MOST]


def _choices(decision: Decision, trace: Trace) -> Iterator[Document]:
    for option in trace.index.once("options", CHOICE, lambda: _options(decision)):
        for told, value in option.values.items():
            if str(value.value) != trace.text(option.name):
                yield from _changed(decision, CHOICE, {option.name: value.value}, {option.name: told})


def _options(decision: Decision) -> tuple[Option, ...]:
    """Give what can be chosen of fees: what spares one, and each choice that one is worked out of."""
    lines = decision.part.lines
    behind = decision.part.compiled.sheet.behind
    sparing = {fact for line in lines for fact, _ in line.avoided_by}
    read = {name for line in lines if line.formula.startswith("fee.") for name in behind[line.formula]}
    return tuple(
        option
        for option in options_of(decision.programme.shape)
        if option.name in sparing
        or (option.name in read and decision.programme.shape.facts[option.name].is_ == "choice")
    )


def _next_tier(decision: Decision) -> Iterator[Document]:
    ladder = decision.programme.shape.tiers
    facts = decision.situation.order_facts(decision.part.compiled)
    if ladder is None or TIER not in Reach(decision).of_price or not facts.get(ENROLLED, facts.get(TIER)):
        return
    names = [step.name for step in ladder.ladder]
    above = names[names.index(str(facts[TIER])) + 1 :] if facts[TIER] in names else []
    for tier in above[:1]:
        yield from _changed(decision, NEXT_TIER, {TIER: tier}, {TIER: tier})


def _changed(
    decision: Decision, change: str, facts: Mapping[str, Value], told: Mapping[str, str]
) -> Iterator[Document]:
    situation = decision.situation.with_facts(decision.part.compiled, facts)
    try:
        yield _told(change, told, decide(decision.programme, situation, decision.part).due)
    except (NoValue, Refusal):
        return


def _told(change: str, facts: Mapping[str, str], total: int) -> Document:
    return {"change": change, "facts": dict(facts), "total": total}

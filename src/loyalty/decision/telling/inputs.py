"""What an explanation says of data: what was used and for what, what was not, which kinds never were.

All of it follows from what the sheet reads: a formula has no other facts than those.
"""

from collections.abc import Collection

from loyalty.decision.decide import Decision
from loyalty.decision.telling import Document
from loyalty.decision.telling.open_fees import awaited
from loyalty.decision.telling.reach import Reach
from loyalty.decision.trace import Trace, words_of
from loyalty.language.facts import FROM_REQUEST, is_derived
from loyalty.language.occasions.belonging import of_purchases
from loyalty.language.occasions.moments import HISTORY

PURCHASES = "purchases"
KINDS = ("personal", "protected", "proxy", "rights")
"""The labels of which a price should say that nothing of the kind was looked at."""
_OF_CLOCK = ("order.day", "order.weekday", "order.hour", "order.day_month", "event.day")


def inputs_of(decision: Decision, trace: Trace, quoted: Collection[str] = ()) -> Document:
    """Give the facts that were used, those that were not, and the kinds of which the price read none.

    ``unread_categories`` are the four sensitive labels and ``purchases``, what a member bought before.
    ``quoted`` are facts that stood in a quote that is kept to, and were not read again. A fact that an
    open fee waits for is from nowhere yet.
    """
    found: Document = trace.index.once("inputs", str(trace.version), lambda: _inputs(decision, trace))
    other = dict.fromkeys(awaited(decision), "nowhere") | dict.fromkeys(quoted, "quote")
    used = [{**each, "source": other.get(each["fact"], each["source"])} for each in found["used"]]
    return {**found, "used": used} if other else found


def _inputs(decision: Decision, trace: Trace) -> Document:
    reach, read = Reach(decision), decision.part.compiled.sheet.reads
    used = [
        {
            "fact": name,
            **_name(trace, name),
            **_words(decision, name),
            "kind": trace.inputs[name].node.kind.value,
            "label": trace.label(name),
            "purpose": list(trace.purpose(name)),
            "source": _source(name, trace.label(name)),
            "bears_on": reach.bears_on(name),
        }
        for name in sorted(read)
    ]
    declared = decision.programme.shape.facts
    not_used = [
        {"fact": name, **_name(trace, name), "label": trace.label(name)}
        for name in sorted(declared)
        if name not in read and not is_derived(name, declared[name])
    ]
    return {"used": used, "not_used": not_used, "unread_categories": _unread(reach)}


def _unread(reach: Reach) -> list[str]:
    found = {label for name in reach.of_price for label in reach.labels(name)}
    bought = any(of_purchases(source) for name in reach.of_price for source in reach.sources(name))
    return [*([] if bought else [PURCHASES]), *(kind for kind in KINDS if kind not in found)]


def _name(trace: Trace, fact: str) -> Document:
    """Give what members read for a fact, nothing where the programme does not say."""
    names = trace.name(fact)
    return {"name": dict(names)} if names else {}


def _words(decision: Decision, fact: str) -> Document:
    """Give what members read for the values of a fact, nothing where the programme does not say."""
    words = words_of(fact, decision.programme.shape)
    return {"words": words} if words else {}


def _source(name: str, label: str) -> str:
    """Give where a fact is from: the request, the member's record, the books, a meter, the clock."""
    if name.startswith(HISTORY):
        return "books"
    if name.startswith("usage."):
        return "meter"
    if name.startswith(_OF_CLOCK):
        return "clock"
    return "record" if name.startswith("member.") and label not in FROM_REQUEST else "request"

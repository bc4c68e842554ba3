"""No outcome hangs on a fact that says by its label that none may: a protected one, a proxy, one of rights.

What a rule reads is followed to everything it was made of. Where such a fact stands behind an outcome, the
rule is refused unless it is shown that no value of the fact changes anything; a proxy may be read for the
uses that need it. A fact of a member that bears no such label may still be one in disguise, where it was made
elsewhere: it says what it was made of, or who answers for it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from loyalty.constraints.no_influence import decide_of
from loyalty.constraints.verdict import Answer
from loyalty.language.facts import OF_PLACE, is_of_place
from loyalty.language.shapes.programme import FactShape
from loyalty.prover.deciding import thorough
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.personal.meaning import meaning
from loyalty.publication.reading import OUTCOMES, Use, place_of
from loyalty.publication.terms.bare import is_bare, is_buyers, says_nothing, without_buyers


@dataclass(frozen=True, slots=True)
class _Label:
    """What a label forbids: the constraint, its code, what such a fact is called and what to do."""

    constraint: str
    code: str
    called: str
    help: str


_READABLE = frozenset({"tier", "country", "truth", "choice"})
_FORBIDDEN: Final[Mapping[str, _Label]] = {
    "protected": _Label(
        "FA-01",
        "PROTECTED_ATTRIBUTE_FLOW",
        "a protected fact",
        "let it hang on what is bought, not on who buys or a fact made of it",
    ),
    "proxy": _Label(
        "FA-03",
        "PROXY_INPUT_NOT_ALLOWED",
        "a proxy",
        "a proxy is for carriage, tax and the shop, and says so by its `purpose`",
    ),
    "rights": _Label(
        "FA-09",
        "RIGHTS_EXERCISE_FLOW",
        "the use of a right",
        "let it hang on something else: using a right costs nothing",
    ),
}
_COUNTED: Final = frozenset({"quantity", "money", "points"})
"""Kinds whose readers need a number: one that is never kept and has no default stops every decision."""
_SIZES: Final = frozenset({"xs", "s", "m", "l", "xl", "xxl"})
"""Letters that say what they are where all of the choices are such."""


def check_labelled(matter: Matter) -> Iterator[Breach]:
    """Give every rule by which an outcome hangs on a fact of such a label, each once for each fact."""
    told = set[tuple[str, str]]()
    for use in matter.uses:
        fact = matter.shape.facts.get(use.fact)
        label = _FORBIDDEN.get(fact.label or "") if fact is not None else None
        if fact is None or label is None or (use.rule, use.fact) in told or is_needed(use, fact):
            continue
        answer = _answer(matter, use, fact)
        if not answer.holds or (fact.default is None and fact.is_ in _COUNTED):
            told.add((use.rule, use.fact))
            place = place_of(matter.programme, use)
            message = f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on {label.called}, {use.way}"
            yield Breach(label.constraint, label.code, place, f"{message}: {answer.because}", label.help)


def check_origins(matter: Matter) -> Iterator[Breach]:
    """Give facts of a member that outcomes hang on and whose origin nobody knows, each once.

    The engine knows the tier, a country or where something goes is of the sale, a personal fact says what
    it is, and what is yes or no or one of some words can be read; a name that gives something away is judged
    by that. A number, a text or a day can be anything, and so can a choice of letters or numbers without
    words: whoever is told `b` is not told why.
    """
    told = set[str]()
    for use in matter.uses:
        fact = matter.shape.facts.get(use.fact)
        if fact is None or use.fact in told or _has_origin(matter, use.fact, fact):
            continue
        told.add(use.fact)
        message = (
            f"nobody says where `{use.fact}` comes from, and the rule `{use.rule}` makes "
            f"{OUTCOMES[use.outcome]} hang on it"
        )
        help_ = "write the facts it is made of as `made_of`, or who answers for it as `attested_by`"
        if fact.is_ == "choice":
            help_ = f"give each choice `words` that say for whom it is, or {help_}"
        yield Breach("FA-02", "LINEAGE_UNKNOWN", fact.span, message, help_)


def _has_origin(matter: Matter, name: str, fact: FactShape) -> bool:
    """Whether it is known where a fact comes from, or its label or name says what it is."""
    told = bool(fact.made_of) or fact.attested_by is not None
    readable = fact.is_ in _READABLE and (
        _SIZES.issuperset(map(str.lower, fact.of)) or sum(_is_bare(fact, choice) for choice in fact.of) <= 1
    )
    vague = all(map(_says_nothing, (name.rpartition(".")[2], *(fact.name or {}).values())))
    stated = readable or is_of_place(fact) or not (name.startswith("member.") or (vague and is_buyers(name)))
    labelled = fact.label in _FORBIDDEN or (fact.label == "personal" and not vague)
    return told or stated or labelled or bool(meaning(matter, name))


def _says_nothing(text: str) -> bool:
    return says_nothing(without_buyers(text))


def _is_bare(fact: FactShape, choice: str) -> bool:
    """Whether a choice, and all that members read of it, is a number, a letter or a group of no kind."""
    return all(map(is_bare, (choice, *(fact.words or {}).get(choice, {}).values())))


def is_needed(use: Use, fact: FactShape) -> bool:
    """Give whether a rule reads a proxy for carriage, tax or a shop, for which it is declared."""
    return fact.label == "proxy" and bool(use.purposes & OF_PLACE & set(fact.purpose))


def _answer(matter: Matter, use: Use, fact: FactShape) -> Answer:
    """Give whether no value of what is read changes the outcome; it is decided once in a look."""
    key = f"{use.outcome} {fact.label} {use.read}"
    if key not in matter.answers:
        labels, outcomes = frozenset({fact.label or ""}), (use.outcome,)
        matter.answers[key] = decide_of(matter.programme, labels, outcomes, thorough(), frozenset({use.read}))
    return matter.answers[key]

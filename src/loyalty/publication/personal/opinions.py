"""What somebody thinks of the shop earns nothing: who praises gets what who finds fault gets.

A review, a rating or an answer of a survey may earn, by how much it says or of what it is; not by how good
it is. Which fact is of an opinion is read from its name and choices, and of the event it is told with.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of, parts_of
from loyalty.publication.reading import OUTCOMES, Use, place_of
from loyalty.tiers.measure import formula_of

_OF_ACTS: Final = (
    "review reviewed rating rated survey feedback testimonial opinion recommendation poll nps csat "
    "avis sondage opinia opinie recenzja recenzje ankieta ankiety pingjia pingfen wenjuan "
    "评价 评分 点评 评论 问卷 调查 反馈 晒单"
)
"""Events by which somebody says what they think."""
_JOINED: Final = (
    *("bewertung", "rezension", "umfrage", "rueckmeldung", "ruckmeldung"),
    *("arvostelu", "kysely", "palaute"),
)
"""Such words of languages that write what they stand beside as one with them: `produktbewertungen`."""
_HIRED: Final = frozenset({"car", "cars", "rental", "rent", "hire", "hired"})
"""What stands beside the firm that is called as an opinion is in French."""
_OF_MARKS: Final = (
    "star rating score mark grade thumb smiley mood tone verdict praise praised liked "
    "sterne etoile gwiazdki ocena tahdet arvosana xingji haoping 星级 星 评分 得分 打分 好评 差评"
)
"""What an opinion comes to, where it is a fact of such an event."""
_OF_PRAISE: Final = (
    "good bad positive negative neutral happy unhappy pleased displeased satisfied dissatisfied praise blame "
    "like dislike liked disliked recommended promoter passive detractor gut schlecht positiv negativ "
    "zufrieden unzufrieden bon mauvais 好 坏 差 中 好评 中评 差评 满意 不满意"
)
"""Choices by which somebody praises or blames, one of which is enough."""
_ALONE: Final = frozenset((*_OF_PRAISE.split(), "point", "points", "punkte", "note", "bewertung"))
"""What is a mark where it is all that the fact is called: `good`, and not `good_photos`."""
_AROUND: Final = frozenset({"is", "was", "of", "the", "how", "given", "total", "overall", "review", "survey"})
"""What may stand around it."""
_OF_OPINIONS: Final = (
    "nps csat satisfaction satisfied dissatisfied sentiment would_recommend recommends recommend_score "
    "promoter detractor star_rating stars_given review_stars review_score review_rating rating_given "
    "zufriedenheit satisfaction_client zadowolenie tyytyvaisyys manyidu 满意度 满意 好评 差评 情绪"
)
"""What is an opinion with whatever it is told."""
_ACTS, _MARKS, _OPINIONS = (frozenset(words.split()) for words in (_OF_ACTS, _OF_MARKS, _OF_OPINIONS))
_PRAISE: Final = frozenset(_OF_PRAISE.split())
_EVENT: Final = "event."


def check_opinions(matter: Matter) -> Iterator[Breach]:
    """Give every rule that gives more for one opinion than for another, once for each fact."""
    told = set[tuple[str, str]]()
    acts = _acts(matter)
    for use in matter.uses:
        key, said = (use.rule, use.fact), acts.get(use.formula.name) or acts.get(use.rule) or ()
        if use.fact.startswith(_EVENT) and key not in told and _is_opinion(matter, use.fact, said):
            told.add(key)
            yield _breach(matter, use)


def _acts(matter: Matter) -> Mapping[str, tuple[str, ...]]:
    """Give how the event is called of each rule of events, and of each measure of tiers by its formula."""
    tiers = matter.shape.tiers
    measures = tiers.counted() if tiers is not None else {}
    counted = {formula_of(name): (each.event,) for name, each in measures.items() if each.event}
    return {**counted, **{each.id: (each.of_event, *each.name.values()) for each in matter.shape.events}}


def _is_opinion(matter: Matter, fact: str, event: tuple[str, ...]) -> bool:
    declared = matter.shape.facts.get(fact)
    told = (declared.name or {}).values() if declared is not None else ()
    called = (fact.removeprefix(_EVENT), *told)
    if any(_names(text, _OPINIONS) for text in called):
        return True
    choices = {*(declared.of if declared is not None else ()), *matter.compared.get(fact, ())}
    return any(map(_is_act, event)) and (
        any(_names(text, _MARKS) or _is_alone(text) for text in called)
        or not _PRAISE.isdisjoint(choice.lower() for choice in choices)
    )


def _is_act(text: str) -> bool:
    """Give whether an event, as it is called, is one by which somebody says what they think."""
    parts = parts_of(text)
    if any(word in part for part in parts for word in _JOINED):
        return True
    return _names(text, _ACTS) and not ("avis" in parts and not _HIRED.isdisjoint(parts))


def _names(text: str, words: frozenset[str]) -> bool:
    """Give whether a text has one of the words, or several of what it says: `surveys`."""
    return is_one_of(text, words) or is_one_of(
        " ".join(part.removesuffix("s") for part in parts_of(text)), words
    )


def _is_alone(text: str) -> bool:
    """Give whether a name is of praise or blame and of nothing else."""
    parts = frozenset(parts_of(text)) - _AROUND
    return bool(parts) and parts <= _ALONE


def _breach(matter: Matter, use: Use) -> Breach:
    message = f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on what somebody thinks: {use.way}"
    help_ = "give the same for praise and for blame; ask for words, photos or a purchase instead"
    return Breach("FA-09", "RIGHTS_EXERCISE_FLOW", place_of(matter.programme, use), message, help_)

"""What somebody thinks of the shop earns nothing: who praises gets what who finds fault gets.

A review, a rating or an answer of a survey may earn, by how much it says or of what it is; not by how good
it is. Which fact is of an opinion is read from its name, and of the event it is told with.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.reading import OUTCOMES, Use, place_of
from loyalty.publication.words import is_one_of
from loyalty.tiers.measure import formula_of

_OF_ACTS: Final = (
    "review reviewed rating rated survey feedback testimonial opinion recommendation poll nps csat "
    "bewertung rezension umfrage rueckmeldung avis sondage opinia recenzja ankieta arvostelu kysely palaute "
    "pingjia pingfen wenjuan 评价 评分 点评 评论 问卷 调查 反馈 晒单"
)
"""Events by which somebody says what they think."""
_OF_MARKS: Final = (
    "star stars rating score mark marks grade grades points thumbs thumb smiley smileys mood tone verdict "
    "positive negative happy unhappy good bad pleased praise praised liked outcome "
    "sterne etoiles gwiazdki ocena tahdet arvosana xingji haoping 星级 星 评分 得分 打分 好评 差评"
)
"""What an opinion comes to, where it is a fact of such an event."""
_OF_OPINIONS: Final = (
    "nps csat satisfaction satisfied dissatisfied sentiment would_recommend recommends recommend_score "
    "promoter detractor star_rating stars_given review_stars review_score review_rating rating_given "
    "zufriedenheit satisfaction_client zadowolenie tyytyvaisyys manyidu 满意度 满意 好评 差评 情绪"
)
"""What is an opinion with whatever it is told."""
_ACTS, _MARKS, _OPINIONS = (frozenset(words.split()) for words in (_OF_ACTS, _OF_MARKS, _OF_OPINIONS))
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
    of_act = any(is_one_of(text, _ACTS) for text in event)
    return any(is_one_of(text, _OPINIONS) or (of_act and is_one_of(text, _MARKS)) for text in called)


def _breach(matter: Matter, use: Use) -> Breach:
    message = f"the rule `{use.rule}` makes {OUTCOMES[use.outcome]} hang on what somebody thinks: {use.way}"
    help_ = "give the same for praise and for blame; ask for words, photos or a purchase instead"
    return Breach("FA-09", "RIGHTS_EXERCISE_FLOW", place_of(matter.programme, use), message, help_)

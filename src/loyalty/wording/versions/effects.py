"""What a change can do as sentences: which outcomes can be more or less, and cases in which they are."""

from collections.abc import Iterator
from fractions import Fraction

from loyalty.comparison.effect import DUE, PAYABLE, TAXES, Case, Outcome
from loyalty.comparison.versions import Versions
from loyalty.earning.wallets import earned_formula
from loyalty.kernel.money import Currency
from loyalty.language.readers.words import Language, Names, decimal_text
from loyalty.language.shapes.programme import GivenShape
from loyalty.language.shapes.wallets import POINTS
from loyalty.language.texts.documents import Scalar
from loyalty.wording.catalogue import say
from loyalty.wording.languages import EN
from loyalty.wording.rules.values import names_of

MONEY = frozenset({DUE, PAYABLE, *TAXES})
_TIER = "member.tier"


def outcome_sentences(versions: Versions, language: str) -> tuple[str, ...]:
    """Give a sentence for every outcome that can change, in their order."""
    effect = versions.effect
    return tuple(_outcome(outcome, effect.tried, language) for outcome in effect.outcomes)


def case_sentences(versions: Versions, language: str) -> tuple[str, ...]:
    """Give a sentence for every case that changes, in their order."""
    return tuple(_case(case, versions, language) for case in versions.effect.cases)


def _outcome(outcome: Outcome, tried: int, language: str) -> str:
    moves = outcome.moves
    way = "both" if moves.up and moves.down else "up" if moves.up else "down"
    what = _result(outcome.result, language)
    if outcome.part:
        what = say("versions.effect.of", language, what=what, part=outcome.part)
    said = say(f"versions.effect.{way}", language, what=what)
    seen = {"rose": str(outcome.rose), "fell": str(outcome.fell), "tried": str(tried)}
    return said + say(f"versions.effect.seen_{way}", language, **seen)


def _result(result: str, language: str) -> str:
    earned = earned_formula(POINTS)
    if result.startswith(f"{earned}."):
        return say("versions.result.earned_in", language, wallet=result.removeprefix(f"{earned}."))
    return say(f"versions.result.{result}", language)


def _case(case: Case, versions: Versions, language: str) -> str:
    currency, names = versions.new.currency, names_of(versions.new.shape)
    listed = ", " if language == EN else "，"
    told = listed.join(_situation(case.given, currency, names, language))
    results = [_changed(case, result, currency, language) for result in _told(case)]
    return say("versions.case", language, case=told, results=listed.join(results))


def _told(case: Case) -> list[str]:
    """Give the results to tell: what is left to pay only where it does not simply follow the total."""
    follows = case.old.get(DUE) == case.old.get(PAYABLE) and case.new.get(DUE) == case.new.get(PAYABLE)
    return [result for result in case.results if not (follows and result == PAYABLE)]


def _changed(case: Case, result: str, currency: Currency, language: str) -> str:
    old, new = (_value(side.get(result), result, currency, language) for side in (case.old, case.new))
    what = say("versions.result.refused", language) if result == "refused" else _result(result, language)
    return say("versions.changed", language, what=what, old=old, new=new)


def _value(value: int | str | None, result: str, currency: Currency, language: str) -> str:
    if value is None:
        return say("versions.nothing", language)
    if isinstance(value, str):
        return value
    if result in MONEY:
        places = currency.exponent
        return f"{decimal_text(Fraction(value, 10**places), places)} {currency.code}"
    return str(value)


def _situation(given: GivenShape, currency: Currency, names: Names, language: str) -> Iterator[str]:
    tier = given.facts.get(_TIER)
    if tier is not None:
        yield say("versions.case.tier", language, tier=tier.text)
    elif "member.enrolled" not in given.facts:
        yield say("versions.case.nobody", language)
    for line in given.lines:
        price = decimal_text(line.unit_price, currency.exponent)
        facts = [_fact(f"line.{name}", value, names, language) for name, value in line.facts.items()]
        said = say("versions.case.line", language, quantity=decimal_text(line.quantity), price=price)
        yield _with(said, facts, language)
    if given.plan is not None:
        yield _plan(given, given.plan, language)
    if given.order is not None:
        yield from (
            _fact(f"order.{name}", value, names, language) for name, value in given.order.facts.items()
        )
        if given.order.points_to_spend:
            spent = decimal_text(given.order.points_to_spend)
            yield say("versions.case.offered", language, points=spent)
    yield from (_fact(name, value, names, language) for name, value in given.facts.items() if name != _TIER)
    at = given.order.at if given.order is not None else given.at
    if at is not None:
        yield at.date().isoformat()


def _plan(given: GivenShape, plan: str, language: str) -> str:
    used = dict(given.period.used or {}) if given.period is not None else {}
    if given.meter is not None and given.quantity is not None:
        used[given.meter] = given.quantity
    return _with(plan, [f"{decimal_text(quantity)} {meter}" for meter, quantity in used.items()], language)


def _with(said: str, facts: list[str], language: str) -> str:
    if not facts:
        return said
    inside = (", " if language == EN else "，").join(facts)
    return say("versions.named", language, id=said, name=inside)


def _fact(name: str, value: Scalar, names: Names, language: str) -> str:
    spoken: Language = "en" if language == EN else "zh-CN"
    return say("versions.leaf", language, what=names(name, spoken), value=value.text)

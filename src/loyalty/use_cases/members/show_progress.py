"""How far a member's cards and streaks are, and the way to the next tier."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from loyalty.decision.explain import instant_text
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.earning.cards import run_now
from loyalty.earning.counts import CARD, TIMES, history_of, rules_of
from loyalty.kernel.identity import MemberId
from loyalty.language.dated import Dated
from loyalty.language.kinds import Kind
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.earn import EarnRuleShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.members.member import Member
from loyalty.use_cases.accounts import member_of
from loyalty.use_cases.counting import Counting
from loyalty.use_cases.refusals import NoTiers
from loyalty.use_cases.services import POINTS, Services
from loyalty.use_cases.show_standing import StandingShown, show_standing, standing_data
from loyalty.use_cases.wallets import wallet_name

EarningRule = EarnRuleShape | EarnEventShape


@dataclass(frozen=True, slots=True)
class CardShown:
    """A card: what fills it so far, of money in major units; ``done`` where it was given once for all."""

    rule: EarningRule
    filled: Fraction
    each: Fraction
    done: bool


@dataclass(frozen=True, slots=True)
class StreakShown:
    """A streak: how many times it has, and the last day for the next; ``done`` as of a card."""

    rule: EarningRule
    had: int
    times: int
    by: date | None
    done: bool


@dataclass(frozen=True, slots=True)
class ProgressShown:
    """What is on the way for a member at ``at``; ``standing`` is None where there are no tiers."""

    member: Member
    programme: Programme
    at: datetime
    cards: tuple[CardShown, ...]
    streaks: tuple[StreakShown, ...]
    standing: StandingShown | None


def show_progress(services: Services, member_id: MemberId) -> ProgressShown:
    """Give how far everything is by the rules of today. Raises UnknownMember, UnknownProgramme."""
    now = services.clock.now()
    with services.units.read() as unit:
        member = member_of(unit, member_id)
        programme = services.programmes.in_force(unit, member.programme, now)
        counting = Counting(unit, programme, member_id, now)
        cards = tuple(_cards(programme, counting))
        streaks = tuple(_streaks(programme, counting))
    try:
        standing = show_standing(services, member_id)
    except NoTiers:
        standing = None
    return ProgressShown(member, programme, now, cards, streaks, standing)


def _rules(programme: Programme, today: date) -> Iterator[EarningRule]:
    """Give the rules whose days today is one of."""
    every: list[EarningRule] = [*rules_of(programme.shape), *programme.shape.events]
    for rule in every:
        begun = rule.from_ is None or rule.from_ <= today
        if begun and (rule.until is None or today <= rule.until):
            yield rule


def _cards(programme: Programme, counting: Counting) -> Iterator[CardShown]:
    for rule in _rules(programme, local_day(programme, counting.at)):
        if rule.card is None:
            continue
        name = history_of(CARD, rule.id)
        came_to = Fraction(counting.before(name), _one(programme, name))
        if _kind(rule) is Kind.MONEY:
            came_to /= 10**programme.currency.exponent
        given = counting.before(history_of(TIMES, rule.id))
        done = rule.card.once and given > 0
        filled = rule.card.each if done else came_to - rule.card.each * given
        yield CardShown(rule, filled, rule.card.each, done=done)


def _streaks(programme: Programme, counting: Counting) -> Iterator[StreakShown]:
    today = local_day(programme, counting.at)
    for rule in _rules(programme, today):
        if rule.streak is not None:
            with_order, given = counting.streak_days(rule.id)
            had, by = run_now(rule.streak, today, with_order, given)
            done = rule.streak.once and bool(given)
            yield StreakShown(rule, had, rule.streak.times, None if done else by, done=done)


def _one(programme: Programme, name: str) -> int:
    """Give how many smallest units one of what fills a card has."""
    for part in (programme.basket, *programme.events.values()):
        for item in part.compiled.sheet.inputs:
            if item.name == name:
                return item.node.den
    return 1


def _kind(rule: EarningRule) -> Kind:
    of_money = isinstance(rule, EarnRuleShape) and rule.card is not None and rule.card.of == "money"
    return Kind.MONEY if of_money else Kind.QUANTITY


def progress_data(shown: ProgressShown) -> dict[str, Any]:
    """Give the progress as plain data: numbers are exact decimal texts, of money in major units."""
    currency, today = shown.programme.currency, local_day(shown.programme, shown.at)
    standing = standing_data(shown.standing) if shown.standing is not None else {}
    return {
        "member": shown.member.member_id,
        "programme": shown.programme.name,
        "at": instant_text(shown.at),
        "currency": currency.code,
        "exponent": currency.exponent,
        "timezone": shown.programme.shape.timezone,
        "cards": [
            {
                **_of_rule(shown.programme, each.rule, today),
                "kind": str(_kind(each.rule)),
                "filled": decimal_text(max(Fraction(0), each.filled)),
                "each": decimal_text(each.each),
                "missing": decimal_text(max(Fraction(0), each.each - each.filled)),
                "done": each.done,
            }
            for each in shown.cards
        ],
        "streaks": [
            {
                **_of_rule(shown.programme, each.rule, today),
                "of": each.rule.streak.of if each.rule.streak is not None else "",
                "had": each.had,
                "times": each.times,
                "missing": 0 if each.done else max(0, each.times - each.had),
                "by": each.by.isoformat() if each.by is not None else None,
                "done": each.done,
            }
            for each in shown.streaks
        ],
        "tier_names": standing.get("tier_names", {}),
        "standing": standing.get("standing"),
        "next": standing.get("next"),
        "keeping": standing.get("keeping"),
    }


def _of_rule(programme: Programme, rule: EarningRule, today: date) -> dict[str, Any]:
    stated = rule.add if isinstance(rule, EarnRuleShape) else rule.points
    known = isinstance(stated, Dated) and stated.exists(today)
    return {
        "rule": rule.id,
        "label": dict(rule.name),
        "gives": decimal_text(stated.at(today)) if isinstance(stated, Dated) and known else None,
        "wallet": rule.wallet or POINTS,
        "wallet_name": wallet_name(programme, rule.wallet or POINTS),
    }

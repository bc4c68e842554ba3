"""Nobody pays more for being loyal, and no tier is worse than the one below it, declared or not.

The claims are those of the constraints `loyalty_never_hurts` and `better_tier`. Here each is shown by
structure, or tried at the values where rules change: what breaks it by more than a rounding is a finding.
That nothing was found shows nothing; `loyalty prove` decides what a programme declares. A programme that
declares or waives one of the two has it decided there alone.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from threading import Lock
from typing import Final

from loyalty.constraints import better_tier, loyalty_never_hurts
from loyalty.constraints.claims import DUE, on_plan, parts_of, refuted
from loyalty.constraints.dated import dated_offers
from loyalty.decision.programme import Programme
from loyalty.language.findings import Span
from loyalty.language.occasions.belonging import RFM
from loyalty.language.shapes.programme import discounts_of
from loyalty.prover.deciding import Result, broken_soon
from loyalty.prover.showing.relation import Relation
from loyalty.prover.trying.case import decided
from loyalty.prover.trying.claim import PairClaim
from loyalty.prover.trying.search import Cases
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import is_one_of
from loyalty.publication.naming import parts_of as words_in

_BY_GROUP: Final = (
    "let `{}`, who bought as lately and more often, have it too, ask for `history.days_since_order` alone, "
    "or give it a last day (`until`)"
)
_BUDGET: Final = "history.taken."
"""What a campaign has given already: that it ends is no penalty of loyalty, and it is told what is left."""
_MORE: Final = (
    "tenure seniority years_with_us months_with_us days_with_us since_joining since_signup since_enrolment "
    "joined_years joined_months joined_days years_as_member months_as_member days_as_member "
    "years_as_customer months_as_customer days_as_customer years_subscribed months_subscribed "
    "days_subscribed subscribed_years subscribed_months subscribed_days membership_years "
    "membership_months years_of_membership member_years customer_years account_age membership_age "
    "points_balance balance_of_points loyalty_points orders_so_far number_of_orders order_count "
    "orders_placed purchases_so_far lifetime_spend lifetime_spending total_spend total_spent spent_so_far "
    "treuejahre mitgliedsjahre kundenjahre anciennete annees_de_fidelite staz staz_lat lata_czlonkostwa "
    "antiguedad anzianita anos_de_cliente anni_da_cliente "
    "huiling jifen_yue 会龄 入会年数 积分余额 累计消费 历史订单"
)
_SINCE: Final = (
    "member_since customer_since client_since with_us_since joined joined_on enrolled_on registered_on "
    "sign_up_date signup_date join_date joining_date first_order_on first_purchase_on kunde_seit "
    "mitglied_seit client_depuis membre_depuis klient_od cliente_desde cliente_dal ruhui_ri 入会日 注册日"
)
_REGULAR: Final = (
    "existing_customer existing_member existing_client regular_customer returning_customer repeat_customer "
    "repeat_buyer long_standing longstanding loyal_customer bestandskunde stammkunde ancien_client "
    "client_fidele staly_klient cliente_habitual cliente_abituale laokehu lao_yonghu laoyonghu "
    "老客户 老用户 老会员"
)
_NEW: Final = (
    "new_customer new_member new_client new_user new_buyer newcomer first_time_buyer first_time_customer "
    "neukunde nowy_klient nowa_klientka nouveau_client nouvelle_cliente cliente_nuevo nuevo_cliente "
    "nuovo_cliente uusi_asiakas xin_yonghu xinyonghu xinke 新用户 新客 新会员 新規顧客"
)
_UNDONE: Final = (
    "returned refunded cancelled canceled unpaid failed disputed abandoned expired lapsed forfeited "
    "退货 取消 过期 失效"
)
"""What was bought or collected and is no more: having more of it is not being more loyal."""
_TO_GO: Final = (
    "to_next to_go to_reach until_next till_next missing needed remaining_to required_for short_of "
    "bis_zum bis_zur fehlende fehlen 还差 还需 距下一"
)
"""What is not collected yet, which is less the longer somebody collects."""
_NOT: Final = frozenset(["not", "no", "non", "never", "nicht", "kein", "keine", "pas", "nie", "ei"])
_AROUND: Final = frozenset(
    [
        "is",
        "are",
        "was",
        "a",
        "an",
        "the",
        "our",
        "your",
        "my",
        "still",
        "now",
        "currently",
        "here",
        "flag",
        "status",
        "brand",
        "verified",
        "confirmed",
        "ist",
        "sind",
        "ein",
        "eine",
        "un",
        "une",
        "est",
        "jest",
        "on",
    ]
)
"""What stands around in a name and says nothing of whom it is."""
_WHO: Final = frozenset(["member", "customer", "client", "user", "buyer", "kunde", "mitglied"])
_MEMBER: Final = "member."
KEPT_MAX: Final = 4096
_FOUND: Final[dict[str, tuple[Breach, ...]]] = {}
"""What was found, by the digest of the programme: trying is pure, so it stays true."""
_KEEPING: Final = Lock()


@dataclass(frozen=True, slots=True)
class _Law:
    """A constraint that binds every programme: its row of the catalogue, its code, what it claims."""

    name: str
    """That of the constraint which a programme may declare in its place; of facts none says it."""
    row: str
    code: str
    claims: Callable[[Programme], Iterator[PairClaim]]
    help: str


def _of_facts(programme: Programme) -> Iterator[PairClaim]:
    """Give what must hold where a fact of a member says how long or how much somebody is a customer."""
    for plan, part in parts_of(programme).items():
        dated = dated_offers(programme, part)
        for item in part.compiled.sheet.inputs:
            fact = programme.shape.facts.get(item.name)
            if fact is None or not item.name.startswith(_MEMBER):
                continue
            said = (item.name.removeprefix(_MEMBER), *(fact.name or {}).values())
            about, wants = f"`{item.name}` of a regular{on_plan(plan)}", {DUE: Relation.NOT_MORE}
            if fact.is_ == "truth" and (loyal := _loyal_where(said)) is not None:
                first, second = {item.name: 1 - loyal}, {item.name: loyal}
                moves = {item.name: Relation.UNKNOWN}
                yield PairClaim(about, part, wants, moves, first, second, dated, plan)
            elif _is(said, _UNDONE):
                continue
            elif fact.is_ == "points" or (fact.is_ in {"quantity", "money"} and _is(said, _MORE)):
                longer = Relation.NOT_MORE if _is(said, _TO_GO) else Relation.NOT_LESS
                yield PairClaim(about, part, wants, {item.name: longer}, same=dated, plan=plan)
            elif fact.is_ == "day" and _is(said, _SINCE):
                later, dearer = {item.name: Relation.NOT_LESS}, {DUE: Relation.NOT_LESS}
                yield PairClaim(about, part, dearer, later, same=dated, plan=plan)


def _is(said: tuple[str, ...], words: str) -> bool:
    return any(is_one_of(text, frozenset(words.split())) for text in said)


def _loyal_where(said: tuple[str, ...]) -> int | None:
    """Give which answer says that somebody is a regular, None where all that is said is of something else."""
    for text in said:
        for words, loyal in ((_REGULAR, 1), (_NEW, 0)):
            whole = _says(text, frozenset(words.split()))
            if whole is not None:
                return loyal if whole else 1 - loyal
    return None


def _says(text: str, words: frozenset[str]) -> bool | None:
    """Give whether a text is one of the words or denies it; a referred new customer is neither."""
    chinese = re.sub(r"^[是否为]+|[\W]", "", text)
    if chinese.removeprefix("非").removeprefix("不是") in words:
        return chinese in words
    parts = [part for part in words_in(text) if part not in _AROUND]
    plain = [part for part in parts if part not in _NOT]
    ends = (plain, plain[1:] if plain[:1] and plain[0] in _WHO else plain)
    for each in (*ends, *(end[:-1] for end in ends if end and end[-1] in _WHO)):
        if "_".join(each) in words:
            return len(plain) == len(parts)
    return None


_LAWS: Final = (
    _Law(
        "loyalty_never_hurts",
        "FA-07",
        "LOYALTY_PENALTY",
        loyalty_never_hurts.claims,
        "let nobody pay more for having been there longer; an offer to newcomers has a last day",
    ),
    _Law(
        "",
        "FA-07",
        "LOYALTY_PENALTY",
        _of_facts,
        "let nobody pay more for having been there longer; an offer to newcomers has a last day",
    ),
    _Law(
        "better_tier",
        "FA-08",
        "TIER_NOT_MONOTONE",
        better_tier.claims,
        "let a higher tier have all that a lower one has",
    ),
)


def check_loyal(matter: Matter) -> Iterator[Breach]:
    """Give what makes loyal members pay more, and tiers that are worse than the one below."""
    programme = matter.programme
    found = _FOUND.get(programme.digest)
    if found is None:
        found = tuple(_found(programme))
        with _KEEPING:  # threads of one process plan versions at the same time
            while len(_FOUND) >= KEPT_MAX:
                del _FOUND[next(iter(_FOUND))]
            _FOUND[programme.digest] = found
    yield from found


def _found(programme: Programme) -> Iterator[Breach]:
    shape = programme.shape
    elsewhere = {waiver.constraint for waiver in shape.waivers} | {law.name for law in shape.constraints}
    told = set[tuple[str, Span]]()
    for law in _LAWS:
        if law.name in elsewhere:
            continue
        for place, message, help_ in _of_law(programme, law):
            if (law.code, place) not in told:
                told.add((law.code, place))
                yield Breach(law.row, law.code, place, message, help_)


def _of_law(programme: Programme, law: _Law) -> Iterator[tuple[Span, str, str]]:
    if law.name == better_tier.NAME:
        yield from ((_of_tier(programme, tier), said, law.help) for tier, said in better_tier.lost(programme))
        for formula, said in better_tier.sinking(programme):
            yield formula.rule.span or programme.shape.span, said, law.help
    for claim in law.claims(programme):
        if any(name.startswith(_BUDGET) for name in claim.moves):
            continue
        newcomers = law.row == "FA-07"
        dated = dated_offers(programme, claim.part, date.max) if newcomers else frozenset[str]()
        slack = int(DUE in claim.wants)
        cases = broken_soon(programme, replace(claim, slack=slack, same=claim.same | dated))
        if cases is not None:
            said = refuted(programme, claim, Result(holds=False, cases=cases)).because
            help_ = _BY_GROUP.format(claim.second[RFM]) if RFM in claim.second else law.help
            yield blamed(programme, claim, cases), said, help_


def blamed(programme: Programme, claim: PairClaim, cases: Cases) -> Span:
    """Give the rule that counts in one of the cases and not in the other, else the tier, else all."""
    first, second = (decided(claim.part, case) for case in cases)
    if first is not None and second is not None:
        rules = {rule.id for rule in discounts_of(programme.shape)}
        apart = [
            condition.rule
            for condition in claim.part.conditions
            if first.total(condition.formula) != second.total(condition.formula)
        ]
        apart.sort(key=lambda rule: rule.id not in rules)
        place = next((rule.span for rule in apart if rule.span is not None), None)
        if place is not None:
            return place
    return _of_tier(programme, str(claim.second.get("member.tier", "")))


def _of_tier(programme: Programme, name: str) -> Span:
    shape = programme.shape
    ladder = shape.tiers.ladder if shape.tiers is not None else ()
    return next((tier.span for tier in ladder if tier.name == name), shape.span)

"""Wallets: what rules name is there, and the words of each fit its kind."""

from collections.abc import Iterator

from loyalty.language.checks.lengths import never_shorter
from loyalty.language.findings import Finding, did_you_mean, meant
from loyalty.language.shapes.earn import EarnRuleShape, EarnShape, ExpireShape
from loyalty.language.shapes.events import EarnEventShape
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.wallets import POINTS, WalletShape
from loyalty.language.values import Duration, Wait

ID_MAX = 32


def check_wallets(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with wallets, and rules that name one which is not there."""
    for expire in _expiries(shape):
        for check in (_tiers, _one_day):
            yield from as_far_as_read(check(shape, expire))
    for wallet in shape.wallets:
        for part in (_id, _own_terms, _order, _deficit, _lapsed, _transfer, _rate):
            yield from as_far_as_read(part(shape, wallet))
    yield from as_far_as_read(_waiting(shape))
    for holder in (shape.earn, *shape.events):
        if holder is not None:
            yield from as_far_as_read(_outwaited(shape, holder))
    rules: list[EarnRuleShape | EarnEventShape] = [*shape.events]
    rules += shape.earn.rules if shape.earn is not None else ()
    for rule in rules:
        yield from as_far_as_read(_named(shape, rule))


def _waiting(shape: ProgrammeShape) -> Iterator[Finding]:
    waits = shape.earn is not None and shape.earn.pending is Wait.RETURN_WINDOW
    if shape.earn is not None and waits and (shape.basket is None or shape.basket.returns is None):
        message = "points are to wait until returns end, and the basket says nothing of returns"
        yield Finding(shape.earn.place("pending"), "E479", message, "write `returns: {within: 14 days}`")


def _outwaited(shape: ProgrammeShape, holder: EarnShape | EarnEventShape) -> Iterator[Finding]:
    """Give points that would end, whenever they are earned, before they can be spent."""
    wallet = holder.wallet if isinstance(holder, EarnEventShape) else None
    own = next((each for each in shape.wallets if each.id == wallet), None) if wallet else shape.earn
    expire, wait = own.expire if own is not None else None, holder.pending
    if wait is Wait.RETURN_WINDOW and shape.basket is not None and shape.basket.returns is not None:
        wait = shape.basket.returns.within
    if expire is None or expire.by not in {"each_lot", "activity"} or not isinstance(wait, Duration):
        return
    for life in (*(expire.by_tier or {}).values(), expire.after):
        if life is not None and never_shorter(life, wait) and not never_shorter(wait, life):
            message = f"points wait {wait}, and end {life} after they are earned"
            hint = "let them live longer than they wait"
            yield Finding(holder.place("pending"), "E472", message, hint)
            return


def _expiries(shape: ProgrammeShape) -> Iterator[ExpireShape]:
    holders: list[EarnShape | WalletShape | None] = [shape.earn, *shape.wallets]
    for holder in holders:
        if holder is not None and holder.is_read("expire") and holder.expire is not None:
            yield holder.expire


def _tiers(shape: ProgrammeShape, expire: ExpireShape) -> Iterator[Finding]:
    tiers = [tier.name for tier in shape.tiers.ladder] if shape.tiers is not None else []
    for key, named in (("by_tier", (*(expire.by_tier or ()),)), ("never_for", expire.never_for)):
        for name in named:
            if name not in tiers:
                hint = meant(name, tiers, "write `tiers`")
                yield Finding(expire.place(key), "E472", f"`{key}` names the unknown tier `{name}`", hint)
    if expire.by_tier and expire.on is not None:
        message = "`by_tier` is of a length, and all points end on one day"
        yield Finding(expire.place("by_tier"), "E472", message, "take one of them out")


def _one_day(shape: ProgrammeShape, expire: ExpireShape) -> Iterator[Finding]:
    until = shape.effective.until
    if expire.on is not None and (until is None or until > expire.on):
        message = f"what is earned after {expire.on} would have ended already"
        yield Finding(
            expire.place("on"), "E472", message, "let the programme end by then, by `effective.until`"
        )


def _named(shape: ProgrammeShape, rule: EarnRuleShape | EarnEventShape) -> Iterator[Finding]:
    known = [POINTS, *(wallet.id for wallet in shape.wallets)]
    if rule.wallet is not None and rule.wallet not in known:
        hint = did_you_mean(rule.wallet, known) or "declare it under `wallets`"
        yield Finding(rule.place("wallet"), "E470", f"unknown wallet `{rule.wallet}`", hint)


def _id(_shape: ProgrammeShape, wallet: WalletShape) -> Iterator[Finding]:
    if len(wallet.id) > ID_MAX:
        message = f"the name of a wallet has at most {ID_MAX} letters"
        yield Finding(wallet.place("id"), "E471", message, "write a shorter one")


def _own_terms(_shape: ProgrammeShape, wallet: WalletShape) -> Iterator[Finding]:
    if wallet.id == POINTS:
        for key in ("earn", "expire"):
            if getattr(wallet, key) is not None:
                message = f"`{key}` of the wallet `{POINTS}` is said under `earn`"
                yield Finding(wallet.place(key), "E471", message, "take it out here")
        if wallet.kind == "status":
            message = f"the wallet `{POINTS}` is what `redeem` spends"
            yield Finding(wallet.place("kind"), "E471", message, "give status points a wallet of their own")


def _order(_shape: ProgrammeShape, wallet: WalletShape) -> Iterator[Finding]:
    if wallet.spend == "priority" and not wallet.first:
        help_ = "list where points came from, such as `first: [gift, order]`"
        yield Finding(wallet.place("spend"), "E471", "`priority` lists nothing to be spent first", help_)
    if wallet.first and wallet.spend != "priority":
        message = f"`first` has no place where the spend order is `{wallet.spend}`"
        yield Finding(wallet.place("first"), "E471", message, "write `spend: priority`")


def _deficit(shape: ProgrammeShape, wallet: WalletShape) -> Iterator[Finding]:
    if wallet.owe_at_most is not None and wallet.deficit == "forbidden":
        message = "nothing may be owed where `deficit` is `forbidden`"
        yield Finding(wallet.place("owe_at_most"), "E471", message, "take it out")
    said = shape.redeem.spent_too_much if shape.redeem is not None else wallet.deficit
    if wallet.id == POINTS and wallet.deficit not in {None, said}:
        message = f"`redeem` says of the same points `spent_too_much: {said}`"
        yield Finding(wallet.place("deficit"), "E471", message, "say the same in both places")


def _lapsed(shape: ProgrammeShape, wallet: WalletShape) -> Iterator[Finding]:
    said = wallet.restore_lapsed
    if said == "grace" and wallet.grace is None:
        message = "`grace` does not say how long points live that came back after their end"
        yield Finding(wallet.place("restore_lapsed"), "E479", message, "such as `grace: 30 days`")
    if said == "lapse" and wallet.grace is not None:
        message = "`grace` has no place where points that come back after their end lapse"
        yield Finding(wallet.place("grace"), "E479", message, "write `restore_lapsed: grace`")
    ends = shape.earn.expire if wallet.id == POINTS and shape.earn is not None else wallet.expire
    if said is not None and (wallet.kind == "status" or ends is None):
        why = "are never spent" if wallet.kind == "status" else "never end"
        message = f"points of the wallet `{wallet.id}` {why}, so none come back after their end"
        yield Finding(wallet.place("restore_lapsed"), "E479", message, "take it out")


def _transfer(_shape: ProgrammeShape, wallet: WalletShape) -> Iterator[Finding]:
    if wallet.transfer is not None and wallet.kind == "status":
        message = "status points stay with whom they count for"
        yield Finding(wallet.place("transfer"), "E471", message, "take it out")


def _rate(_shape: ProgrammeShape, wallet: WalletShape) -> Iterator[Finding]:
    if wallet.earn is not None and not all(wallet.earn.for_each.values):
        yield Finding(wallet.earn.place("for_each"), "E206", "`for_each` is more than 0", "such as `1.00`")

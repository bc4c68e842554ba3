"""One document in one language: its labels, facts and amounts as that language says them."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from fractions import Fraction
from typing import Any

from loyalty.language.lowering import NO_TIER
from loyalty.language.occasions.belonging import MEASURE, SIZE
from loyalty.language.occasions.benefits import BENEFIT
from loyalty.language.tree import Kind
from loyalty.wording import amounts
from loyalty.wording.catalogue import PATTERNS, language_of, say, say_known

Document = Mapping[str, Any]
"""An explanation as ``loyalty.decision.explain`` makes it: plain JSON data."""

METERS = "usage.quantity."
CELLS = "cell."
QUANTITY = "quantity"
ADD_ONS = "stretch.add_on."
COUPON = "coupon."
PARTS = (METERS, CELLS, ADD_ONS, COUPON, BENEFIT, "voucher.")
"""What stands before facts about a part of the programme, whose name is said within a pattern."""
WITHOUT_MEMBERSHIP, NEXT_TIER = "without_membership", "next_tier"
KINDS = {
    "line.unit_price": Kind.PRICE,
    "line.quantity": Kind.QUANTITY,
    "order.day": Kind.DAY,
    "order.points_offered": Kind.POINTS,
    "history.points_day": Kind.POINTS,
    "history.points_week": Kind.POINTS,
    "history.points_month": Kind.POINTS,
    "history.points_year": Kind.POINTS,
    "history.points_ever": Kind.POINTS,
}


class Speaker:
    """Says labels, amounts and times of one document in one language. Raises UnknownLanguageError."""

    def __init__(self, document: Document, language: str) -> None:
        """Speak of ``document``, which names its currency, exponent and zone, in ``language``."""
        self.document = document
        self.language = language_of(language)

    def say(self, key: str, **parts: str) -> str:
        """Give a pattern of the catalogue filled in."""
        return say(key, self.language, **parts)

    def known(self, group: str, word: str) -> str:
        """Give the name of one word of a group; the word itself where it has none."""
        return say_known(group, word, self.language)

    def listed(self, items: Iterable[str], sign: str = "list") -> str:
        """Give the items one after another, with the sign between them that the catalogue names."""
        return self.say(sign).join(items)

    def label(self, names: Mapping[str, str]) -> str:
        """Give a name in the language, else in the first language it has."""
        return names.get(self.language) or next(iter(names.values()), "")

    def money(self, minor: Fraction | int | str) -> str:
        """Give an amount of minor units."""
        return amounts.money(
            Fraction(minor), self.document["currency"], self.document["exponent"], self.language
        )

    def major(self, text: str) -> str:
        """Give an amount written in major units, which may be finer than the currency."""
        return self.money(Fraction(text) * 10 ** self.document["exponent"])

    def number(self, text: str) -> str:
        """Give a plain number or a quantity."""
        return amounts.number(Fraction(text), self.language)

    def points(self, value: Fraction | int | str) -> str:
        """Give a number of points with its unit."""
        return amounts.points(Fraction(value), self.language)

    def quantity(self, kind: str, text: str, *, rate: bool = False) -> str:
        """Give a number of a kind: money in minor units, points, a percentage where ``rate``, else plain."""
        match kind:
            case Kind.MONEY | Kind.PRICE:
                return self.money(text)
            case Kind.POINTS:
                return self.points(text)
            case "factor":
                return self.say("rate.factor", factor=self.number(text))
            case Kind.NUMBER if rate:
                return self.say("rate.percent", percent=self.number(str(Fraction(text) * 100)))
            case _:
                return self.number(text)

    def day(self, text: str) -> str:
        """Give a day written ``2026-11-22``."""
        return amounts.day(date.fromisoformat(text), self.language)

    def days(self, number: str) -> str:
        """Give a number of days."""
        return self.say("days.one" if number == "1" else "days.more", number=self.number(number))

    def instant(self, text: str) -> str:
        """Give an instant written ``2026-11-22T09:00:00Z`` in the document's zone."""
        return amounts.instant(datetime.fromisoformat(text), self.document["timezone"], self.language)


class Voice(Speaker):
    """Says the parts of one explanation in one language. Raises UnknownLanguageError."""

    def __init__(self, document: Document, language: str) -> None:
        """Speak of ``document`` in ``language``."""
        super().__init__(document, language)
        inputs = document["inputs"]
        self.steps: Mapping[str, Document] = {step["id"]: step for step in document.get("steps", ())}
        self._kinds = {
            **KINDS,
            **{used["fact"]: used["kind"] for used in inputs["used"] if "kind" in used and "fact" in used},
        }
        told = (item for key in ("used", "not_used") for item in inputs[key])
        self._words = {
            item["fact"]: item["words"] for item in inputs["used"] if "words" in item and "fact" in item
        }
        self._names = {item["fact"]: item["name"] for item in told if "fact" in item and "name" in item}

    def fact(self, name: str) -> str:
        """Give the plain name of a fact or step; its own id with blanks where it has none."""
        bare = name.partition("[")[0]
        about = self.label(self._names[bare]) if bare in self._names else ""
        if about and not bare.startswith(PARTS):
            return about
        if f"fact.{bare}" in PATTERNS:
            return self.say(f"fact.{bare}")
        if bare.startswith(METERS):
            meter, _, counted = bare.removeprefix(METERS).partition(".")
            return self._use(about or _blanks(meter), counted)
        if bare.startswith(CELLS):
            meter, _, counted = bare.removeprefix(CELLS).partition(".")
            return self.say(
                "fact.cell", use=self._use(about or _blanks(meter), counted.removeprefix(QUANTITY))
            )
        for past in (MEASURE, SIZE, BENEFIT):
            if bare.startswith(past):
                called = about or _blanks(bare.removeprefix(past))
                return self.say(f"fact.{past.removesuffix('.')}", name=called)
        if bare.startswith(ADD_ONS):
            return self.say("fact.stretch.add_on", name=about or _blanks(bare.removeprefix(ADD_ONS)))
        space, _, rest = bare.partition(".")
        counted = f"fact.{space}.{rest.partition('.')[0]}"
        if space == "history" and counted in PATTERNS:
            return self.say(counted)
        if space == "known":
            return self.say("fact.known", name=self.fact(rest))
        if space == "voucher":
            return self.say("fact.voucher", name=about or _blanks(bare.removeprefix("voucher.")))
        if f"fact.of_rule.{space}" in PATTERNS:
            return self.say(f"fact.of_rule.{space}")
        coupon, _, what = bare.removeprefix(COUPON).rpartition(".")
        if bare.startswith(COUPON) and f"fact.coupon.{what}" in PATTERNS:
            return self.say(f"fact.coupon.{what}", name=about or _blanks(coupon))
        return _blanks(bare)

    def looked_at(self, name: str) -> str:
        """Give the plain name of a fact that was read; of coupons a member does not hold, no names."""
        coupon, _, what = name.removeprefix(COUPON).rpartition(".")
        held = self.document.get("facts", {}).get(f"{COUPON}{coupon}.active") == "true"
        if name.startswith(COUPON) and f"fact.coupon.{what}" in PATTERNS and not held:
            return self.say("fact.coupons")
        return self.fact(name)

    def _use(self, meter: str, counted: str) -> str:
        """Give the name of what was counted of a meter, ``counted`` empty for the quantity itself."""
        if not counted:
            return self.say("fact.usage.quantity", meter=meter)
        return self.say("fact.usage.counted", meter=meter, counted=self.known("counted", counted))

    def value(self, name: str, text: str) -> str:
        """Give the value of a fact or step, written by its kind."""
        bare = name.partition("[")[0]
        if bare == "member.tier" and text == NO_TIER:
            return self.say("tier.none")
        if bare == "together":
            return self.say("no" if text == "0" else "yes")
        kind = self.steps[name]["kind"] if name in self.steps else self._kinds.get(bare)
        if bare.startswith((METERS, CELLS)):
            kind = Kind.QUANTITY
        match kind:
            case Kind.MONEY | Kind.PRICE:
                return self.money(text)
            case Kind.POINTS:
                return self.points(text)
            case Kind.NUMBER | Kind.QUANTITY:
                return self.number(text)
            case Kind.DAY:
                return amounts.day(date.fromordinal(int(text)), self.language)
        if text in self._words.get(bare, {}):
            return self.label(self._words[bare][text])
        return {"true": self.say("yes"), "false": self.say("no")}.get(text, text)

    def otherwise(self, alternative: Document) -> str:
        """Give what is otherwise in an alternative: no membership, another tier, or another choice."""
        if alternative["change"] == WITHOUT_MEMBERSHIP:
            return self.say("baseline.public")
        [(fact, value)] = alternative["facts"].items()
        if alternative["change"] == NEXT_TIER:
            return self.say("change.next_tier", tier=self.value(fact, value))
        choice = self.say("quoted", text=self.value(fact, value))
        return self.say("change.choice", choice=choice, fact=self.fact(fact))

    def is_truth(self, name: str) -> bool:
        """Give whether a fact is a yes or no."""
        return self._kinds.get(name.partition("[")[0]) == Kind.TRUTH

    def truths(self) -> list[str]:
        """Give the facts that are a yes or no, the longest names first."""
        return sorted(
            (name for name, kind in self._kinds.items() if kind == Kind.TRUTH), key=len, reverse=True
        )

    def rounding(self, mode: str) -> str:
        """Give a way of rounding in words."""
        return self.known("mode", mode)


def reference(rule: Document | None) -> str:
    """Give a rule's id and its place in the files: ``tier-discount tiers.yaml:4:7``; nothing where hidden."""
    if rule is None:
        return ""
    return f"{rule['id']} {rule['where']}" if rule["where"] else str(rule["id"])


def _blanks(name: str) -> str:
    return name.replace(".", " ").replace("_", " ")

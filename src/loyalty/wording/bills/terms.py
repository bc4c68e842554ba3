"""What somebody agrees to who begins a subscription: its terms in plain words, and their fingerprint."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from loyalty.language.values import Duration, Interval, LocalText
from loyalty.profiles.parameters import Window
from loyalty.wording import amounts
from loyalty.wording.languages import EN, LANGUAGES
from loyalty.wording.voice import Document, Speaker

_UNITS: Mapping[str, str] = {"day": "天", "week": "周", "month": "个月", "quarter": "个季度", "year": "年"}


@dataclass(frozen=True, slots=True)
class Terms:
    """Sentences by language, and the SHA-256 of all of them."""

    text: Mapping[str, tuple[str, ...]]

    @property
    def sha256(self) -> str:
        """Give the fingerprint by which the terms are agreed to."""
        lines = (line for language in LANGUAGES for line in self.text[language])
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class CouponTerms:
    """For how many periods a coupon lasts, and on which days these may begin; None: for all there are.

    ``from_`` is a day that is still to come. ``price`` is that of a period after its last one, with what
    other coupons take off, in minor units. ``after`` is the day on which the first period after its last
    one begins, which waits for its notice in ``windows``; None where that is not within sight.
    """

    name: LocalText
    periods: int | None
    from_: date | None
    until: date | None
    price: int
    after: date | None
    windows: tuple[Window, ...]


def terms_of(content: Document) -> Terms:
    """Give the terms that ``content`` states, in every language.

    It has ``plan``, ``every``, ``price`` in minor units, ``first`` as the one that is paid first, what comes
    ``once`` besides, the days of ``later`` prices and of those ``reduced`` by coupons, ``trial``, whether it
    was ``trial_had`` before, ``paid_from`` as a day, ``free_until``, ``coupons``, ``uses``, ``windows``,
    ``trial_windows``, ``cooling_off`` in days, names of fees that are ``staying`` then and of those of which
    the least is, ``least_staying``, ``currency``, ``exponent`` and ``timezone``.
    """
    return Terms({language: _sentences(Speaker(content, language)) for language in LANGUAGES})


def _sentences(speaker: Speaker) -> tuple[str, ...]:
    content = speaker.document
    price, every = speaker.money(content["price"]), _time(content["every"], speaker.language)
    first = speaker.money(content["first"])
    said = [speaker.say("terms.price", plan=speaker.label(content["plan"]), price=price, every=every)]
    if content["trial"] is not None:
        trial = _time(content["trial"], speaker.language)
        day = amounts.day(content["paid_from"], speaker.language)
        said.append(speaker.say("terms.trial", trial=trial, day=day, price=first))
    if content["trial_had"]:
        said.append(speaker.say("terms.trial_had"))
    if content["free_until"] is not None:
        until = speaker.instant(content["free_until"])
        said.append(speaker.say("terms.free_until", until=until, price=first))
    if content["once"]:
        said.append(speaker.say("terms.once", amount=speaker.money(content["once"])))
    for day, later in content["later"]:
        begins = amounts.day(day, speaker.language)
        said.append(speaker.say("terms.later", day=begins, price=speaker.money(later)))
    for day, reduced in content["reduced"]:
        begins = amounts.day(day, speaker.language)
        said.append(speaker.say("terms.reduced", day=begins, price=speaker.money(reduced)))
    said += [line for coupon in content["coupons"] for line in _of_coupon(speaker, coupon)]
    said += [speaker.say("terms.trial_told", **_told(window)) for window in content["trial_windows"]]
    if content["uses"]:
        said.append(speaker.say("terms.use"))
    said.append(speaker.say("terms.renewal", every=every))
    said += [speaker.say("terms.told", **_told(window)) for window in content["windows"]]
    said.append(speaker.say("terms.end"))
    return (*said, *_of_undoing(speaker))


def _of_undoing(speaker: Speaker) -> Iterator[str]:
    """Give within how many days it can be undone, and which fees stay then, whole or in part."""
    content = speaker.document
    if not content["cooling_off"]:
        return
    fees, least = (speaker.listed(map(speaker.label, content[name])) for name in ("staying", "least_staying"))
    key, of_fees = ("terms.cooling_off_but", {"fees": fees}) if fees else ("terms.cooling_off", {})
    yield speaker.say(key, days=str(content["cooling_off"]), **of_fees)
    if least:
        yield speaker.say("terms.least_stays", fees=least)


def _of_coupon(speaker: Speaker, coupon: CouponTerms) -> Iterator[str]:
    """Give from when on a coupon counts, where that is later, and after what the price is without it."""
    price = speaker.money(coupon.price)
    parts = {"coupon": speaker.label(coupon.name), "periods": str(coupon.periods), "price": price}
    days = {"from_": coupon.from_, "until": coupon.until}
    parts |= {name: amounts.day(day, speaker.language) for name, day in days.items() if day is not None}
    if coupon.from_ is not None:
        yield speaker.say("terms.coupon_from", **parts)
    if coupon.periods is not None:
        yield speaker.say("terms.coupon" if coupon.from_ is None else "terms.coupon_periods", **parts)
    if coupon.until is not None:
        yield speaker.say("terms.coupon_until", **parts)
    if coupon.after is not None:
        parts["day"] = amounts.day(coupon.after, speaker.language)
        if not coupon.windows:
            yield speaker.say("terms.coupon_after", **parts)
        for window in coupon.windows:
            yield speaker.say("terms.coupon_told", **parts, **_told(window))


def _told(window: Window) -> Mapping[str, str]:
    return {"latest": str(window.latest), "earliest": str(window.earliest)}


def _time(length: Duration | Interval, language: str) -> str:
    if language == EN:
        return str(length)
    unit = length.unit if isinstance(length, Duration) else length.turn
    return f"{length.count} {_UNITS[unit]}"

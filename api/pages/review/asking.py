"""What the search form of the desk asks for, read as people write it, with every mistake by its field."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Response

from api.auth import caller
from api.current import services
from api.pages.frame import page
from loyalty.desk.filed import KINDS, Wanted
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.kernel.money import AmountTextError, Currency, minor_units
from loyalty.use_cases.list_programmes import list_programmes

FIELDS = ("programme", "number", "member", "rule", "kind", "since", "until", "least", "most", "before")
NOT_FOUND = 404


@dataclass(frozen=True, slots=True)
class Asked:
    """What is looked for, and the fields that nothing can be looked for by."""

    wanted: Wanted
    number: str | None
    wrong: tuple[str, ...]


def programmes_reached() -> list[str]:
    """Give the programmes that the key reaches, by name."""
    own = caller().programme
    return sorted({each.programme for each in list_programmes(services()) if own in {None, each.programme}})


def unknown_programme(path: str, programmes: list[str]) -> Response:
    """Give the page that says there is no such programme, with those that there are, as ways to ``path``."""
    return page("desk/which.html", "desk.which.title", NOT_FOUND, path=path, programmes=programmes)


def read_asked(given: Mapping[str, str], programme: str, currency: Currency) -> Asked:
    """Give what a form asks for; amounts are in the programme's currency, days are of UTC."""
    readers: dict[str, tuple[str, Callable[[str], Any]]] = {
        "member": ("member_id", _member),
        "kind": ("kind", _kind),
        "since": ("since", _day),
        "until": ("until", lambda text: _day(text) + timedelta(days=1)),
        "least": ("least", lambda text: _minor(text, currency)),
        "most": ("most", lambda text: _minor(text, currency)),
    }
    found: dict[str, Any] = {name: given[name] for name in ("rule", "before") if given[name]}
    wrong = []
    for name, (to, read) in readers.items():
        if not given[name]:
            continue
        try:
            found[to] = read(given[name])
        except (ValueError, OverflowError, AmountTextError):
            wrong.append(name)
    return Asked(Wanted(programme, **found), given["number"] or None, tuple(wrong))


def _member(text: str) -> MemberId:
    found = parse_id("mem", text)
    if found is None:
        raise ValueError(text)
    return MemberId(found)


def _kind(text: str) -> str:
    if text not in KINDS:
        raise ValueError(text)
    return text


def _day(text: str) -> datetime:
    found = date.fromisoformat(text)
    return datetime(found.year, found.month, found.day, tzinfo=UTC)


def _minor(text: str, currency: Currency) -> int:
    sign = -1 if text.startswith("-") else 1
    found = minor_units(text.removeprefix("-").replace(",", "."), currency)
    if found.denominator != 1:
        raise ValueError(text)
    return sign * int(found)

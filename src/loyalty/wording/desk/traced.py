"""Where a number comes from, in plain words: steps, facts, rule lines."""

from collections.abc import Iterator, Mapping
from typing import Any

from loyalty.wording.catalogue import say
from loyalty.wording.columns import clean

Traced = Mapping[str, Any]
"""The walk from a number as plain data."""
DIGITS_SHOWN = 12


def number_said(number: Mapping[str, Any], language: str) -> str:
    """Give a number with its rule and the place of that."""
    said = say("desk.number", language, pointer=number["number"], value=number["value"])
    return f"{said}{say('pages.colon', language)}{place_said(number['rule'], number['place'], language)}"


def place_said(rule: str, place: str | None, language: str) -> str:
    """Give where a rule stands, or that it stands nowhere."""
    if place is None:
        return say("desk.place.none", language, rule=rule)
    return say("desk.place", language, rule=rule, place=place)


def traced_lines(found: Traced, language: str) -> Iterator[str]:
    """Give the walk from a number line by line, for a terminal."""
    number = found["number"]
    yield number_said(number, language)
    key = "desk.number.again" if number["again"] else "desk.number.step"
    yield f"  {say(key, language, step=number['step'])}"
    yield f"  {version_said(found, language)}"
    yield ""
    yield say("desk.lines", language)
    for place in found["places"]:
        yield from _place(place, language)
    yield ""
    yield say("desk.steps", language)
    for step in found["steps"]:
        yield f"  {step_said(step, language)}"
    yield ""
    yield say("desk.facts", language)
    for sentence in facts_said(found, language):
        yield f"  {sentence}"


def version_said(found: Traced, language: str) -> str:
    """Give which version decided."""
    version = found["version"]
    return say(
        "desk.version",
        language,
        digest=version["digest"][:DIGITS_SHOWN],
        programme=version["programme"],
        adopted=version["adopted_at"][:10],
    )


def step_said(step: Mapping[str, Any], language: str) -> str:
    """Give what a step came to, by which rule, and what it reads."""
    parts = {"step": step["id"], "value": step["value"], "rule": step["rule"]}
    if step["mode"] is None or step["exact"] == step["value"]:
        said = say("desk.step", language, **parts)
    else:
        said = say("desk.step.rounded", language, exact=step["exact"], mode=step["mode"], **parts)
    if not step["reads"]:
        return said
    names = say("list", language).join(step["reads"])
    return say("desk.step.reads", language, step=said, names=names)


def facts_said(found: Traced, language: str) -> list[str]:
    """Give the facts as they were, or that a value stands in no document; of a day which it is."""
    return [_fact(name, value, found["days"].get(name), language) for name, value in found["facts"].items()]


def _fact(name: str, value: str | None, day: str | None, language: str) -> str:
    if value is None:
        return say("desk.fact.withheld", language, fact=name)
    if day is not None:
        return say("desk.fact.day", language, fact=name, value=value, day=day)
    return say("desk.fact", language, fact=name, value=value)


def _place(place: Mapping[str, Any], language: str) -> Iterator[str]:
    where = f"{place['file']}:{place['line']}:{place['column']}"
    yield f"  {place_said(place['rule'], where, language)}"
    if not place["lines"]:
        gone = say("desk.lines.gone", language)
        yield f"    {gone}"
    for line in place["lines"]:
        mark = ">" if line["own"] else " "
        yield f"  {mark} {line['line']:>4}  {clean(line['text'])}"

"""The whole trace of a decision, for an auditor."""

from collections.abc import Iterator

from loyalty.wording.parts import Grid, Section
from loyalty.wording.voice import Document, Voice


def trace(voice: Voice) -> Iterator[Section]:
    """Give every step with its rule and values; nothing where a view hides how they came about."""
    steps = [step for step in voice.document.get("steps", ()) if "formula" in step]
    if not steps:
        return
    heads = tuple(voice.say(f"trace.{head}") for head in ("step", "rule", "exact", "value"))
    grid = Grid(voice.say("trace.caption"), heads, tuple(map(_step, steps)), voice.say("trace.below"))
    withheld = voice.document.get("withheld", ())
    sentences = (voice.say("trace.withheld", facts=voice.listed(withheld)),) if withheld else ()
    yield Section(voice.say("trace"), grids=(grid,), sentences=sentences)


def _step(step: Document) -> tuple[str, ...]:
    return step["id"], step["rule"], step["exact"], step["value"]

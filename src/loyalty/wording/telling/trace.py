"""The whole trace of a decision, for an auditor."""

from collections.abc import Iterator

from loyalty.wording.parts import Grid, Section
from loyalty.wording.voice import Document, Speaker, Voice


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
    yield from checks(voice)


def checks(voice: Speaker) -> Iterator[Section]:
    """Give which profiles bound a document and which checks ran, where it says so."""
    told = voice.document.get("profiles", ())
    if not told:
        return
    heads = tuple(voice.say(f"checks.{head}") for head in ("profile", "stage", "strength", "result", "check"))
    rows = tuple(_looked(voice, profile, group) for profile in told for group in profile["checks"])
    grid = Grid(voice.say("checks.caption"), heads, rows, voice.say("checks.below"))
    yield Section(voice.say("checks"), grids=(grid,))


def _looked(voice: Speaker, profile: Document, group: Document) -> tuple[str, ...]:
    """Give a row for constraints that were looked at alike; where nobody looked there is no result."""
    ran = group["result"] is not None
    return (
        f"{profile['id']} {profile['version']}",
        voice.say(f"checks.stage.{group['stage']}") if ran else "-",
        voice.say(f"checks.strength.{group['strength']}"),
        voice.say(f"checks.result.{group['result']}") if ran else "-",
        voice.listed(group["check"]),
    )


def _step(step: Document) -> tuple[str, ...]:
    return step["id"], step["rule"], step["exact"], step["value"]

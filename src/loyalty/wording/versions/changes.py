"""Each difference in meaning as one sentence, in the reader's language."""

from loyalty.comparison.change import Change, Step
from loyalty.comparison.versions import Versions
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.programme import ExampleShape
from loyalty.wording.catalogue import say
from loyalty.wording.languages import EN
from loyalty.wording.versions.values import Values, values_of


def change_sentences(versions: Versions, language: str) -> tuple[str, ...]:
    """Give a sentence for every change in meaning, in their order."""
    old = values_of(versions.old.shape, language)
    new = values_of(versions.new.shape, language)
    return tuple(_sentence(change, old, new) for change in versions.changes)


def _sentence(change: Change, old: Values, new: Values) -> str:
    language, path = new.language, change.path
    place = new.way(path[:-1])
    said = _said(change, old, new)
    return say("versions.place", language, place=place) + said if place else said


def _said(change: Change, old: Values, new: Values) -> str:
    language = new.language
    what = new.dated(_named(change, new), change.since, change.until)
    before, after = _told(change.old, change, old), _told(change.new, change, new)
    if change.path[-1] == Step("days"):
        return say("versions.days", language, old=before, new=after)
    match change.kind:
        case "added" if not after:
            return say("versions.added_bare", language, what=what)
        case "added":
            return say("versions.added", language, what=what, new=after)
        case "removed" if not before:
            return say("versions.removed_bare", language, what=what)
        case "removed":
            return say("versions.removed", language, what=what, old=before)
        case "order":
            return say("versions.order", language, what=what, old=before, new=after)
        case _:
            return say("versions.changed", language, what=what, old=before, new=after)


def _told(value: object, change: Change, values: Values) -> str:
    """Give a value, or what a part says inside; an example is known by its name alone."""
    if isinstance(value, ExampleShape):
        return ""
    return values.inside(change.inside) if change.inside else values.text(value, change.unit)


def _named(change: Change, values: Values) -> str:
    """Give what the change is about: the last key, or the id of a part with the name a member reads."""
    what = values.way(change.path[-1:]) or change.path[-1].word
    part = change.new if change.new is not None else change.old
    names = getattr(part, "name", None) if isinstance(part, Shape) else None
    if not change.path[-1].named or names is None or isinstance(names, str):
        return what
    name = names.get(values.language) or names.get(EN) or next(iter(names.values()), "")
    return say("versions.named", values.language, id=what, name=name)

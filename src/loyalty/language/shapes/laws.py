"""The laws that the keys of one map obey among one another, and the finding for one that is broken."""

from collections.abc import Mapping, Sequence

from loyalty.language.findings import Finding, Span
from loyalty.language.shapes.fields import ExactlyOne, ExactlyOneOf, Law, Needs, OneOrMoreOf


def broken(law: Law, written: Mapping[str, str], place: Span, spans: Mapping[str, Span]) -> Finding | None:
    """Give the finding for a law that the keys ``written`` at a place break, None where it holds."""
    if isinstance(law, ExactlyOne | ExactlyOneOf | OneOrMoreOf):
        keys = keys_of_law(law)
        there = [key for key in keys if key in written]
        if len(there) == 1 or (there and isinstance(law, OneOrMoreOf)):
            return None
        if not there:
            return Finding(place, "E202", f"one of {_listed(keys)} is missing", "write one of them")
        return Finding(spans[there[1]], "E209", f"{_listed(there)} exclude one another", "write one of them")
    if law.key in written and law.other not in written:
        message = f"`{law.key}` needs `{law.other}` beside it"
        return Finding(spans[law.key], "E210", message, f"write both, or take `{law.key}` out")
    return None


def keys_of_law(law: Law) -> tuple[str, ...]:
    """Give the keys a law is about."""
    match law:
        case ExactlyOne():
            return (law.first, law.second)
        case ExactlyOneOf() | OneOrMoreOf():
            return law.keys
        case Needs():
            return (law.key, law.other)


def _listed(keys: Sequence[str]) -> str:
    *most, last = [f"`{key}`" for key in keys]
    return f"{', '.join(most)} and {last}"

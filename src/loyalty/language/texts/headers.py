"""The first line of a table: what keeps it from naming the columns."""

from collections.abc import Sequence

from loyalty.language.findings import Finding, Span, nearest, one_of


def wrong_header(named: Sequence[tuple[str, Span]], line: str, giving: Sequence[str]) -> Finding | None:
    """Give what keeps a first line from naming the columns: a separator, a name, one that is there twice."""
    header = [name for name, _ in named]
    if (other := next((sign for sign in ";\t|" if sign in line), "")) and len(header) == 1:
        said = {"\t": "tabs"}.get(other, f"`{other}`")
        message = f"the header does not name the columns: there are {said} between them"
        return Finding(named[0][1], "E502", message, "separate cells by commas")
    for at, (name, place) in enumerate(named):
        if not name or name in header[:at]:
            message = f"the column `{name}` is there twice" if name else "a column without a name"
            return Finding(place, "E502", message, "name each column once")
    if not set(giving).isdisjoint(header):
        return None
    spelt = [(name, place, nearest(name, giving)) for name, place in named]
    for name, place, meant in spelt:
        if meant:
            message = f"the header does not name the columns: no `{name}` is known"
            return Finding(place, "E502", message, f"did you mean `{meant}`?")
    message = "the header does not name what the table gives"
    return Finding(named[0][1], "E502", message, f"call the column of it {one_of(giving)}")

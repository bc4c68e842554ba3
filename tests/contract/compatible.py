"""Whether a contract (OpenAPI) still keeps what an earlier one promised.

What a client may send must still be taken: no route, parameter, member, type or word of a list goes, and
nothing new is asked for. What it reads must still be there: no answer, no member that was always there, no
other type. More may be offered: routes, members that may be left out, answers with more members. Words of
answers' lists may grow, as clients are told to bear unknown ones.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

Said = Mapping[str, Any]
METHODS = ("get", "put", "post", "delete", "patch")
# What says no more than it did when it is worded otherwise.
WORDS = frozenset({"description", "summary", "example", "examples", "title", "tags"})
# Bounds of what is taken: below the first no value may fall, above the second none may rise.
LEAST, MOST = ("minimum", "minLength", "minItems"), ("maximum", "maxLength", "maxItems")


def skeleton(said: Any, *, named: bool = False) -> Any:  # noqa: ANN401  JSON of any form
    """Give a contract without its words, which may change."""
    if isinstance(said, Mapping):
        return {
            name: skeleton(value, named=name in {"properties", "schemas", "headers"})
            for name, value in sorted(said.items())
            if named or name not in WORDS
        }
    return [skeleton(each) for each in said] if isinstance(said, list) else said


def breaks(before: Said, after: Said) -> list[str]:
    """Give every promise of a contract that another breaks, by its place."""
    return list(_Comparison(before, after).all())


class _Comparison:
    def __init__(self, before: Said, after: Said) -> None:
        self._before, self._after = before, after
        self._seen: set[tuple[int, int, bool]] = set()

    def all(self) -> Iterator[str]:
        for path, methods in self._before["paths"].items():
            for method in (each for each in METHODS if each in methods):
                now = self._after["paths"].get(path, {}).get(method)
                place = f"{method.upper()} {path}"
                if now is None:
                    yield f"{place}: is gone"
                else:
                    yield from self._operation(place, methods[method], now)

    def _operation(self, place: str, old: Said, new: Said) -> Iterator[str]:
        if old.get("operationId") != new.get("operationId"):
            yield f"{place}: has another operationId"
        if not _opens(old.get("security", []), new.get("security", [])):
            yield f"{place}: asks for another right"
        yield from self._parameters(place, old, new)
        if "requestBody" in old:
            yield from self._taken(
                f"{place} body", _json(old["requestBody"]), _json(new.get("requestBody", {}))
            )
        elif new.get("requestBody", {}).get("required"):
            yield f"{place}: asks for a body"
        for status, answer in old["responses"].items():
            if status not in new["responses"]:
                yield f"{place} {status}: is gone"
            elif status.startswith("2"):
                yield from self._given(f"{place} {status}", _json(answer), _json(new["responses"][status]))

    def _parameters(self, place: str, old: Said, new: Said) -> Iterator[str]:
        was, now = (
            {(each["in"], each["name"]): each for each in said.get("parameters", ())} for said in (old, new)
        )
        for key, parameter in was.items():
            if key in now:
                yield from self._taken(f"{place} {key[1]}", parameter["schema"], now[key]["schema"])
            else:
                yield f"{place} {key[1]}: is gone"
        for key, parameter in now.items():
            if parameter.get("required") and not was.get(key, {}).get("required"):
                yield f"{place} {key[1]}: has to be sent now"

    def _taken(self, place: str, old: Said, new: Said) -> Iterator[str]:
        """Hold what is taken: all that was taken before still is."""
        old, new = self._both(old, new)
        if not self._first(old, new, taken=True):
            return
        if not _types(old) <= _types(new):
            yield f"{place}: takes no {', '.join(sorted(_types(old) - _types(new)))} any more"
        if "enum" in new and not set(map(str, old.get("enum", ["anything"]))) <= set(map(str, new["enum"])):
            yield f"{place}: takes fewer words"
        if old.get("pattern") != new.get("pattern") and "pattern" in new:
            yield f"{place}: takes another form"
        for name in (*LEAST, *MOST):
            if name in new and _narrower(name, old, new[name]):
                yield f"{place}: {name} is narrower"
        for name in set(new.get("required", ())) - set(old.get("required", ())):
            yield f"{place}/{name}: has to be sent now"
        yield from self._members(place, old, new, taken=True)

    def _given(self, place: str, old: Said, new: Said) -> Iterator[str]:
        """Hold what is given: all that could be read before still can."""
        old, new = self._both(old, new)
        if not self._first(old, new, taken=False):
            return
        if not _types(new) <= _types(old):
            yield f"{place}: gives {', '.join(sorted(_types(new) - _types(old)))}"
        for name in set(old.get("required", ())) - set(new.get("required", ())):
            yield f"{place}/{name}: is not always given any more"
        yield from self._members(place, old, new, taken=False)

    def _members(self, place: str, old: Said, new: Said, *, taken: bool) -> Iterator[str]:
        hold = self._taken if taken else self._given
        for name, member in old.get("properties", {}).items():
            if name in new.get("properties", {}):
                yield from hold(f"{place}/{name}", member, new["properties"][name])
            else:
                yield f"{place}/{name}: is gone"
        if "items" in old and "items" in new:
            yield from hold(f"{place}/*", old["items"], new["items"])

    def _both(self, old: Said, new: Said) -> tuple[Said, Said]:
        return _meant(self._before, old), _meant(self._after, new)

    def _first(self, old: Said, new: Said, *, taken: bool) -> bool:
        key = (id(old), id(new), taken)
        first = key not in self._seen
        self._seen.add(key)
        return first


def _opens(old: list[Any], new: list[Any]) -> bool:
    """Say whether whatever let a client in still does, and a route that asked for a right still asks."""
    return bool(old) is bool(new) and all(way in new for way in old)


def _narrower(name: str, old: Said, bound: int) -> bool:
    """Say whether a bound leaves out what was taken; of a list of words, one of the words."""
    if name in {"minLength", "maxLength"} and "enum" in old:
        return any(len(word) < bound if name in LEAST else len(word) > bound for word in old["enum"])
    return name not in old or ((bound > old[name]) is (name in LEAST) and bound != old[name])


def _meant(contract: Said, schema: Said) -> Said:
    while "$ref" in schema:
        schema = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _json(body: Said) -> Said:
    content = body.get("content", {})
    schema: Said = content.get("application/json", {}).get("schema", {})
    return schema


def _types(schema: Said) -> frozenset[str]:
    said = schema.get("type", [])
    return frozenset([said] if isinstance(said, str) else said)


def publish(file: Path, contract: Said) -> list[str]:
    """Write a contract in the place of the published one, unless it breaks a promise; give what it breaks."""
    broken = breaks(json.loads(file.read_text(encoding="utf-8")), contract) if file.exists() else []
    if not broken:
        text = json.dumps(skeleton(contract), indent=1, sort_keys=True)
        file.write_text(text + "\n", encoding="utf-8")
    return broken


if __name__ == "__main__":
    sys.exit("\n".join(publish(Path(sys.argv[1]), json.load(sys.stdin))) or None)

"""Formulas of a document, worked out with exact fractions; each is a list that begins with an operation."""

from collections.abc import Callable
from fractions import Fraction

from .reading import ProblemError, Value, fraction, number, shown, sized, truth

COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})

Read = Callable[[str], Value]


def evaluate(formula: object, read: Read) -> Value:
    """Work a formula out; conditions and choices stop as soon as they are decided."""
    if not isinstance(formula, list) or not formula or not isinstance(formula[0], str):
        raise ProblemError("a formula must be a list that begins with an operation.")
    word, rest = formula[0], formula[1:]
    if len(rest) == 1 and isinstance(rest[0], str):
        return _leaf(word, rest[0], read)
    if word in {"true", "false"} and not rest:
        return word == "true"
    if word in {"and", "or"}:
        truths = (truth(evaluate(part, read)) for part in rest)
        return all(truths) if word == "and" else any(truths)
    if word == "not":
        [inner] = rest
        return not truth(evaluate(inner, read))
    if word == "if" and len(rest) % 2:
        pairs = zip(rest[:-1:2], rest[1::2], strict=True)
        chosen = next((then for test, then in pairs if truth(evaluate(test, read))), rest[-1])
        return evaluate(chosen, read)
    if word in {"round", "ratio"}:
        exact, step = unrounded(formula, read)
        return Fraction(_rounded(exact / step, formula[1]) * step)
    values = [evaluate(part, read) for part in rest]
    return _compared(word, values) if word in COMPARISONS else _calculated(word, values)


def unrounded(formula: list[object], read: Read) -> tuple[Fraction, int]:
    """Give what a rounding or a ratio rounds, and to multiples of what."""
    if formula[0] == "round":
        _, _, step, inner = formula
        if type(step) is not int or step < 1:
            raise ProblemError("{} is not a step to round to.", shown(step))
        return number(evaluate(inner, read)), step
    _, _, whole, part, total = formula
    if not (shared := number(evaluate(total, read))):
        return Fraction(0), 1
    return sized(number(evaluate(whole, read)) * number(evaluate(part, read)) / shared), 1


def _leaf(word: str, text: str, read: Read) -> Value:
    if word == "num":
        return fraction(text)
    if word == "text":
        return text
    if word != "read":
        raise ProblemError("{} of a text gives no value.", shown(word))
    return read(text)


def _compared(word: str, values: list[Value]) -> bool:
    if word == "in" and values:
        return any(equal(values[0], choice) for choice in values[1:])
    left, right = values
    if word in {"==", "!="}:
        return equal(left, right) is (word == "==")
    a, b = number(left), number(right)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}.get(word, False)


def _calculated(word: str, values: list[Value]) -> Fraction:
    parts = [number(value) for value in values]
    if not parts or word not in {"+", "-", "*", "min", "max"}:
        raise ProblemError("{} is not an operation on {} values.", shown(word), len(parts))
    if word in {"min", "max"}:
        return min(parts) if word == "min" else max(parts)
    total = parts[0]
    for part in parts[1:]:
        total = sized(total * part if word == "*" else total - part if word == "-" else total + part)
    return total


def _rounded(value: Fraction, mode: object) -> int:
    below, rest = divmod(abs(value), 1)
    up = {"down": False, "up": rest > 0, "half_up": 2 * rest >= 1, "half_even": round(abs(value)) > below}
    if not isinstance(mode, str) or mode not in up:
        raise ProblemError("{} is not a way to round.", shown(mode))
    return (below + up[mode]) * (-1 if value < 0 else 1)


def equal(left: Value, right: Value) -> bool:
    """Compare; a fact's text takes the kind of the other side."""
    for kind, read in ((bool, truth), (Fraction, number)):
        if isinstance(left, kind) or isinstance(right, kind):
            return read(left) == read(right)
    return left == right


def names(formula: object) -> set[str]:
    """Give what a formula reads."""
    if not isinstance(formula, list):
        return set()
    if formula[:1] == ["read"]:
        return {part for part in formula[1:] if isinstance(part, str)}
    return set[str]().union(*map(names, formula))

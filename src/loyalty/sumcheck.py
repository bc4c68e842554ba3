"""The independent checker: works an explanation out again from its facts and finds what does not add up.

It shares no code with the engine and needs only Python's standard library, so whoever is
handed an explanation can copy this one file and check it: ``python sumcheck.py FILE``.

Every formula is evaluated with exact fractions from the facts and the steps before it.
Documents are not trusted: sizes, depths and kinds are bounded, and whatever is wrong with
a document is a sentence in the answer, never a traceback.
"""

import json
import sys
from fractions import Fraction
from typing import NoReturn, TypeVar, cast

PARTS_MAX = 5_000_000
DEPTH_MAX = 200
DIGITS_MAX = 400
BITS_MAX = 8_192
CHARACTERS_MAX = 50_000_000
PROBLEMS_MAX = 100
SENTENCE_MAX = 500
SHOWN_MAX = 80
VERSION = 1
EXPONENT_MAX = 9
COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">="})
KINDS = {int: "a whole number", str: "a text", list: "a list", dict: "an object"}

T = TypeVar("T")
Value = Fraction | bool | str
Table = dict[str, object]


class ProblemError(Exception):
    """One thing that is wrong, as a plain sentence."""


def check(document: object) -> list[str]:
    """Give every problem found in an explanation document, as plain sentences; none if it holds."""
    checker = _Checker()
    try:
        checker.run(document)
    except ProblemError as problem:
        checker.say(str(problem))
    return checker.problems


def check_text(text: str) -> list[str]:
    """Give every problem found in the JSON text of an explanation document."""
    if len(text) > CHARACTERS_MAX:
        return ["The document is too long."]
    try:
        document = json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError, ProblemError):
        return ["The document is not JSON of texts and whole numbers only."]
    return check(document)


class _Checker:
    def __init__(self) -> None:
        self.problems: list[str] = []
        self.facts: Table = {}
        self.values: dict[str, Value] = {}
        self.exact: dict[str, Value] = {}
        self.read: set[str] = set()

    def say(self, problem: str) -> None:
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(problem[:SENTENCE_MAX])

    def same(self, what: str, stated: object, found: object) -> None:
        if stated != found:
            self.say(f"{what} says {_shown(stated)}, but works out to {_shown(found)}.")

    def run(self, document: object) -> None:
        _bounded(document)
        if type(document) is not dict:
            raise ProblemError("The document must be an object.")
        top = document
        self.same("The version", _get(top, "version", int), VERSION)
        self.facts = _get(top, "facts", dict)
        sections = (self.lines, self.slices, self.baseline, self.points, self.not_applied, self.inputs)
        for section in (self.steps, *sections):
            try:
                section(top)
            except ProblemError as problem:
                self.say(str(problem))

    def steps(self, top: Table) -> None:
        for step in _tables(top, "steps"):
            name = _get(step, "id", str)
            if name in self.values or name in self.facts:
                self.say(f"The name `{name}` is used twice.")
            try:
                self.step(step, name)
            except ProblemError as problem:
                self.say(f"Step `{name}`: {problem}")

    def step(self, step: Table, name: str) -> None:
        formula, mode = step.get("formula"), step.get("mode")
        value = exact = self.evaluate(formula)
        if mode is not None:
            if isinstance(formula, list) and formula[0] in {"round", "ratio"} and formula[1] == mode:
                exact, _ = self.unrounded(formula)
            else:
                value = Fraction(_rounded(_number(exact), mode))
        self.values[name], self.exact[name] = value, exact
        for key, found in (("exact", exact), ("value", value)):
            if not _equal(_get(step, key, str), found):
                self.say(f"Step `{name}` says {key} {step[key]}, but it works out to {_shown(found)}.")

    def unrounded(self, formula: list[object]) -> tuple[Fraction, int]:
        """Give what a rounding or a ratio rounds, and to multiples of what."""
        if formula[0] == "round":
            _, _, step, inner = _exactly(formula, 4)
            if type(step) is not int or step < 1:
                raise ProblemError(f"{_shown(step)} is not a step to round to.")
            return _number(self.evaluate(inner)), step
        _, _, whole, part, total = _exactly(formula, 5)
        if not (shared := _number(self.evaluate(total))):
            return Fraction(0), 1
        return _sized(_number(self.evaluate(whole)) * _number(self.evaluate(part)) / shared), 1

    def evaluate(self, formula: object) -> Value:
        """Work a formula out; conditions and choices stop as soon as they are decided."""
        if not isinstance(formula, list) or not formula or not isinstance(formula[0], str):
            raise ProblemError("a formula must be a list that begins with an operation.")
        word, rest = formula[0], formula[1:]
        if len(rest) == 1 and isinstance(rest[0], str):
            return self.leaf(word, rest[0])
        if word in {"true", "false"} and not rest:
            return word == "true"
        if word in {"and", "or"}:
            truths = (_truth(self.evaluate(part)) for part in rest)
            return all(truths) if word == "and" else any(truths)
        if word == "not":
            return not _truth(self.evaluate(*_exactly(rest, 1)))
        if word == "if" and len(rest) % 2:
            pairs = zip(rest[:-1:2], rest[1::2], strict=True)
            chosen = next((then for test, then in pairs if _truth(self.evaluate(test))), rest[-1])
            return self.evaluate(chosen)
        if word in {"round", "ratio"}:
            exact, step = self.unrounded(formula)
            return Fraction(_rounded(exact / step, formula[1]) * step)
        values = [self.evaluate(part) for part in rest]
        if word in COMPARISONS or word == "in":
            return _compared(word, values)
        return _calculated(word, [_number(value) for value in values])

    def leaf(self, word: str, text: str) -> Value:
        if word == "num":
            return _fraction(text)
        if word == "text":
            return text
        if word != "read":
            raise ProblemError(f"{_shown(word)} of a text gives no value.")
        if text in self.values:
            return self.values[text]
        if text not in self.facts:
            raise ProblemError(f"it reads `{text}`, which is neither a fact nor an earlier step.")
        self.read.add(text.partition("[")[0])
        return _get(self.facts, text, str)

    def lines(self, top: Table) -> None:
        total = _get(top, "total", dict)
        sums = dict.fromkeys(("due", "points_money", "tax_inside", "tax_added"), 0)
        for line in _tables(top, "lines"):
            amount, category = _get(line, "amount", int), line.get("category")
            name = f"Line {_shown(line.get('n'))}"
            sign = _get(line, "sign", int)
            if sign not in {1, -1}:
                self.say(f"{name} has the sign {sign}, which is neither 1 nor -1.")
            step = _get(line, "step", str)
            if step in self.values:
                self.same(name, Fraction(amount), sign * _number(self.values[step]))
            else:
                self.say(f"{name} names the step `{step}`, which was not worked out.")
            if category == "points_used":
                sums["points_money"] -= amount
            elif line.get("inside") is True:
                sums["tax_inside"] += amount if category == "tax" else 0
            else:
                sums["due"] += amount
                sums["tax_added"] += amount if category == "tax" else 0
        for key, found in sums.items():
            self.same(f"`total.{key}`", _get(total, key, int), found)
        payable = _get(total, "due", int) - _get(total, "points_money", int)
        self.same("`total.payable`", _get(total, "payable", int), payable)

    def baseline(self, top: Table) -> None:
        if top.get("baseline") is not None:
            baseline = _get(top, "baseline", dict)
            saved = _get(baseline, "public_total", int) - _get(_get(top, "total", dict), "due", int)
            self.same("`baseline.saved`", _get(baseline, "saved", int), saved)

    def slices(self, top: Table) -> None:
        lines, exponent = _tables(top, "lines"), _get(top, "exponent", int)
        if exponent not in range(EXPONENT_MAX + 1):
            raise ProblemError(f"{exponent} is not the number of decimals of a currency.")
        step_of = {_get(line, "n", int): line.get("step") for line in lines}
        self.same("The number of lines", len(lines), len(step_of))
        sums: dict[int, Fraction] = {}
        for part in _tables(top, "slices"):
            number = _get(part, "line", int)
            quantity, unit, flat, amount = (
                _fraction(_get(part, key, str)) for key in ("quantity", "unit", "flat", "amount")
            )
            self.same(f"A slice of line {number}", amount, (quantity * unit + flat) * 10**exponent)
            sums[number] = sums.get(number, Fraction(0)) + amount
        for number, found in sums.items():
            step = step_of.get(number)
            if not isinstance(step, str) or step not in self.exact:
                self.say(f"The slices name line {number}, which has no step that was worked out.")
            else:
                self.same(f"The step `{step}`", _number(self.exact[step]), found)

    def points(self, top: Table) -> None:
        points = _get(top, "points", dict)
        total = Fraction(0)
        for award in _tables(points, "awards"):
            step, stated = _get(award, "step", str), _fraction(_get(award, "points", str))
            total += stated
            if step in self.exact:
                self.same(f"The award of `{step}`", stated, _number(self.exact[step]))
            else:
                self.say(f"An award names the step `{step}`, which was not worked out.")
        earned = _get(points, "earned", int)
        if "points.earned" in self.values:
            self.same("`points.earned`", Fraction(earned), _number(self.values["points.earned"]))
            # Caps may lower what is earned; awards add up to the points before them.
            whole = self.exact.get("points.exact", self.exact["points.earned"])
            self.same("The sum of the awards", total, _number(whole))
        elif earned or total:
            self.say("Points are earned, but there is no step `points.earned`.")

    def not_applied(self, top: Table) -> None:
        for rule in _tables(top, "not_applied"):
            name = f"The rule `{_get(rule, 'rule', str)}` that did not apply"
            was = _get(rule, "was", dict)
            for read, stated in was.items():
                known = self.values.get(read, self.facts.get(read))
                if known is not None and not _equal(_get(was, read, str), cast("Value", known)):
                    self.say(f"{name} read `{read}` as {_shown(stated)}, but it was {_shown(known)}.")
            own = _Checker()
            own.facts, own.values = was, {key: str(was[key]) for key in was if key in self.values}
            try:
                if _truth(own.evaluate(rule.get("formula"))):
                    self.say(f"{name} holds on the values it was given.")
            except ProblemError as problem:
                self.say(f"{name}: {problem}")
            self.read |= own.read

    def inputs(self, top: Table) -> None:
        inputs = _get(top, "inputs", dict)
        used, unused = (
            {_get(item, "fact", str) for item in _tables(inputs, key)} for key in ("used", "not_used")
        )
        listed = {str(read) for line in _tables(top, "lines") for read in _get(line, "reads", list)}
        for name in sorted(self.read - used):
            self.say(f"The fact `{name}` was read, but is not listed as used.")
        for name in sorted({name.partition("[")[0] for name in (*self.read, *listed, *self.facts)} & unused):
            self.say(f"The fact `{name}` is listed as not used, but it was looked at.")


def _compared(word: str, values: list[Value]) -> bool:
    if word == "in" and values:
        return any(_equal(values[0], choice) for choice in values[1:])
    left, right = _exactly(values, 2)
    if word in {"==", "!="}:
        return _equal(left, right) is (word == "==")
    a, b = _number(left), _number(right)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}[word]


def _calculated(word: str, parts: list[Fraction]) -> Fraction:
    if not parts or word not in {"+", "-", "*", "min", "max"}:
        raise ProblemError(f"{_shown(word)} is not an operation on {len(parts)} values.")
    if word in {"min", "max"}:
        return min(parts) if word == "min" else max(parts)
    total = parts[0]
    for part in parts[1:]:
        total = _sized(total * part if word == "*" else total - part if word == "-" else total + part)
    return total


def _exactly(parts: list[T], count: int) -> list[T]:
    if len(parts) != count:
        raise ProblemError(f"an operation has {len(parts)} parts where it must have {count}.")
    return parts


def _sized(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > BITS_MAX:
        raise ProblemError("a value on the way is too large.")
    return value


def _rounded(value: Fraction, mode: object) -> int:
    size = abs(value)
    below, rest = divmod(size, 1)
    up = {"down": False, "up": rest > 0, "half_up": 2 * rest >= 1, "half_even": round(size) > below}
    if not isinstance(mode, str) or mode not in up:
        raise ProblemError(f"{_shown(mode)} is not a way to round.")
    return (below + up[mode]) * (-1 if value < 0 else 1)


def _equal(left: Value, right: Value) -> bool:
    """Compare; a fact's text takes the kind of the other side."""
    if isinstance(left, bool) or isinstance(right, bool):
        return _truth(left) is _truth(right)
    if isinstance(left, Fraction) or isinstance(right, Fraction):
        return _number(left) == _number(right)
    return left == right


def _number(value: Value) -> Fraction:
    if isinstance(value, bool):
        raise ProblemError("a truth stands where a number must.")
    return value if isinstance(value, Fraction) else _fraction(value)


def _truth(value: Value) -> bool:
    if value not in ("true", "false") and not isinstance(value, bool):
        raise ProblemError(f"{_shown(value)} stands where a truth must.")
    return value is True or value == "true"


def _fraction(text: str) -> Fraction:
    """Read ``12``, ``-1.50`` or ``-3/2``; nothing else, so that no exponent can ask for a huge number."""
    body = text.removeprefix("-")
    over, point = body.partition("/"), body.partition(".")
    parts = list(over[::2]) if over[1] else list(point[::2]) if point[1] else [body]
    written = all(part.isascii() and part.isdigit() for part in parts)
    if len(text) > DIGITS_MAX or not written or (over[1] and not over[2].strip("0")):
        raise ProblemError(f"{_shown(text)} is not a number.")
    return Fraction(text)


def _bounded(document: object) -> None:
    """Refuse a document that is too large or too deep, or holds anything but texts and whole numbers."""
    layer, count = [document], 0
    for _ in range(DEPTH_MAX):
        below: list[object] = []
        for item in layer:
            if isinstance(item, dict) and all(isinstance(key, str) for key in item):
                below.extend(item.values())
            elif isinstance(item, list):
                below.extend(item)
            elif isinstance(item, int):
                _sized(Fraction(item))
            elif item is not None and not isinstance(item, str):
                _no_fraction(str(item))
        count += len(below)
        if count > PARTS_MAX:
            raise ProblemError("The document has too many parts.")
        if not below:
            return
        layer = below
    raise ProblemError("The document is nested too deeply.")


def _no_fraction(text: str) -> NoReturn:
    raise ProblemError(f"{_shown(text)} is not a whole number, a text, a list or an object.")


def _get(table: Table, key: str, kind: type[T]) -> T:
    value = table.get(key)
    if type(value) is not kind:
        raise ProblemError(f"`{key}` must be {KINDS[kind]}, not {_shown(value)}.")
    return value


def _tables(table: Table, key: str) -> list[Table]:
    found = [item for item in _get(table, key, list) if type(item) is dict]
    if len(found) != len(_get(table, key, list)):
        raise ProblemError(f"Every part of `{key}` must be an object.")
    return found


def _shown(value: object) -> str:
    text = str(value) if isinstance(value, Fraction) else repr(value)
    return text if len(text) <= SHOWN_MAX else f"{text[:SHOWN_MAX]}…"


def main(arguments: list[str]) -> int:
    """Check the file named; print what is wrong and give 1, or ``sum check: ok`` and give 0."""
    try:
        [path] = arguments
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - this file stands on four modules only
            text = file.read(CHARACTERS_MAX + 1)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\nusage: python -m loyalty.sumcheck FILE\n")
        return 2
    problems = check_text(text)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems) or "sum check: ok\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

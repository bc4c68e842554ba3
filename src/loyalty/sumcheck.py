"""The independent checker: works an explanation out again from its facts and finds what does not add up.

It adds up a bill too: an invoice, a credit note or a preview, whose periods have explanations each.

It shares no code with the engine and needs only Python's standard library, so whoever is
handed an explanation can copy this one file and check it: ``python sumcheck.py FILE``.

Every formula is evaluated with exact fractions from the facts and the steps before it; lines,
slices, awards and totals must then say what their steps came to. Documents are not trusted:
whatever is wrong with one is a sentence in the answer, never a traceback.
"""

import json
import sys
from collections.abc import Callable
from fractions import Fraction
from typing import NoReturn, TypeVar

PARTS_MAX = 5_000_000
DEPTH_MAX = 200
DIGITS_MAX = 400
BITS_MAX = 8_192
CHARACTERS_MAX = 50_000_000
PROBLEMS_MAX = 100
SENTENCE_MAX = 500
SHOWN_MAX = 80
BILLS = ("invoice", "credit_note", "preview")
COMPARISONS = frozenset({"==", "!=", "<", "<=", ">", ">=", "in"})
KINDS = {int: "a whole number", str: "a text", list: "a list", dict: "an object"}

T = TypeVar("T")
Value = Fraction | bool | str
Table = dict[str, object]


class ProblemError(ValueError):
    """One thing that is wrong, as a plain sentence."""


def check(document: object) -> list[str]:
    """Give every problem found in an explanation document, as plain sentences; none if it holds."""
    checker = _Checker()
    checker.part("The document", checker.run, document)
    return checker.problems


def check_text(text: str) -> list[str]:
    """Give every problem found in the JSON text of an explanation document."""
    if len(text) > CHARACTERS_MAX:
        return ["The document is too long."]
    try:
        document = json.loads(text, parse_float=_no_fraction, parse_constant=_no_fraction)
    except (ValueError, RecursionError):
        return ["The document is not JSON of texts and whole numbers only."]
    return check(document)


class _Checker:
    def __init__(self) -> None:
        self.problems: list[str] = []
        self.facts: Table = {}
        self.values: dict[str, Value] = {}
        self.exact: dict[str, Value] = {}
        self.behind: dict[str, set[str]] = {}
        self.reads: dict[str, set[str]] = {}
        self.scale = 1

    def say(self, problem: str) -> None:
        if len(self.problems) < PROBLEMS_MAX:
            self.problems.append(problem[:SENTENCE_MAX])

    def same(self, what: str, stated: object, found: object) -> None:
        if stated != found:
            self.say(f"{what} says {_shown(stated)}, but works out to {_shown(found)}.")

    def run(self, document: object) -> None:
        _bounded(document)
        if type(document) is not dict:
            raise ProblemError("it must be an object.")
        self.same("The version", _get(document, "version", int), 1)
        if document.get("kind") in BILLS:
            for part in (self.bill_lines, self.bill_sums, self.bill_paid):
                self.part("The bill", part, document)
            return
        self.facts, exponent = _get(document, "facts", dict), _get(document, "exponent", int)
        if exponent not in range(10):
            raise ProblemError(f"{exponent} is not the number of decimals of a currency.")
        self.scale = 10**exponent
        lines = (self.lines, self.totals, self.slices)
        for part in (self.steps, *lines, self.points, self.not_applied, self.inputs):
            self.part("The document", part, document)

    def part(self, what: str, check_part: Callable[[T], None], of: T) -> None:
        try:
            check_part(of)
        except ValueError as problem:
            self.say(f"{what}: {problem}")

    def steps(self, top: Table) -> None:
        for step in _tables(top, "steps"):
            self.part(f"Step `{_get(step, 'id', str)}`", self.step, step)

    def step(self, step: Table) -> None:
        name, formula = _get(step, "id", str), step.get("formula")
        if name in self.values or name in self.facts:
            self.say(f"The name `{name}` is used twice.")
        self.reads[name] = _names(formula)
        names = ((read, {read.partition("[")[0]}) for read in self.reads[name])
        self.behind[name] = set[str]().union(*(self.behind.get(*read) for read in names))
        value = exact = self.evaluate(formula)
        mode = None
        if isinstance(formula, list) and formula[0] in {"round", "ratio"}:
            mode, exact = formula[1], self.unrounded(formula)[0]
        self.values[name], self.exact[name] = value, exact
        self.same(f"Step `{name}`, mode,", step.get("mode"), mode)
        for key, found in (("exact", exact), ("value", value)):
            if not _equal(_get(step, key, str), found):
                self.say(f"Step `{name}` says {key} {step[key]}, but it works out to {_shown(found)}.")

    def unrounded(self, formula: list[object]) -> tuple[Fraction, int]:
        """Give what a rounding or a ratio rounds, and to multiples of what."""
        if formula[0] == "round":
            _, _, step, inner = formula
            if type(step) is not int or step < 1:
                raise ProblemError(f"{_shown(step)} is not a step to round to.")
            return _number(self.evaluate(inner)), step
        _, _, whole, part, total = formula
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
            [inner] = rest
            return not _truth(self.evaluate(inner))
        if word == "if" and len(rest) % 2:
            pairs = zip(rest[:-1:2], rest[1::2], strict=True)
            chosen = next((then for test, then in pairs if _truth(self.evaluate(test))), rest[-1])
            return self.evaluate(chosen)
        if word in {"round", "ratio"}:
            exact, step = self.unrounded(formula)
            return Fraction(_rounded(exact / step, formula[1]) * step)
        values = [self.evaluate(part) for part in rest]
        return _compared(word, values) if word in COMPARISONS else _calculated(word, values)

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
        return _get(self.facts, text, str)

    def worked_out(self, what: str, step: object, values: dict[str, Value]) -> Fraction:
        if not isinstance(step, str) or step not in values:
            raise ProblemError(f"{what} names the step {_shown(step)}, which was not worked out.")
        return _number(values[step])

    def lines(self, top: Table) -> None:
        for line in _tables(top, "lines"):
            name = f"Line {_shown(line.get('n'))}"
            step = _get(line, "step", str)
            value = _get(line, "sign", int) * self.worked_out(name, step, self.values)
            self.same(name, Fraction(_get(line, "amount", int)), value)
            self.same(f"{name}, order_line,", line.get("order_line"), step.partition("[")[2][:-1] or None)
            for fact in sorted(self.behind[step] - {str(read) for read in _get(line, "reads", list)}):
                self.say(f"{name} does not list `{fact}` among what it reads.")
            for key, scale in (("quantity", 1), ("unit_price", self.scale)):
                if line.get(key) is not None:
                    stated = _fraction(_get(line, key, str)) * scale
                    fact = f"line.{key}[{line.get('order_line')}]"
                    self.same(f"{name}, {key},", stated, _fraction(_get(self.facts, fact, str)))

    def totals(self, top: Table) -> None:
        total = _get(top, "total", dict)
        sums = dict.fromkeys(("due", "points_money", "tax_inside", "tax_added"), 0)
        for line in _tables(top, "lines"):
            amount, tax = _get(line, "amount", int), line.get("category") == "tax"
            if line.get("category") == "points_used":
                sums["points_money"] -= amount
            elif line.get("inside") is True:
                sums["tax_inside"] += amount if tax else 0
            else:
                sums["due"] += amount
                sums["tax_added"] += amount if tax else 0
        sums["payable"] = _get(total, "due", int) - _get(total, "points_money", int)
        for key, found in sums.items():
            name = f"`total.{key}`"
            self.same(name, _get(total, key, int), found)
            step = "points.money" if key == "points_money" else f"total.{key}"
            if found or key != "points_money":
                self.same(name, Fraction(found), self.worked_out(name, step, self.values))
        if top.get("stored_value") is not None:
            value = _get(top, "stored_value", dict)
            parts = _get(value, "used", int) + _get(value, "left_to_pay", int)
            self.same("What stored value and other money pay", parts, total["payable"])
        if top.get("baseline") is not None:
            baseline = _get(top, "baseline", dict)
            saved = _get(baseline, "public_total", int) - _get(total, "due", int)
            self.same("`baseline.saved`", _get(baseline, "saved", int), saved)
        if top.get("converted") is not None:
            converted = _get(top, "converted", dict)
            for key, step in (("amount", "total.converted"), ("rate", "exchange.rate")):
                stated = _fraction(str(converted.get(key)))
                self.same(f"`converted.{key}`", stated, self.worked_out("It", step, self.values))
            self.same("`converted.currency`", converted.get("currency"), self.facts.get("bill.currency"))
        if top.get("refund") is not None:
            refund = _get(top, "refund", dict)
            self.same("`refund.kept_payable`", _get(refund, "kept_payable", int), total["payable"])
            back = [_get(refund, key, int) for key in ("paid_before", "kept_payable", "not_refundable")]
            self.same("`refund.money`", _get(refund, "money", int), max(0, back[0] - back[1] - back[2]))

    def slices(self, top: Table) -> None:
        lines = _tables(top, "lines")
        step_of = {_get(line, "n", int): line.get("step") for line in lines}
        self.same("The number of lines", len(lines), len(step_of))
        sums: dict[tuple[int, object], Fraction] = {}
        for part in _tables(top, "slices"):
            number, amount = _get(part, "line", int), _fraction(_get(part, "amount", str))
            name, (stem, bracket, row) = f"A slice of line {number}", _get(part, "step", str).partition("[")
            quantity, unit, flat = (_fraction(_get(part, key, str)) for key in ("quantity", "unit", "flat"))
            unit, flat = unit * self.scale, flat * self.scale
            for key, value in (("quantity", quantity), ("unit", unit), ("flat", flat), ("amount", amount)):
                step = stem.removesuffix("amount") + key + bracket + row
                self.same(f"{name}, {key},", value, self.worked_out(name, step, self.exact))
            self.same(f"{name}, row,", part.get("row"), row[:-1] or None)
            line = step_of.get(number)
            whole = _get(part, "whole", str) if "whole" in part else line if type(line) is str else None
            if whole != line and whole not in self.reads.get(str(line), set()):
                self.say(f"{name} belongs to the step {_shown(whole)}, of which its line is no share.")
            sums[number, whole] = sums.get((number, whole), Fraction(0)) + amount
        for (number, named), found in sums.items():
            self.same(f"The step `{named}`", self.worked_out(f"Line {number}", named, self.exact), found)

    def points(self, top: Table) -> None:
        points = _get(top, "points", dict)
        for key in ("earned", "used"):
            known = self.values.get(f"points.{key}", Fraction(0))
            self.same(f"`points.{key}`", Fraction(_get(points, key, int)), _number(known))
        self.awards(points, "points.exact")
        for wallet in _tables(points, "wallets") if "wallets" in points else ():
            name, earned = _get(wallet, "wallet", str), Fraction(_get(wallet, "earned", int))
            self.same(
                f"`points.earned.{name}`",
                earned,
                _number(self.values.get(f"points.earned.{name}", Fraction(0))),
            )
            self.awards(wallet, f"points.exact.{name}")

    def awards(self, points: Table, exact: str) -> None:
        total = Fraction(0)
        for award in _tables(points, "awards"):
            step, stated = _get(award, "step", str), _fraction(_get(award, "points", str))
            total += stated
            self.same(f"The award of `{step}`", stated, self.worked_out("An award", step, self.exact))
            self.same(f"The award of `{step}`, line,", award.get("line"), step.partition("[")[2][:-1] or None)
        # Caps may lower what is earned; awards add up to the exact points before them.
        self.same("The sum of the awards", total, _number(self.exact.get(exact, Fraction(0))))

    def not_applied(self, top: Table) -> None:
        for rule in _tables(top, "not_applied"):
            name = f"The rule `{_get(rule, 'rule', str)}` that did not apply"
            was, formula = _get(rule, "was", dict), rule.get("formula")
            self.same(f"{name} read what it", sorted(was), sorted(_names(formula)))
            for read in was:
                stated, known = _get(was, read, str), self.leaf("read", read)
                if not _equal(stated, known):
                    self.say(f"{name} read `{read}` as {_shown(stated)}, but it was {_shown(known)}.")
            if _truth(self.evaluate(formula)):
                self.say(f"{name} holds.")
            for part in _tables(rule, "missing") if "missing" in rule else ():
                self.missing(f"{name}, what is missing,", part)

    def missing(self, name: str, part: Table) -> None:
        """Hold a part that fails to its numbers: what is needed and there, and the distance of the two."""
        formula = part.get("formula")
        if _truth(self.evaluate(formula)):
            self.say(f"{name} holds.")
        if part.get("distance") is None:
            return
        if not isinstance(formula, list) or formula[:1] not in ([word] for word in COMPARISONS):
            raise ProblemError("a distance is that of two values that are compared.")
        present, needed = (_number(self.evaluate(side)) for side in formula[1:3])
        for key, value in (("present", present), ("needed", needed), ("distance", abs(needed - present))):
            self.same(f"{name} {key},", _fraction(_get(part, key, str)), value)

    def inputs(self, top: Table) -> None:
        parts = [_tables(_get(top, "inputs", dict), key) for key in ("used", "not_used")]
        used, unused = ({_get(item, "fact", str) for item in part} for part in parts)
        read = set[str]().union(*self.behind.values())
        listed = {str(read) for line in _tables(top, "lines") for read in _get(line, "reads", list)}
        for name in sorted(read - used):
            self.say(f"The fact `{name}` was read, but is not listed as used.")
        for name in sorted((read | listed | {name.partition("[")[0] for name in self.facts}) & unused):
            self.say(f"The fact `{name}` is listed as not used, but it was looked at.")

    def bill_lines(self, top: Table) -> None:
        """Hold every line of a bill to what it comes to now less what was booked, in a period it lists."""
        periods = [(_get(row, "start", str), _get(row, "end", str)) for row in _tables(top, "periods")]
        for place, line in enumerate(_tables(top, "lines"), 1):
            name = f"Line {place} of the bill"
            self.same(f"{name}, n,", _get(line, "n", int), place)
            found = _get(line, "now", int) - _get(line, "booked", int)
            self.same(f"{name}, amount,", _get(line, "amount", int), found)
            period = _get(line, "period", dict)
            if (_get(period, "start", str), _get(period, "end", str)) not in periods:
                self.say(f"{name} is of a period that the bill does not list.")

    def bill_sums(self, top: Table) -> None:
        """Hold the sums of a bill to those of its lines, and its kind to them."""
        total = _get(top, "total", dict)
        sums = dict.fromkeys(("due", "tax_inside", "tax_added"), 0)
        for line in _tables(top, "lines"):
            amount, tax = _get(line, "amount", int), line.get("category") == "tax"
            if line.get("inside") is True:
                sums["tax_inside"] += amount
            else:
                sums["due"] += amount
                sums["tax_added"] += amount if tax else 0
        sums["net"] = sums["due"] - sums["tax_added"]
        for key, found in sums.items():
            self.same(f"`total.{key}`", _get(total, key, int), found)
        if (top["kind"] == "credit_note" and sums["due"] > 0) or (
            top["kind"] == "invoice" and sums["due"] < 0
        ):
            self.say("An invoice does not give back, and a credit note does not charge.")

    def bill_paid(self, top: Table) -> None:
        """Hold what is left to pay to what is due less what credit and points paid."""
        due, paid = _get(_get(top, "total", dict), "due", int), _tables(top, "paid")
        left = due - sum(_get(row, "amount", int) for row in paid)
        credit = sum(_get(row, "amount", int) for row in paid if row.get("kind") == "credit")
        self.same("`payable`", _get(top, "payable", int), left)
        self.same("`overage`", _get(top, "overage", int), left if credit > 0 else 0)
        if due >= 0 and left < 0:
            self.say("More is paid than is due.")


def _compared(word: str, values: list[Value]) -> bool:
    if word == "in" and values:
        return any(_equal(values[0], choice) for choice in values[1:])
    left, right = values
    if word in {"==", "!="}:
        return _equal(left, right) is (word == "==")
    a, b = _number(left), _number(right)
    return {"<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b}.get(word, False)


def _calculated(word: str, values: list[Value]) -> Fraction:
    parts = [_number(value) for value in values]
    if not parts or word not in {"+", "-", "*", "min", "max"}:
        raise ProblemError(f"{_shown(word)} is not an operation on {len(parts)} values.")
    if word in {"min", "max"}:
        return min(parts) if word == "min" else max(parts)
    total = parts[0]
    for part in parts[1:]:
        total = _sized(total * part if word == "*" else total - part if word == "-" else total + part)
    return total


def _sized(value: Fraction) -> Fraction:
    if max(value.numerator.bit_length(), value.denominator.bit_length()) > BITS_MAX:
        raise ProblemError("a value on the way is too large.")
    return value


def _rounded(value: Fraction, mode: object) -> int:
    below, rest = divmod(abs(value), 1)
    up = {"down": False, "up": rest > 0, "half_up": 2 * rest >= 1, "half_even": round(abs(value)) > below}
    if not isinstance(mode, str) or mode not in up:
        raise ProblemError(f"{_shown(mode)} is not a way to round.")
    return (below + up[mode]) * (-1 if value < 0 else 1)


def _equal(left: Value, right: Value) -> bool:
    """Compare; a fact's text takes the kind of the other side."""
    for kind, read in ((bool, _truth), (Fraction, _number)):
        if isinstance(left, kind) or isinstance(right, kind):
            return read(left) == read(right)
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
    whole, mark, rest = text.removeprefix("-").partition("/" if "/" in text else ".")
    written = all(part.isascii() and part.isdigit() for part in ([whole, rest] if mark else [whole]))
    if len(text) > DIGITS_MAX or not written or (mark == "/" and not rest.strip("0")):
        raise ProblemError(f"{_shown(text)} is not a number.")
    return Fraction(text)


def _names(formula: object) -> set[str]:
    if not isinstance(formula, list):
        return set()
    if formula[:1] == ["read"]:
        return {part for part in formula[1:] if isinstance(part, str)}
    return set[str]().union(*map(_names, formula))


def _bounded(document: object) -> None:
    """Refuse a document that is too large or too deep, or holds anything but texts and whole numbers."""
    waiting, count = [(document, 0)], 0
    while waiting:
        item, depth = waiting.pop()
        count += 1
        if depth > DEPTH_MAX or count > PARTS_MAX:
            raise ProblemError("it is nested too deeply." if depth > DEPTH_MAX else "it has too many parts.")
        if isinstance(item, dict) and all(isinstance(key, str) for key in item):
            waiting += [(below, depth + 1) for below in item.values()]
        elif isinstance(item, list):
            waiting += [(below, depth + 1) for below in item]
        elif isinstance(item, int):
            _sized(Fraction(item))
        elif item is not None and not isinstance(item, str):
            _no_fraction(str(item))


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
        with open(path, encoding="utf-8") as file:  # noqa: PTH123 - this file stands on five modules only
            text = file.read(CHARACTERS_MAX + 1)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\nusage: python -m loyalty.sumcheck FILE\n")
        return 2
    problems = check_text(text)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems) or "sum check: ok\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

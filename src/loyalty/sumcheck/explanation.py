"""An explanation, worked out again: every step from the facts, every line and sum from the steps."""

from fractions import Fraction

from .beside import check_beside
from .formulas import COMPARISONS, equal, evaluate, names, unrounded
from .problems import APART, Problems
from .reading import ProblemError, Table, Value, fraction, get, number, shown, tables, truth, written
from .sentences import Sentence


def check_explanation(problems: Problems, top: Table) -> None:
    """Say what of an explanation does not work out."""
    exponent = get(top, "exponent", int)
    if exponent not in range(10):
        raise ProblemError("{} is not the number of decimals of a currency.", exponent)
    checked = _Explanation(problems, get(top, "facts", dict), 10**exponent)
    checked.withheld = {str(name) for name in get(top, "withheld", list)} if "withheld" in top else set()
    lines = (checked.lines, checked.rates, checked.totals, checked.slices)
    for part in (checked.steps, *lines, checked.points, checked.not_applied, checked.inputs):
        problems.part(Sentence("The document"), part, top)
    check_beside(problems, top)


class _Explanation:
    def __init__(self, problems: Problems, facts: Table, scale: int) -> None:
        self.say, self.same, self.part = problems.say, problems.same, problems.part
        self.facts, self.scale = facts, scale
        self.values: dict[str, Value] = {}
        self.exact: dict[str, Value] = {}
        self.behind: dict[str, set[str]] = {}
        self.reads: dict[str, set[str]] = {}
        self.withheld: set[str] = set()

    def read(self, name: str) -> Value:
        if name in self.values:
            return self.values[name]
        if name not in self.facts:
            raise ProblemError("it reads `{}`, which is neither a fact nor an earlier step.", name)
        return get(self.facts, name, str)

    def steps(self, top: Table) -> None:
        for step in tables(top, "steps"):
            self.part(Sentence("Step `{}`", get(step, "id", str)), self.step, step)

    def step(self, step: Table) -> None:
        name, formula = get(step, "id", str), step.get("formula")
        if name in self.values or name in self.facts:
            self.say("The name `{}` is used twice.", name)
        self.reads[name] = names(formula)
        parts = ((read, {read.partition("[")[0]}) for read in self.reads[name])
        self.behind[name] = set[str]().union(*(self.behind.get(*read) for read in parts))
        mode = None
        if self.reads[name] & self.withheld:
            self.taken(step)
            return
        value = exact = evaluate(formula, self.read)
        if isinstance(formula, list) and formula[0] in {"round", "ratio"}:
            mode, exact = formula[1], unrounded(formula, self.read)[0]
        self.values[name], self.exact[name] = value, exact
        self.same(Sentence("Step `{}`, mode,", name), step.get("mode"), mode)
        for key, found in (("exact", exact), ("value", value)):
            if not equal(get(step, key, str), found):
                self.say("Step `{}` says {} {}, but it works out to {}.", name, key, step[key], shown(found))

    def taken(self, step: Table) -> None:
        """Take a step as it is stated, where a fact it reads is withheld."""
        name, kind = get(step, "id", str), get(step, "kind", str)
        for key, known in (("value", self.values), ("exact", self.exact)):
            stated = get(step, key, str)
            if kind == "text":
                known[name] = stated
            else:
                known[name] = stated == "true" if kind == "truth" else fraction(stated)

    def worked_out(self, what: str, step: object, values: dict[str, Value]) -> Fraction:
        if not isinstance(step, str) or step not in values:
            raise ProblemError("{} names the step {}, which was not worked out.", what, shown(step))
        return number(values[step])

    def lines(self, top: Table) -> None:
        for line in tables(top, "lines"):
            name = Sentence("Line {}", shown(line.get("n")))
            step = get(line, "step", str)
            value = get(line, "sign", int) * self.worked_out(name, step, self.values)
            self.same(name, Fraction(get(line, "amount", int)), value)
            self.same(
                Sentence("{}, {},", name, "order_line"),
                line.get("order_line"),
                step.partition("[")[2][:-1] or None,
            )
            for fact in sorted(self.behind[step] - {str(read) for read in get(line, "reads", list)}):
                self.say("{} does not list `{}` among what it reads.", name, fact)
            for key, scale in (("quantity", 1), ("unit_price", self.scale)):
                if line.get(key) is not None:
                    stated = fraction(get(line, key, str)) * scale
                    fact = f"line.{key}[{written(line.get('order_line'))}]"
                    self.same(Sentence("{}, {},", name, key), stated, fraction(get(self.facts, fact, str)))

    def rates(self, top: Table) -> None:
        """Hold the rates of taxes that are stated to the steps they were taken from."""
        step_of = {written(line.get("n")): written(line.get("step")) for line in tables(top, "lines")}
        for line in tables(top, "lines"):
            for tax in tables(line, "taxes") if "taxes" in line else ():
                if tax.get("rate") is None:
                    continue
                stem, bracket, row = step_of.get(written(tax.get("line")), "").partition("[")
                before, _, what = stem.rpartition(".")
                step = f"{before}.rate.{what}"
                step = step if step in self.values else step + bracket + row
                stated = fraction(get(tax, "rate", str))
                known = self.worked_out(Sentence("A tax"), step, self.values)
                self.same(Sentence("The rate of a tax"), stated, known)

    def totals(self, top: Table) -> None:
        total = get(top, "total", dict)
        sums = dict.fromkeys(("due", "points_money", "tax_inside", "tax_added"), 0)
        for line in tables(top, "lines"):
            amount, tax = get(line, "amount", int), line.get("category") == "tax"
            if line.get("category") == "points_used":
                sums["points_money"] -= amount
            elif line.get("inside") is True:
                sums["tax_inside"] += amount if tax else 0
            else:
                sums["due"] += amount
                sums["tax_added"] += amount if tax else 0
        sums["payable"] = get(total, "due", int) - get(total, "points_money", int)
        for key, found in sums.items():
            name = f"`total.{key}`"
            self.same(name, get(total, key, int), found, APART)
            step = "points.money" if key == "points_money" else f"total.{key}"
            if found or key != "points_money":
                self.same(name, Fraction(found), self.worked_out(name, step, self.values))
        if top.get("stored_value") is not None:
            value = get(top, "stored_value", dict)
            parts = get(value, "used", int) + get(value, "left_to_pay", int)
            self.same(Sentence("What stored value and other money pay"), parts, total["payable"])
        if top.get("baseline") is not None:
            baseline = get(top, "baseline", dict)
            saved = get(baseline, "public_total", int) - get(total, "due", int)
            self.same("`baseline.saved`", get(baseline, "saved", int), saved)
        if top.get("converted") is not None:
            converted = get(top, "converted", dict)
            for key, step in (("amount", "total.converted"), ("rate", "exchange.rate")):
                stated = fraction(written(converted.get(key)))
                self.same(f"`converted.{key}`", stated, self.worked_out(Sentence("It"), step, self.values))
            self.same("`converted.currency`", converted.get("currency"), self.facts.get("bill.currency"))
        if top.get("refund") is not None:
            refund = get(top, "refund", dict)
            self.same("`refund.kept_payable`", get(refund, "kept_payable", int), total["payable"])
            back = [get(refund, key, int) for key in ("paid_before", "kept_payable", "not_refundable")]
            given = get(refund, "refunded_before", int) if "refunded_before" in refund else 0
            owed = max(0, back[0] + given - back[1] - back[2]) - given
            self.same("`refund.money`", get(refund, "money", int), owed)

    def slices(self, top: Table) -> None:
        lines = tables(top, "lines")
        step_of = {get(line, "n", int): line.get("step") for line in lines}
        self.same(Sentence("The number of lines"), len(lines), len(step_of))
        sums: dict[tuple[int, object], Fraction] = {}
        for part in tables(top, "slices"):
            place, amount = get(part, "line", int), fraction(get(part, "amount", str))
            name = Sentence("A slice of line {}", place)
            stem, bracket, row = get(part, "step", str).partition("[")
            quantity, unit, flat = (fraction(get(part, key, str)) for key in ("quantity", "unit", "flat"))
            unit, flat = unit * self.scale, flat * self.scale
            for key, value in (("quantity", quantity), ("unit", unit), ("flat", flat), ("amount", amount)):
                step = stem.removesuffix("amount") + key + bracket + row
                self.same(Sentence("{}, {},", name, key), value, self.worked_out(name, step, self.exact))
            self.same(Sentence("{}, {},", name, "row"), part.get("row"), row[:-1] or None)
            line = step_of.get(place)
            whole = get(part, "whole", str) if "whole" in part else line if type(line) is str else None
            if whole != line and whole not in self.reads.get(str(line), set()):
                self.say("{} belongs to the step {}, of which its line is no share.", name, shown(whole))
            sums[place, whole] = sums.get((place, whole), Fraction(0)) + amount
        for (place, named), found in sums.items():
            worked_out = self.worked_out(Sentence("Line {}", place), named, self.exact)
            self.same(Sentence("The step `{}`", named), worked_out, found)

    def points(self, top: Table) -> None:
        points = get(top, "points", dict)
        for key in ("earned", "used"):
            known = self.values.get(f"points.{key}", Fraction(0))
            self.same(f"`points.{key}`", Fraction(get(points, key, int)), number(known))
            if points.get("worth") is not None:
                paid = fraction(get(points, "value_per_point", str)) * get(points, key, int)
                self.same(f"`points.worth.{key}`", fraction(get(get(points, "worth", dict), key, str)), paid)
        self.awards(points, "points.exact")
        for wallet in tables(points, "wallets") if "wallets" in points else ():
            name, earned = get(wallet, "wallet", str), Fraction(get(wallet, "earned", int))
            self.same(
                f"`points.earned.{name}`",
                earned,
                number(self.values.get(f"points.earned.{name}", Fraction(0))),
            )
            self.awards(wallet, f"points.exact.{name}")

    def awards(self, points: Table, exact: str) -> None:
        total = Fraction(0)
        for award in tables(points, "awards"):
            step, stated = get(award, "step", str), fraction(get(award, "points", str))
            total += stated
            known = self.worked_out(Sentence("An award"), step, self.exact)
            self.same(Sentence("The award of `{}`", step), stated, known)
            name = Sentence("The award of `{}`, line,", step)
            self.same(name, award.get("line"), step.partition("[")[2][:-1] or None)
        # Caps may lower what is earned; awards add up to the exact points before them.
        self.same(Sentence("The sum of the awards"), total, number(self.exact.get(exact, Fraction(0))))

    def not_applied(self, top: Table) -> None:
        for rule in tables(top, "not_applied"):
            name = Sentence("The rule `{}` that did not apply", get(rule, "rule", str))
            was, formula = get(rule, "was", dict), rule.get("formula")
            looked = names(formula)
            self.same(Sentence("{} read what it", name), sorted(was), sorted(looked - self.withheld))
            for read in was:
                stated, known = get(was, read, str), self.read(read)
                if not equal(stated, known):
                    self.say("{} read `{}` as {}, but it was {}.", name, read, shown(stated), shown(known))
            if looked & self.withheld:
                continue
            if truth(evaluate(formula, self.read)):
                self.say("{} holds.", name)
            for part in tables(rule, "missing") if "missing" in rule else ():
                self.missing(Sentence("{}, what is missing,", name), part)

    def missing(self, name: str, part: Table) -> None:
        """Hold a part that fails to its numbers: what is needed and there, and the distance of the two."""
        formula = part.get("formula")
        if truth(evaluate(formula, self.read)):
            self.say("{} holds.", name)
        if part.get("distance") is None:
            return
        if not isinstance(formula, list) or formula[:1] not in ([word] for word in COMPARISONS):
            raise ProblemError("a distance is that of two values that are compared.")
        present, needed = (number(evaluate(side, self.read)) for side in formula[1:3])
        for key, value in (("present", present), ("needed", needed), ("distance", abs(needed - present))):
            self.same(Sentence("{} {},", name, key), fraction(get(part, key, str)), value)

    def inputs(self, top: Table) -> None:
        parts = [tables(get(top, "inputs", dict), key) for key in ("used", "not_used")]
        used, unused = ({get(item, "fact", str) for item in part} for part in parts)
        read = set[str]().union(*self.behind.values())
        listed = {str(read) for line in tables(top, "lines") for read in get(line, "reads", list)}
        for name in sorted(read - used):
            self.say("The fact `{}` was read, but is not listed as used.", name)
        for name in sorted((read | listed | {name.partition("[")[0] for name in self.facts}) & unused):
            self.say("The fact `{}` is listed as not used, but it was looked at.", name)

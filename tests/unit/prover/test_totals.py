"""Truths about sums of lines that look so and are not: none of them is shown, and their neighbours are."""

from fractions import Fraction

from loyalty.kernel.rounding import Rounding
from loyalty.language import tree as t
from loyalty.language.readers.specialise import World
from loyalty.language.sheet import Scope, SheetBuilder, plain_rule
from loyalty.language.tree import Comparison, Kind, Node, Read
from loyalty.prover.showing.bound import always
from loyalty.prover.showing.pair import Pair
from loyalty.prover.showing.relation import Relation

LINES = 4
RULE = plain_rule("rule", "rule", "规则")
AMOUNT = t.read("line.amount", Kind.MONEY, 1, 0, 40)
HALVES = t.read("line.halves", Kind.MONEY, 2, 0, 80)
CHANGE = t.read("line.change", Kind.MONEY, 1, -9, 9)
CREDIT = t.read("order.credit", Kind.MONEY, 1, 0, 60)
FACTOR = t.read("order.factor", Kind.NUMBER, 1, 0, 9)
CATEGORY = t.read("line.category", Kind.TEXT)
TEA = t.compare(Comparison.EQ, CATEGORY, t.text("tea"))
NOTHING = t.const(Kind.MONEY, 0)


class Sheet:
    """A sheet that is written down line by line."""

    def __init__(self) -> None:
        """Begin with every input there is."""
        self.builder = SheetBuilder("sums", LINES)
        for read in (AMOUNT, HALVES, CHANGE, CATEGORY):
            self.builder.input(read.name, Scope.LINE, read)
        for read in (CREDIT, FACTOR):
            self.builder.input(read.name, Scope.ORDER, read)

    def line(self, name: str, tree: Node) -> Read:
        """Define a line formula."""
        return self.builder.define(name, Scope.LINE, tree, RULE)

    def order(self, name: str, tree: Node) -> Read:
        """Define an order formula."""
        return self.builder.define(name, Scope.ORDER, tree, RULE)

    def total(self, name: str, tree: Node) -> Read:
        """Define a line formula and the order's sum of it."""
        self.line(name, tree)
        return self.order(f"total.{name}", self.builder.total(name))

    def always(self, op: Comparison, left: Node, right: Node) -> bool | None:
        """Give whether a comparison is shown of every order."""
        return always(World(self.builder.sheet(), {}, LINES), t.compare(op, left, right))


def money(value: int) -> Node:
    """Give an amount in minor units."""
    return t.const(Kind.MONEY, value)


def test_rates_of_a_group_keep_their_denominator() -> None:
    """Lines that are not tea are doubled: four of 40 come to 320, and a bound of 160 is not shown."""
    sheet = Sheet()
    base = sheet.line("base", t.rounded(AMOUNT, Rounding.DOWN))
    rates = t.choose(TEA, t.const(Kind.NUMBER, Fraction(3, 2)), t.const(Kind.NUMBER, 2))
    rate = sheet.line("rate", t.mul(rates, t.const(Kind.NUMBER, 1)))
    total = sheet.total("got", t.choose(TEA, NOTHING, t.mul(rate, base)))

    assert sheet.always(Comparison.LE, total, money(320))
    assert not sheet.always(Comparison.LE, total, money(160))


def test_names_in_a_group_keep_their_denominator() -> None:
    """Halves on tea, wholes elsewhere: four of 40 come to 160, and a bound of 80 is not shown."""
    sheet = Sheet()
    halved = t.choose(TEA, t.mul(t.const(Kind.NUMBER, Fraction(1, 2)), AMOUNT), AMOUNT)
    some = sheet.line("some", t.as_kind(halved, Kind.MONEY))
    total = sheet.total("got", t.choose(TEA, NOTHING, some))

    assert sheet.always(Comparison.LE, total, money(160))
    assert not sheet.always(Comparison.LE, total, money(80))


def test_what_is_kept_of_a_negative_number_is_more_than_it() -> None:
    """The larger of a change and nothing adds up to more than the changes."""
    sheet = Sheet()
    change = sheet.total("changes", CHANGE)
    kept = sheet.total("kept", t.most(t.sub(CHANGE, AMOUNT), NOTHING))

    assert not sheet.always(Comparison.LE, kept, change)


def test_a_share_of_fractions_may_be_more_than_the_fraction() -> None:
    """Two lines of half a cent and a cent to share: a line gets the whole cent, and half a cent is left."""
    for own, shown in ((AMOUNT, True), (HALVES, None)):
        sheet = Sheet()
        over = sheet.line("over", own)
        whole, running = sheet.builder.total("over"), sheet.builder.running("over")
        given = sheet.order("given", t.least(CREDIT, t.rounded(whole, Rounding.DOWN)))
        parts = [t.ratio(given, part, whole, Rounding.HALF_UP) for part in (running, t.sub(running, over))]
        left = sheet.total("left", t.most(t.sub(own, t.sub(*parts)), NOTHING))

        assert sheet.always(Comparison.LE, t.add(left, given), whole) is shown


def test_a_total_of_another_constant_is_another_total() -> None:
    """Parts of one and two more than themselves are not the same, even where the parts are."""
    sheet = Sheet()
    parts = [
        t.ratio(CREDIT, FACTOR, t.add(t.const(Kind.NUMBER, more), FACTOR), Rounding.DOWN) for more in (2, 1)
    ]
    rich = t.compare(Comparison.GE, CREDIT, money(30))
    sheet.order("part", t.choose(rich, *parts))
    there = World(sheet.builder.sheet(), {}, LINES)

    told = Pair(there, there, {"order.credit": Relation.NOT_LESS}, solve=False).of("part")

    assert told is Relation.UNKNOWN


def test_a_sum_in_another_order_is_another_sum() -> None:
    """Running sums as listed and as ranked are not the same, even where the lines are."""
    sheet = Sheet()
    sheet.line("own", AMOUNT)
    sheet.line("rank", CHANGE)
    listed, ranked = sheet.builder.running("own"), sheet.builder.running("own", "rank")
    rich = t.compare(Comparison.GE, CREDIT, money(30))
    sheet.line("until", t.choose(rich, listed, ranked))
    there = World(sheet.builder.sheet(), {}, LINES)

    told = Pair(there, there, {"order.credit": Relation.NOT_LESS}, solve=False).of("until")

    assert told is Relation.UNKNOWN


def test_a_chain_of_a_thousand_formulas_is_followed() -> None:
    """Each formula reads the one before it; the last is related like the first."""
    sheet = Sheet()
    last: Node = sheet.order("chain.0", t.add(CREDIT, money(1)))
    for number in range(1, 1000):
        last = sheet.order(f"chain.{number}", t.least(last, money(60 + number)))
    there = World(sheet.builder.sheet(), {}, LINES)

    pair = Pair(there, there, {"order.credit": Relation.NOT_LESS}, solve=False)

    assert pair.of("chain.999") is Relation.NOT_LESS


def test_what_is_shared_over_nothing_is_lost() -> None:
    """The shares of an amount come to it where there is something to share over, and to nothing else."""
    sheet = Sheet()
    over = sheet.line("over", AMOUNT)
    whole, running = sheet.builder.total("over"), sheet.builder.running("over")
    parts = [t.ratio(CREDIT, part, whole, Rounding.HALF_UP) for part in (running, t.sub(running, over))]
    given = sheet.total("given", t.sub(*parts))

    assert sheet.always(Comparison.LE, given, CREDIT)
    assert not sheet.always(Comparison.GE, given, CREDIT)


def test_a_part_may_be_more_than_all() -> None:
    """What a part of an amount comes to is only known to be no more than it where it is a part."""
    sheet = Sheet()
    base = sheet.total("base", AMOUNT)
    part = sheet.order("part", t.ratio(CREDIT, FACTOR, t.as_kind(base, Kind.NUMBER), Rounding.DOWN))

    assert not sheet.always(Comparison.LE, part, CREDIT)


def test_whole_steps_of_an_order_are_those_of_its_sum() -> None:
    """Tens of a running sum, line by line, come to the tens of the sum; of unlike steps they do not."""
    for step, shown in ((10, True), (5, None)):
        sheet = Sheet()
        base = sheet.line("base", AMOUNT)
        whole, running = sheet.builder.total("base"), sheet.builder.running("base")
        upto = t.rounded(running, Rounding.DOWN, 10)
        counted = sheet.total("counted", t.sub(upto, t.rounded(t.sub(running, base), Rounding.DOWN, step)))

        assert sheet.always(Comparison.LE, counted, t.rounded(whole, Rounding.DOWN, 10)) is shown


def test_lines_serve_a_room_one_after_the_other() -> None:
    """What lines get of a room comes to the sum or the room; lines below nothing give none of it back."""
    for own, shown in ((AMOUNT, True), (CHANGE, None)):
        sheet = Sheet()
        base = sheet.line("base", own)
        whole, running = sheet.builder.total("base"), sheet.builder.running("base")
        held = t.sub(t.least(running, CREDIT), t.least(t.sub(running, base), CREDIT))
        total = sheet.total("held", t.most(held, NOTHING))

        assert sheet.always(Comparison.LE, total, t.least(whole, CREDIT)) is shown


def test_conditions_bound_the_lines_of_a_group() -> None:
    """Lines of at least 10 have 10 each, of more than 10 they have 11, and of others nothing is known."""
    for op, least, shown in (
        (Comparison.GE, 10, True),
        (Comparison.GE, 11, None),
        (Comparison.GT, 11, True),
        (Comparison.GT, 12, None),
        (Comparison.LT, 1, None),
    ):
        sheet = Sheet()
        whole = sheet.total("base", AMOUNT)
        counts = t.choose(t.compare(op, AMOUNT, money(10)), money(least), NOTHING)
        counted = sheet.total("counted", counts)

        assert sheet.always(Comparison.LE, counted, whole) is shown


def test_lines_beyond_a_condition_are_bounded_too() -> None:
    """Lines that are not of 10 or more are of 9 at most: four come to 36, and may come to it."""
    for most, shown in ((36, True), (35, None)):
        sheet = Sheet()
        small = t.choose(t.compare(Comparison.GE, AMOUNT, money(10)), NOTHING, AMOUNT)

        assert sheet.always(Comparison.LE, sheet.total("small", small), money(most)) is shown


def test_a_condition_of_two_parts_is_both_or_either() -> None:
    """Lines of tea from 10 on have 10 each; lines of tea or from 10 on may have less."""
    for join, shown in ((t.all_of, True), (t.any_of, None)):
        sheet = Sheet()
        whole = sheet.total("base", AMOUNT)
        test = join(TEA, t.compare(Comparison.GE, AMOUNT, money(10)))
        counted = sheet.total("counted", t.choose(test, money(10), NOTHING))

        assert sheet.always(Comparison.LE, counted, whole) is shown


def test_roundings_of_lines_bring_so_much_and_no_more() -> None:
    """Halves that are rounded: up never loses, to even may, and down brings nothing but below nothing."""
    for number, mode, at_least, at_most in (
        (AMOUNT, Rounding.UP, True, None),
        (AMOUNT, Rounding.HALF_EVEN, None, None),
        (AMOUNT, Rounding.DOWN, None, True),
        (CHANGE, Rounding.UP, None, None),
        (CHANGE, Rounding.DOWN, None, None),
    ):
        sheet = Sheet()
        half = t.mul(t.const(Kind.NUMBER, Fraction(1, 2)), number)
        exact = sheet.total("exact", half)
        made = sheet.total("made", t.rounded(half, mode))

        assert sheet.always(Comparison.GE, made, exact) is at_least
        assert sheet.always(Comparison.LE, made, exact) is at_most


def test_a_share_stays_with_the_lines_it_is_shared_over() -> None:
    """Lines of tea get no more than they have of an amount that is no more than all; of more they may."""
    for given, shown in ((t.least, True), (lambda credit, _: credit, None)):
        sheet = Sheet()
        over = sheet.line("over", AMOUNT)
        whole, running = sheet.builder.total("over"), sheet.builder.running("over")
        off = sheet.order("off", given(CREDIT, whole))
        parts = [t.ratio(off, part, whole, Rounding.HALF_UP) for part in (running, t.sub(running, over))]
        share = sheet.line("share", t.sub(*parts))
        tea = sheet.total("tea", t.choose(TEA, over, NOTHING))
        got = sheet.total("got", t.choose(TEA, share, NOTHING))

        assert sheet.always(Comparison.LE, got, tea) is shown
        assert not sheet.always(Comparison.GE, got, tea)

"""What a backtest says, chapter by chapter, before it is laid out."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from loyalty.backtest.result import About, Backtest, Group, Loser, Pair, Stretch, Unit
from loyalty.wording.amounts import instant, money, number
from loyalty.wording.catalogue import say, say_known
from loyalty.wording.parts import Grid

DIGEST_SHOWN = 12
CHARTED_POINTS = ("issued", "lapsed", "open")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, or one for each version: its label, and numbers with how they are written."""

    label: str
    values: tuple[Fraction, ...]
    said: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars under a title; ``series`` names the numbers of each bar where there are several."""

    title: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Chapter:
    """One part of the report; what a chart shows stands in the table too."""

    title: str
    sentences: tuple[str, ...] = ()
    grid: Grid | None = None
    chart: Chart | None = None


class Report:
    """Says everything in one language."""

    def __init__(self, result: Backtest, language: str) -> None:
        """Keep what is said."""
        self.result, self.language = result, language

    def title(self) -> str:
        """Give the title of the report."""
        about = self.result.about
        old, new = about.old[:DIGEST_SHOWN], about.new[:DIGEST_SHOWN]
        return say("backtest.title", self.language, programme=about.programme, old=old, new=new)

    def preface(self) -> tuple[str, ...]:
        """Give what one has to know before reading."""
        about, language = self.result.about, self.language
        worth = {"old": self._money(about.worth.old), "new": self._money(about.worth.new)}
        return (
            say("backtest.until", language, until=instant(about.until, about.timezone, language)),
            say("backtest.as_if", language),
            say("backtest.redeem" if about.redeem else "backtest.no_redeem", language),
            say("backtest.worth", language, **worth),
            say("backtest.gain", language),
        )

    def chapters(self) -> Iterator[Chapter]:
        """Give the chapters in their order."""
        yield self._who()
        yield self._totals()
        groups = self.result
        for key, name, found in (
            ("backtest.by_tier", "tiers", groups.tiers),
            ("backtest.by_rfm", "rfm", groups.rfm),
            ("backtest.by_segment", "segments", groups.segments),
        ):
            if found or groups.not_told[name]:
                yield self._groups(say(key, self.language), name, found)
        if groups.moves or groups.not_told["moves"]:
            yield self._moves()
        yield self._months()
        yield self._losers()
        yield self._rows()
        yield self._balances()

    def bill(self, loser: Loser) -> str:
        """Give the name of the order that shows what somebody loses."""
        return say("backtest.bill_of", self.language, bill=loser.number, member=loser.row.who)

    def _who(self) -> Chapter:
        language, all_of = self.language, self.result.members
        same = all_of.members - all_of.better - all_of.worse
        counts = {"members": all_of.members, "better": all_of.better, "worse": all_of.worse, "same": same}
        said = {name: number(Fraction(count), language) for name, count in counts.items()}
        sentences = (
            say("backtest.counts", language, gain=self._money(all_of.gain), **said),
            say("backtest.nobody", language, paid=self._money(Fraction(self.result.nobody.paid))),
        )
        found = [(self._stretch(each), Fraction(each.members)) for each in self.result.stretches]
        title = say("backtest.distribution", language)
        heads = (say("backtest.head.gained", language), say("backtest.head.members", language))
        rows = tuple((label, number(count, language)) for label, count in found)
        bars = tuple(Bar(label, (count,), (number(count, language),)) for label, count in found)
        chapter = say("backtest.who", language)
        return Chapter(chapter, sentences, Grid(title, heads, rows, ""), Chart(title, bars))

    def _stretch(self, stretch: Stretch) -> str:
        low, high = stretch.above, stretch.below
        edges = [self._money(abs(edge)) for edge in (low, high) if edge is not None]
        if low == high == 0:
            return say("backtest.band.same", self.language)
        if low is None:
            return say("backtest.band.below", self.language, edge=edges[0])
        if high is None:
            return say("backtest.band.above", self.language, edge=edges[0])
        if high == 0:
            return say("backtest.band.small_loss", self.language, edge=edges[0])
        if low == 0:
            return say("backtest.band.small_gain", self.language, edge=edges[1])
        if low < 0:
            return say("backtest.band.loss", self.language, low=edges[1], high=edges[0])
        return say("backtest.band.gain", self.language, low=edges[0], high=edges[1])

    def _totals(self) -> Chapter:
        language = self.language
        pairs = self.result.totals
        rows = tuple((say(f"backtest.total.{pair.name}", language), *self._pair(pair)) for pair in pairs)
        title = say("backtest.totals", language)
        chart = self._beside(
            say("backtest.points", language), [pair for pair in pairs if pair.name in CHARTED_POINTS]
        )
        return Chapter(title, (), Grid(title, self._heads("backtest.head.what"), rows, ""), chart)

    def _beside(self, title: str, pairs: Sequence[Pair]) -> Chart:
        bars = tuple(
            Bar(say_known("backtest.total", pair.name, self.language), (pair.old, pair.new), self._pair(pair))
            for pair in pairs
        )
        series = (say("backtest.head.old", self.language), say("backtest.head.new", self.language))
        return Chart(title, bars, series)

    def _groups(self, title: str, kind: str, groups: Sequence[Group]) -> Chapter:
        language = self.language
        keys = ("members", "better", "worse", "paid", "earned", "open", "gained")
        heads = (
            say("backtest.head.what", language),
            *(say(f"backtest.head.{key}", language) for key in keys),
        )
        named = [(self._group(each, kind), each) for each in groups if each.members or each.name]
        rows = tuple((label, *self._numbers(each)) for label, each in named)
        bars = tuple(Bar(label, (each.gain,), (self._money(each.gain),)) for label, each in named)
        sentences = (say("backtest.overlaps", language),) if kind == "segments" else ()
        chart = Chart(f"{title}: {say('backtest.head.gained', language)}", bars)
        return Chapter(title, (*sentences, *self._not_told(kind)), Grid(title, heads, rows, ""), chart)

    def _not_told(self, table: str) -> tuple[str, ...]:
        count = number(Fraction(self.result.not_told[table]), self.language)
        return (say("backtest.not_told", self.language, groups=count),) if self.result.not_told[table] else ()

    def _group(self, group: Group, kind: str) -> str:
        if not group.name:
            return say("backtest.no_group", self.language)
        return say_known(kind, group.name, self.language) if kind == "rfm" else group.name

    def _numbers(self, group: Group) -> tuple[str, ...]:
        language = self.language
        counts = (group.members, group.better, group.worse)
        points = (group.earned, group.open)
        return (
            *(number(Fraction(count), language) for count in counts),
            self._money(Fraction(group.paid)),
            *(number(Fraction(count), language) for count in points),
            self._money(group.gain),
        )

    def _moves(self) -> Chapter:
        title = say("backtest.moves", self.language)
        heads = (
            *self._heads("backtest.head.old")[:1],
            *(say(f"backtest.head.{k}", self.language) for k in ("new", "members")),
        )
        rows = tuple(
            (old, new, number(Fraction(members), self.language)) for old, new, members in self.result.moves
        )
        return Chapter(title, self._not_told("moves"), Grid(title, heads, rows, ""))

    def _months(self) -> Chapter:
        title = say("backtest.months", self.language)
        rows = tuple((pair.name, *self._pair(pair)) for pair in self.result.months)
        grid = Grid(title, self._heads("backtest.head.month"), rows, "")
        return Chapter(title, (), grid, self._beside(title, self.result.months))

    def _losers(self) -> Chapter:
        language, losers = self.language, self.result.losers
        title = say("backtest.losers", language)
        if not losers:
            return Chapter(title, (say("backtest.no_losers", language),))
        keys = ("member", "gained", "paid", "earned", "open", "bill")
        heads = tuple(say(f"backtest.head.{key}", language) for key in keys)
        rows = []
        for loser in losers:
            old, new = loser.row.old, loser.row.new
            points = (new.earned - old.earned, new.open - old.open)
            said = [number(Fraction(count), language) for count in points]
            paid = self._money(Fraction(new.paid - old.paid))
            rows.append((loser.row.who, self._money(loser.gain), paid, *said, loser.number))
        return Chapter(title, (say("backtest.worst", language),), Grid(title, heads, tuple(rows), ""))

    def _rows(self) -> Chapter:
        title = say("backtest.rows", self.language)
        rows = []
        for outcome, code, old, new in self.result.left_out:
            pair = Pair(outcome, Unit.COUNT, Fraction(old), Fraction(new))
            named = say_known("outcome", outcome.replace(" ", "_"), self.language)
            rows.append((f"{named} {code}".rstrip(), *self._pair(pair)))
        return Chapter(title, (), Grid(title, self._heads("backtest.head.what"), tuple(rows), ""))

    def _balances(self) -> Chapter:
        language = self.language
        title = say("backtest.sums", language)
        heads = tuple(say(f"backtest.head.{key}", language) for key in ("what", "sum_of", "of_totals"))
        rows = tuple(
            (
                say(f"backtest.balance.{each.name}", language),
                *(self._said(Fraction(value), each.unit) for value in (each.of_members, each.of_totals)),
            )
            for each in self.result.balances
        )
        verdict = say("backtest.adds_up" if self.result.adds_up else "backtest.differs", language)
        return Chapter(title, (verdict,), Grid(title, heads, rows, ""))

    def _heads(self, first: str) -> tuple[str, ...]:
        return tuple(say(key, self.language) for key in (first, *_BESIDE))

    def _pair(self, pair: Pair) -> tuple[str, ...]:
        return tuple(self._said(value, pair.unit) for value in (pair.old, pair.new, pair.difference))

    def _said(self, value: Fraction, unit: Unit) -> str:
        return self._money(value) if unit is Unit.MONEY else number(value, self.language)

    def _money(self, minor: Fraction) -> str:
        about: About = self.result.about
        return money(minor, about.currency, about.exponent, self.language)


_BESIDE = ("backtest.head.old", "backtest.head.new", "backtest.head.difference")

"""How the law of a market looks at an earlier price; the numbers are those of its profile."""

from dataclasses import dataclass

from loyalty.price_history.row import Audience


@dataclass(frozen=True, slots=True)
class Past:
    """A past price was charged for more than a share of the last days, long enough, and lately."""

    days: int
    percent: int
    least_days: int
    recent_days: int


@dataclass(frozen=True, slots=True)
class Regular:
    """A regular price was charged for more than a share of the time or of what was sold."""

    time_days: int
    volume_days: int
    percent: int


@dataclass(frozen=True, slots=True)
class Regime:
    """What a market asks of compared prices.

    ``days`` of which the lowest price counts, None where there is no such rule; with ``deals`` those of
    what was bought. ``shorter`` is whether fewer of them count for an article that was first offered within
    them. ``groups`` is whether a price for a group counts as one for everybody.
    """

    market: str
    days: int | None = None
    deals: bool = False
    shorter: bool = False
    groups: bool = False
    past: Past | None = None
    regular: Regular | None = None

    def binds(self, audience: Audience) -> bool:
        """Whether a reduction for an audience is one that this market's rule is about.

        One for nearly every member is one for everybody; one for a single person never is
        (Commission notice 2021/C 526/02, section 2.3).
        """
        asks = self.days is not None or self.past is not None or self.regular is not None
        return asks and audience in self.counted | {Audience.MEMBERS}

    @property
    def counted(self) -> frozenset[Audience]:
        """Give the audiences whose prices count beside those of a reduction's own audience.

        Where the lowest price of some days counts, that is one for nearly every member, too.
        """
        members = {Audience.MEMBERS} if self.days is not None else set()
        groups = {Audience.GROUP} if self.groups else set()
        return frozenset({Audience.PUBLIC, *members, *groups})

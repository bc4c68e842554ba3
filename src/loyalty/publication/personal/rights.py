"""Where people turn: a programme says where a person looks at a price again, and how soon."""

from collections.abc import Iterator

from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter


def check_rights(matter: Matter) -> Iterator[Breach]:
    """Give a warning where members are not told where to turn; whoever asks is answered all the same."""
    if matter.shape.rights is None:
        message = "members are told nowhere where a person looks at a price again, nor how soon"
        help_ = "write `rights: {human_review: …, answer_within: 7 days}`"
        span = matter.shape.place("programme")
        yield Breach("PP-07", "NO_HUMAN_ROUTE", span, message, help_, warning=True)

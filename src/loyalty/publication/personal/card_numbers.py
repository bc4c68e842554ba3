"""Rule files are text that comes in as well: no file of a programme holds the number of a payment card."""

from collections.abc import Iterator

from loyalty.kernel.card_numbers import card_number_at
from loyalty.language.findings import Span
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter


def check_card_numbers(matter: Matter) -> Iterator[Breach]:
    """Give each line of the rule files that holds one, also in comments and tables; never the number."""
    for file, text in matter.programme.source.items():
        for number, line in enumerate(text.splitlines(), start=1):
            found = card_number_at(line)
            if found is not None:
                message = "the number of a payment card stands here"
                help_ = "leave it out, or write the token that the payment service gave for it"
                place = Span(file, number, found[0] + 1)
                yield Breach("PY-06", "PAN_DETECTED", place, message, help_)

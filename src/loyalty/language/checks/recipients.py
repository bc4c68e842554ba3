"""Recipients of members' data: each is named once, and gets only what the programme keeps of members."""

from collections.abc import Iterator

from loyalty.language.checks.names import named, named_once
from loyalty.language.findings import Finding, did_you_mean
from loyalty.language.shapes.fields import as_far_as_read
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.recipients import CONTACT, RecipientShape

_NOT_KEPT = frozenset({"protected", "rights"})


def check_recipients(shape: ProgrammeShape) -> Iterator[Finding]:
    """Give what is wrong with the recipients."""
    yield from named_once(named(shape.recipients), "a recipient")
    for recipient in shape.recipients:
        yield from as_far_as_read(_gets(shape, recipient))


def _gets(shape: ProgrammeShape, recipient: RecipientShape) -> Iterator[Finding]:
    known = {
        name
        for name, fact in shape.facts.items()
        if name.startswith("member.") and fact.is_ != "tier" and fact.label not in _NOT_KEPT
    }
    for name in recipient.gets:
        if name != CONTACT and name not in known:
            message = f"`{name}` is no fact that is kept of members"
            hint = did_you_mean(name, [CONTACT, *known]) or f"facts named `member.`, or `{CONTACT}`"
            yield Finding(recipient.place("gets"), "E303", message, hint)

"""The named refusals of this room."""

from loyalty.kernel.refusal import Refusal


class KeyRefused(Refusal):
    """The key is not one of ours, its secret is wrong, or it was revoked.

    One refusal for all three, so that an answer never tells which key ids exist.
    """

    code = "key-refused"
    title = "The API key is not accepted"


class ScopeMissing(Refusal):
    """The key is good and does not have the right that the request needs."""

    code = "scope-missing"
    title = "The API key lacks the scope for this request"


class ProgrammeOutOfReach(Refusal):
    """The key belongs to one programme and the request is about another."""

    code = "programme-out-of-reach"
    title = "The API key belongs to another programme"


class TrialOnly(Refusal):
    """A key of kind ``trial`` was used for a request that would book something."""

    code = "key-is-for-trial"
    title = "A trial key may ask for prices and reasons but books nothing"


class ScopeUnknown(Refusal):
    """A word that is not in the closed list of scopes."""

    code = "scope-unknown"
    title = "There is no such scope"


class LabelUnfit(Refusal):
    """The label of a new key could not be the source of what the key books."""

    code = "label-unfit"
    title = "The label of a key is 1 to 64 of A-Z a-z 0-9 . _ : -"


class KeyExists(Refusal):
    """A key with this id is already kept."""

    code = "key-exists"
    title = "An API key with this id exists already"


class SessionEnded(Refusal):
    """Nobody is signed in with this cookie: it is none of ours, its time is over, or somebody signed out."""

    code = "session-ended"
    title = "Nobody is signed in, or the session has ended"


class LinkSpent(Refusal):
    """The link to a member's pages opens nothing: it is none of ours, was used, or its time is over.

    One refusal for all, so that nobody learns which links there were.
    """

    code = "page-link-spent"
    title = "The link opens nothing any more"


class TokenOfAnother(Refusal):
    """The token was given for another key than the one that asks to end it."""

    code = "token-of-another"
    title = "The token belongs to another API key"


class RoleExceeded(Refusal):
    """A key for one of the staff was to have a right that the role does not give."""

    code = "role-exceeded"
    title = "The role does not give this scope"

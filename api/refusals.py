"""What the web layer itself refuses, before or instead of asking the engine."""

from collections.abc import Sequence

from api.faults import Fault
from loyalty.kernel.refusal import Refusal


class RequestInvalid(Refusal):
    """The request is well formed JSON and says something that cannot be; each fault is listed."""

    code = "request-invalid"
    title = "The request has members that cannot be accepted"

    def __init__(self, faults: Sequence[Fault]) -> None:
        """Keep the faults, in the order in which they were found."""
        super().__init__("see `errors`: each names a place, what is wrong there and what to write")
        self.faults = tuple(faults)


class BodyUnreadable(Refusal):
    """The body is not JSON in UTF-8."""

    code = "body-unreadable"
    title = "The body is not JSON"


class RequestUnreadable(Refusal):
    """The request breaks HTTP in a way that has no name of its own."""

    code = "request-unreadable"
    title = "The request cannot be read"


class AddressTooLong(Refusal):
    """The line of the request is over the limit."""

    code = "address-too-long"
    title = "The address is longer than is allowed"


class HeadersTooLarge(Refusal):
    """A header, or how many there are, is over the limit."""

    code = "headers-too-large"
    title = "The headers are larger than is allowed"


class RequestTooSlow(Refusal):
    """The request did not arrive in time."""

    code = "request-too-slow"
    title = "The request took too long to arrive"


class MediaTypeUnknown(Refusal):
    """The body is of another type than JSON."""

    code = "media-type-unknown"
    title = "The body must be application/json"


class BodyCoded(Refusal):
    """The body is compressed or coded in another way."""

    code = "body-coded"
    title = "The body must be sent as it is, without a content coding"


class BodyTooLarge(Refusal):
    """The body is over the limit."""

    code = "body-too-large"
    title = "The body is larger than is allowed"


class NotFound(Refusal):
    """Nothing is at this address."""

    code = "not-found"
    title = "There is nothing at this address"


class MethodNotAllowed(Refusal):
    """The address exists and does not take this method."""

    code = "method-not-allowed"
    title = "This address does not take this method"


class NotAcceptable(Refusal):
    """None of the forms asked for is available."""

    code = "not-acceptable"
    title = "The answer is not available in the form asked for"


class KeyMissing(Refusal):
    """The request shows no API key."""

    code = "key-missing"
    title = "The request needs an API key"


class PageNotYours(Refusal):
    """Somebody is signed in, and the page is for others."""

    code = "page-not-yours"
    title = "This page is not for whoever is signed in"


class FormStale(Refusal):
    """A form came without the token of its session, or from another page than ours."""

    code = "form-stale"
    title = "The form is not of this session"


class IdempotencyKeyMissing(Refusal):
    """A write without the header that makes it safe to repeat."""

    code = "idempotency-key-missing"
    title = "This request needs an Idempotency-Key header"


class IdempotencyKeyMalformed(Refusal):
    """The header is there and is not a key."""

    code = "idempotency-key-malformed"
    title = "The Idempotency-Key header is not 1 to 255 visible ASCII characters"


class HeaderDoubled(Refusal):
    """A header that may stand once stands twice: either could be meant."""

    code = "header-doubled"
    title = "A header stands twice"

    def __init__(self, name: str) -> None:
        """Name the header; what it says is not repeated."""
        super().__init__(f"{name} stands twice, or holds a comma without quotation marks", pointer=name)


class PreconditionRequired(Refusal):
    """The request does not say which state of things it was decided on."""

    code = "precondition-required"
    title = "This request has to say what it was decided on"

    def __init__(self) -> None:
        """Point at the header that is missing."""
        super().__init__(pointer="If-Match")


class TooManyRequests(Refusal):
    """The key asked more often than one may; nothing was read."""

    code = "too-many-requests"
    title = "The key asks too often"


class TooManyWrongKeys(Refusal):
    """Keys that are none of ours were shown too often from one address, or for one id."""

    code = "too-many-wrong-keys"
    title = "Wrong keys were shown too often"


class HostUnknown(Refusal):
    """The request names a host by which the service is not reached."""

    code = "host-unknown"
    title = "The service is not reached by this name"


class ServiceFault(Refusal):
    """Our fault; nothing of the inside is said."""

    code = "service-fault"
    title = "The service failed to answer"


class Busy(Refusal):
    """Other writers were first each time; nothing has been changed."""

    code = "busy"
    title = "Others were always first"


class DatabaseUnavailable(Refusal):
    """The database is out of reach, full, stopping or too slow; what was asked is done once at most."""

    code = "database-unavailable"
    title = "The database cannot serve now"


class NotReady(Refusal):
    """The service is up and cannot serve yet."""

    code = "not-ready"
    title = "The service is not ready"

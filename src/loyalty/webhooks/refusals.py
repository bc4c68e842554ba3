"""What is refused about webhooks."""

from loyalty.kernel.refusal import Refusal


class UnknownEndpoint(Refusal):
    """The programme has no endpoint of this id."""

    code = "unknown-endpoint"
    title = "There is no such endpoint"


class AddressRefused(Refusal):
    """The address of an endpoint is none that may be called; ``hint`` says what to write."""

    code = "endpoint-address-refused"
    title = "This address cannot be called"


class EndpointsExhausted(Refusal):
    """The programme has as many endpoints as it may have."""

    code = "endpoints-exhausted"
    title = "There are as many endpoints as there may be"


class EndpointDisabled(Refusal):
    """The endpoint is disabled, so nothing is sent to it."""

    code = "endpoint-disabled"
    title = "The endpoint is disabled"


class UnknownAnnouncement(Refusal):
    """The programme has announced nothing under this id, or it is no longer kept."""

    code = "unknown-announcement"
    title = "There is no such announcement"

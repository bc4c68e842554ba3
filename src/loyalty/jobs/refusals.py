"""What is refused about jobs and notices."""

from loyalty.kernel.refusal import Refusal


class UnknownNotice(Refusal):
    """There is no notice of this id, or the key does not reach it."""

    code = "unknown-notice"
    title = "There is no such notice"

"""What is refused about jobs and notices."""

from loyalty.kernel.refusal import Refusal


class UnknownNotice(Refusal):
    """There is no notice of this id, or the key does not reach it."""

    code = "unknown-notice"
    title = "There is no such notice"


class RenewalNoticeMissing(Refusal):
    """Nobody told the member of the renewal; facts: subscription, start, window."""

    code = "renewal-notice-missing"
    title = "The member was not told of the renewal"


class NoticeWindowMissed(Refusal):
    """No notice reached the member in a window that law or programme sets; facts: window, about."""

    code = "notice-window-missed"
    title = "No notice reached the member in time"

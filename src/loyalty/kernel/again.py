"""The signal that a decision was made on what is no longer so."""


class DecideAgain(Exception):
    """Something else was booked first: nothing has been changed; load again and decide again.

    Whoever runs a use case runs it again from its start, a bounded number of times.
    """

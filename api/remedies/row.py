"""One row: how a code is answered."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """How one code is answered: HTTP status, title, and what the caller can do about it."""

    status: int
    title: str
    remedy: str

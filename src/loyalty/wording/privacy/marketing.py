"""A marketing message as it goes out: what the shop wrote, and the link that stops it."""

from loyalty.wording.catalogue import say


def with_stop(text: str, stop: str, language: str) -> str:
    """Give the text with the stop link on a line of its own. Raises UnknownLanguageError."""
    return f"{text}\n\n{say('marketing.stop', language, stop=stop)}"

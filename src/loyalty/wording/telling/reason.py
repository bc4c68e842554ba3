"""Why points were changed, in words: the reasons of the engine are a closed list."""

from loyalty.ledger.moving.conversion import rate_in
from loyalty.wording.catalogue import say, say_known


def reason_words(reason: str, language: str) -> str:
    """Give a reason of the engine in words, a conversion with its rate; another as it was stated.

    Raises UnknownLanguageError.
    """
    rate = rate_in(reason)
    if rate is None:
        return say_known("reason", reason, language)
    name, mode = reason.partition(":")[0], say_known("mode", rate.round, language)
    return say("reason.conversion", language, name=name, get=str(rate.get), give=str(rate.give), mode=mode)

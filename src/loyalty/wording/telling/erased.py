"""What is said of an explanation that was erased: what is gone, and what still verifies."""

from collections.abc import Mapping

from loyalty.wording.catalogue import say


def erased_said(facts: Mapping[str, str | int | None], language: str) -> tuple[str, ...]:
    """Give the sentences about the facts of an `ExplanationErased`, without its amounts.

    Raises UnknownLanguageError.
    """
    told = {name: str(value) for name, value in facts.items()}
    return (
        say("gone.at", language, id=told["of"], at=told["at"]),
        say("gone.gone", language),
        say("gone.stays", language, digest=told["sha256"]),
        f"  loyalty explain {told['of']} --sealed > seal.json && loyalty verify seal.json",
        say("gone.none", language)
        if facts["amounts"] is None
        else say("gone.amounts", language, amounts=told["amounts"]),
    )

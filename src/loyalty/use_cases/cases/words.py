"""The words of a case: free text of a person, in which goods may be called what they are called."""

import json

from loyalty.privacy.free_text import refuse_free_text
from loyalty.unit_of_work import UnitOfWork


def refuse_words(unit: UnitOfWork, words: str, about: str | None) -> None:
    """Give nothing where the words may be kept of a case about a document. Raises FreeTextRisk.

    What the document is of may be named in them: `diabetic socks` that were bought tell of socks.
    """
    row = unit.explanations.get(about) if about else None
    refuse_free_text({"/words": words}, () if row is None else _goods(row.recipe))


def _goods(recipe: str) -> set[str]:
    """Give what the lines of a basket call their goods."""
    found: set[str] = set()
    for line in json.loads(recipe).get("situation", {}).get("lines", ()):
        facts = line.get("facts", {}).values()
        found |= {each for each in (line.get("sku"), *facts) if isinstance(each, str)}
    return found

"""The independent checker: works an explanation out again from its facts and finds what does not add up.

It adds up a bill too: an invoice, a credit note or a preview, whose periods have explanations each.

It shares no code with the engine and needs only Python's standard library, so whoever is handed
an explanation can copy this one folder and check it: ``python -m sumcheck FILE`` beside the copy.
To read it, begin with ``explanation`` or ``bill``; ``formulas`` calculates, ``reading`` and
``problems`` take a document in and say what is wrong.

Every formula is evaluated with exact fractions from the facts and the steps before it; lines,
slices, awards and totals must then say what their steps came to. Documents are not trusted:
whatever is wrong with one is a sentence in the answer, never a traceback.
"""

import json
import sys

from .bill import KINDS, check_bill
from .change import check_change
from .explanation import check_explanation
from .left import KIND as LEFT
from .left import check_left
from .problems import Problems
from .reading import ProblemError, bounded, get, names_once, no_fraction
from .sentences import Sentence

CHARACTERS_MAX = 50_000_000
CHECKS = {"points_change": check_change, LEFT: check_left}
"""What else than an explanation of a price is checked, by kind."""
SEALED = "loyalty-sealed-1"
"""The form of a file that holds a document together with what its seal is verified by."""
VERSIONS = (1, 2, 3, 4)
"""Versions of explanations that are understood; values of personal facts are withheld since 2."""


def check(document: object) -> list[Sentence]:
    """Give every problem found in an explanation or a bill, as plain sentences; none if it holds."""
    problems = Problems()

    def whole(top: object) -> None:
        bounded(top)
        if type(top) is not dict:
            raise ProblemError("it must be an object.")
        if "version" not in top and "integrity" in top:
            raise ProblemError("only its seal is left, since it was erased; nothing of it adds up.")
        version = get(top, "version", int)
        if top.get("kind") in KINDS:
            problems.same(Sentence("The version"), version, 1)
            check_bill(problems, top)
        else:
            problems.same(Sentence("The version"), version, version if version in VERSIONS else max(VERSIONS))
            CHECKS.get(str(top.get("kind")), check_explanation)(problems, top)

    problems.part(Sentence("The document"), whole, document)
    return problems.found


def check_text(text: str) -> list[Sentence]:
    """Give every problem found in the JSON text of an explanation document, alone or in a sealed file."""
    if len(text) > CHARACTERS_MAX:
        return [Sentence("The document is too long.")]
    try:
        document = json.loads(
            text, parse_float=no_fraction, parse_constant=no_fraction, object_pairs_hook=names_once
        )
    except (ValueError, RecursionError):
        return [Sentence("The document is not JSON of texts and whole numbers only, each name given once.")]
    return check(unsealed(document))


def unsealed(file: object) -> object:
    """Give the document in a sealed file; anything else as it is."""
    return file.get("document") if isinstance(file, dict) and file.get("form") == SEALED else file


def main(arguments: list[str]) -> int:
    """Check the file named; print what is wrong and give 1, or ``sum check: ok`` and give 0."""
    try:
        [path] = arguments
        with open(path, encoding="utf-8-sig") as file:  # noqa: PTH123 - this stands on five modules only
            text = file.read(CHARACTERS_MAX + 1)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"{error}\nusage: python -m {__name__} FILE\n")
        return 2
    problems = check_text(text)
    sys.stdout.write("".join(f"{problem}\n" for problem in problems) or "sum check: ok\n")
    return 1 if problems else 0

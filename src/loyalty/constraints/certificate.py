"""What was decided of a version, for keeping: by which method, with which tools, for exactly which texts."""

from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from loyalty.constraints.holding import Binding
from loyalty.constraints.verdict import Verdict
from loyalty.decision.programme import Programme

SOLVERS = ("z3-solver", "cvc5")


def certificate(
    programme: Programme, found: Sequence[Verdict], binding: Binding | None, took: Mapping[str, int]
) -> dict[str, Any]:
    """Give the plain data of a certificate: the digests, every verdict with its method, and the tools.

    ``took`` says how many milliseconds each constraint took, by name; it is not part of what was decided.
    """
    against = binding.programme if binding is not None else None
    return {
        "certificate": 1,
        "programme": programme.name,
        "digest": programme.digest,
        "against": against.digest if against is not None else None,
        "solvers": {name: installed for name in SOLVERS if (installed := _version(name)) is not None},
        "constraints": [
            {
                "constraint": verdict.constraint,
                "verdict": verdict.word,
                "method": verdict.method,
                "because": verdict.because,
                "witness": verdict.witness or None,
                "milliseconds": took.get(verdict.constraint, 0),
            }
            for verdict in found
        ],
    }


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None

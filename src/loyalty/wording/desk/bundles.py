"""What verifying a bundle of documents came to, in plain words."""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from loyalty.seals.verification import State, Verdict, Verified
from loyalty.wording.catalogue import say, say_known
from loyalty.wording.columns import clean
from loyalty.wording.seals import check_lines, verdict_said, verified_data


class CheckedFile(Protocol):
    """What checking a file came to: the code says why, with facts."""

    @property
    def file(self) -> str: ...  # noqa: D102  as the class says
    @property
    def state(self) -> State: ...  # noqa: D102  as the class says
    @property
    def code(self) -> str: ...  # noqa: D102  as the class says
    @property
    def facts(self) -> Mapping[str, str]: ...  # noqa: D102  as the class says
    @property
    def document(self) -> Verified | None: ...  # noqa: D102  as the class says


def file_lines(check: CheckedFile, language: str) -> Iterator[str]:
    """Give a line that says what a file came to, and of a document what fails or cannot be checked."""
    state = say(f"seal.state.{check.state}", language)
    yield say("bundle.line", language, file=clean(check.file), state=state, why=_why(check, language))
    if check.document is not None:
        for each in check.document.checks:
            if each.state is not State.HOLDS:
                yield from (f"  {line}" for line in check_lines(each, language))


def bundle_data(verdict: Verdict, checks: tuple[CheckedFile, ...], language: str) -> dict[str, Any]:
    """Give what verifying came to as plain data, with its sentences."""
    return {
        "verdict": str(verdict),
        "says": verdict_said(verdict, language),
        "files": [
            {
                "file": check.file,
                "state": str(check.state),
                "code": check.code,
                "facts": dict(check.facts),
                "why": _why(check, language),
                "document": None if check.document is None else verified_data(check.document, language),
            }
            for check in checks
        ],
    }


def _why(check: CheckedFile, language: str) -> str:
    facts = {name: clean(value) for name, value in check.facts.items()}
    if "judgement" in facts:
        facts["judgement"] = say_known("judgement", facts["judgement"], language)
    return say(f"bundle.{check.code}", language, **facts)

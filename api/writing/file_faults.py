"""What stands against rule files of a request, each at the file of the body that it is about."""

from collections.abc import Iterator

from api.faults import Fault
from loyalty.language.findings import Finding, Span
from loyalty.use_cases.refusals import ConstraintsBroken, ConstraintsUndecided, FindingsStand

AgainstFiles = FindingsStand | ConstraintsBroken | ConstraintsUndecided
FAULTS_MAX = 50
SAID_MAX = 400


def file_faults(refusal: AgainstFiles, body: object) -> list[Fault]:
    """Give at most 50 faults; one about a file that was not sent points nowhere."""
    index = dict(_sent(body))
    if isinstance(refusal, FindingsStand):
        found = [(each.span, each.code, _sourced(each), each.help, "") for each in refusal.findings]
    else:
        found = [(each.span, each.constraint, each.because, "", each.witness) for each in refusal.verdicts]
    return [
        Fault(code, f"{_place(span)} {said}"[:SAID_MAX], hint[:SAID_MAX], index.get(span.file, ""), witness)
        for span, code, said, hint, witness in found[:FAULTS_MAX]
    ]


def _sourced(finding: Finding) -> str:
    return finding.message if finding.cited is None else f"{finding.message} [{finding.cited}]"


def _place(span: Span) -> str:
    return f"{span.line}:{span.column}"


def _sent(body: object) -> Iterator[tuple[str, str]]:
    files = body.get("files") if isinstance(body, dict) else None
    for number, file in enumerate(files if isinstance(files, list) else ()):
        if isinstance(file, dict):
            yield str(file.get("path")), f"/files/{number}/text"

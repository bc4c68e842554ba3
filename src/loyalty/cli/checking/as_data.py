"""Everything of a look as plain data, for JSON."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from loyalty.cli.checking.looking import Looked
from loyalty.cli.checking.places import end_of, line_of
from loyalty.constraints.waiving import waiver_data
from loyalty.language.findings import Finding


def as_data(looked: Looked) -> dict[str, Any]:
    """Give the programme with its digest, findings, worked examples and constraints."""
    programme = looked.programme
    return {
        "programme": programme.name if programme is not None else None,
        "digest": programme.digest if programme is not None else None,
        "findings": [finding_data(looked.texts, finding) for finding in looked.findings],
        "examples": [{"name": o.example.name, "holds": not o.findings} for o in looked.outcomes],
        "constraints": [
            {
                "constraint": v.constraint,
                "evidence": v.evidence,
                "holds": v.holds,
                "because": v.because,
                "file": v.span.file,
                "line": v.span.line,
                "column": v.span.column,
                "waivers": [waiver_data(waiver) for waiver in looked.waivers(v)],
            }
            for v in looked.verdicts
        ],
        **looked.law,
    }


def finding_data(texts: Mapping[str, str], finding: Finding) -> dict[str, Any]:
    """Give a finding as plain data; texts of the files, by path, say where what is meant ends."""
    span = finding.span
    line = line_of(texts.get(span.file, ""), span)
    return {
        "file": span.file,
        "line": span.line,
        "column": span.column,
        "end_column": end_of(line, span.column, span.file),
        "code": finding.code,
        "message": finding.message,
        "help": finding.help,
        "warning": finding.warning,
        "cited": None if finding.cited is None else asdict(finding.cited),
    }

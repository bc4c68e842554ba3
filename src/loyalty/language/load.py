"""Rule files to a programme's shape: the whole way from texts to values with places."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from loyalty.kernel.currencies import EXPONENT_BY_CODE
from loyalty.language.checks.charges import check_terms
from loyalty.language.exchange.rates import Rate, read_rates
from loyalty.language.findings import Finding, in_order
from loyalty.language.shapes.charges import TermsShape
from loyalty.language.shapes.fields import LANGUAGE, as_far_as_read
from loyalty.language.shapes.local_texts import languages_of, not_of_the_texts
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.reading import read_shape
from loyalty.language.tables import Table, read_part
from loyalty.language.texts.documents import Entries, Items, Node, Scalar, read_document, read_folder
from loyalty.language.texts.scalars import Reading


@dataclass(frozen=True, slots=True)
class Loaded:
    """A programme's shape with its tables and every finding; None where the files cannot be read.

    Where there are findings, the shape may be without the values they are about, and
    ``unread`` has the tables that are missing in ``tables``, each with what of it could be read.
    ``rates`` are the exchange rates.
    """

    shape: ProgrammeShape | None
    tables: Mapping[str, Table]
    unread: Mapping[str, Table | None]
    findings: tuple[Finding, ...]
    rates: tuple[Rate, ...] = ()


@dataclass(frozen=True, slots=True)
class LoadedTerms:
    """The terms of one charge, None where the text is wrong, with every finding."""

    shape: TermsShape | None
    findings: tuple[Finding, ...]


def load_programme(source: Mapping[str, str]) -> Loaded:
    """Read a programme from its texts by relative path; `check` says whether it also makes sense."""
    folder = read_folder(source)
    findings = list(folder.findings)
    if not folder.is_whole:
        return Loaded(None, MappingProxyType({}), dict.fromkeys(folder.tables), in_order(findings))
    shape = _shape(folder.document, findings)
    tables, unread, rates = dict[str, Table](), dict[str, Table | None](), None
    of_rates = _file_of_rates(shape)
    for file, text in sorted(folder.tables.items()):
        if file == of_rates:
            rates, unread[file] = read_rates(file, text, findings), None
            continue
        before = len(findings)
        table = read_part(file, text, findings)
        if table is not None and len(findings) == before:
            tables[file] = table
        else:
            unread[file] = table
    return Loaded(shape, MappingProxyType(tables), unread, in_order(findings), rates or ())


def _file_of_rates(shape: ProgrammeShape | None) -> str | None:
    """Give the name of the table that holds exchange rates."""
    if shape is None or not shape.is_read("currencies") or shape.currencies is None:
        return None
    return shape.currencies.table if shape.currencies.is_read("table") else None


def load_terms(text: str, file: str) -> LoadedTerms:
    """Read the terms of one charge from a text of its own; ``file`` is what findings call it."""
    findings: list[Finding] = []
    document = read_document(file, text, findings)
    if document is None:
        return LoadedTerms(None, in_order(findings))
    exponent = _exponent(document) if isinstance(document, Entries) else None
    shape = read_shape(TermsShape, document, Reading(findings, (), exponent))
    if shape is not None:
        findings.extend(as_far_as_read(_check_terms(shape)))
    wrong = any(not finding.warning for finding in findings)
    return LoadedTerms(None if wrong else shape, in_order(findings))


def _check_terms(shape: TermsShape) -> Iterator[Finding]:
    yield from check_terms(shape.terms)


def _shape(document: Entries, findings: list[Finding]) -> ProgrammeShape | None:
    """Give the programme's shape, with the languages of its texts where `languages` names others."""
    node = document.get("languages")
    named, texts = _languages(node), list[frozenset[str]]()
    found: list[Finding] = []
    shape = read_shape(ProgrammeShape, document, Reading(found, named, _exponent(document), texts))
    told = list(not_of_the_texts(node, texts)) if isinstance(node, Items) and named else []
    if told:
        found, languages = told, languages_of(named, texts)
        shape = read_shape(ProgrammeShape, document, Reading(found, languages, _exponent(document)))
    findings.extend(found)
    return shape


def _languages(node: Node | None) -> tuple[str, ...]:
    """Give in which languages texts are needed; none where one that is named is no language."""
    items = node.nodes if isinstance(node, Items) else ()
    named = tuple(item.text for item in items if isinstance(item, Scalar))
    return named if all(re.fullmatch(LANGUAGE, name) for name in named) else ()


def _exponent(document: Entries) -> int | None:
    """Give the decimals of the document's currency; it is needed before the rest is read."""
    node = document.get("currency")
    return EXPONENT_BY_CODE.get(node.text) if isinstance(node, Scalar) else None

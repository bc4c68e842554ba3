"""YAML text to values that know file, line and column; every scalar stays raw text.

YAML's own ideas of types are never asked (it reads ``NO`` as false and ``12:30`` as 750).
Only its events are used, so nothing recurses before the depth is known, and what the
language has no need of is refused: anchors, aliases, tags, duplicate keys, tabs.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import yaml

from loyalty.language.findings import NOWHERE, Finding, Span
from loyalty.language.texts.yaml_mistakes import mistake

FILE_BYTES_MAX = 1 << 20
DEPTH_MAX = 32

_LOST = frozenset({"E101", "E102", "E105", "E106", "E107", "E108", "E110"})
"""Findings after which something that was written is missing from the document."""

_Parser = getattr(yaml, "CLoader", yaml.Loader)


@dataclass(frozen=True, slots=True)
class Scalar:
    """A text as written; ``quoted`` where it stood in quotation marks or a block, ``folded`` over lines."""

    text: str
    span: Span = field(default=NOWHERE, compare=False)
    quoted: bool = field(default=False, compare=False)
    folded: bool = field(default=False, compare=False)

    @property
    def content_span(self) -> Span:
        """The place of its first character, inside the quotation marks."""
        return self.span.shifted(1) if self.quoted else self.span


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    span: Span
    nodes: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Entries:
    """A mapping; keys are texts with their places, in the order written."""

    span: Span
    pairs: "tuple[tuple[Scalar, Node], ...]"

    def get(self, key: str) -> "Node | None":
        """Give the value of ``key``, or None."""
        return next((value for written, value in self.pairs if written.text == key), None)


Node = Scalar | Items | Entries


@dataclass(frozen=True, slots=True)
class Folder:
    """All documents of a folder read as one mapping, its tables by file name, and what was wrong."""

    document: Entries
    tables: Mapping[str, str]
    findings: tuple[Finding, ...]

    @property
    def is_whole(self) -> bool:
        """Whether everything that was written is in the document."""
        return _LOST.isdisjoint(finding.code for finding in self.findings)


def read_folder(source: Mapping[str, str]) -> Folder:
    """Read files by relative path (``tiers.yaml``, ``earn/weeks.yaml``, ``vat.csv``) as one document.

    Each top-level key lives in one file, or in one sub-folder of its name.
    """
    findings: list[Finding] = []
    tops: list[tuple[Scalar, Node]] = []
    parts: dict[str, list[Node]] = {}
    for path in sorted(source):
        if not path.endswith(".yaml"):
            continue
        document = read_document(path, source[path], findings)
        if document is None:
            continue
        folder, _, _ = path.rpartition("/")
        if folder:
            parts.setdefault(folder, []).append(document)
        elif isinstance(document, Entries):
            tops.extend(document.pairs)
        else:
            findings.append(
                Finding(
                    document.span, "E203", "a rule file is a map of keys to values", "such as `currency: EUR`"
                )
            )
    for folder, documents in parts.items():
        joined = _joined(documents, findings)
        tops.append((Scalar(folder, joined.span), joined))
    first_file = min((path for path in source if path.endswith(".yaml")), default="")
    first = next((key for key, _ in tops if key.text == "programme"), tops[0][0] if tops else None)
    span = first.span if first is not None else Span(first_file, 1, 1)
    document = Entries(span, tuple(_only_once(tops, findings)))
    tables = {path: text for path, text in source.items() if path.endswith(".csv")}
    return Folder(document, tables, tuple(findings))


def read_document(file: str, text: str, findings: list[Finding]) -> Node | None:
    """Read one YAML text; what is wrong is added to ``findings``, None where nothing can be read."""
    start = Span(file, 1, 1)
    if len(text.encode()) > FILE_BYTES_MAX:
        findings.append(Finding(start, "E107", "the file is longer than 1 MiB", "split it"))
        return None
    for number, line in enumerate(text.splitlines() if "\t" in text else (), 1):
        if "\t" in line:
            place = Span(file, number, line.index("\t") + 1)
            findings.append(Finding(place, "E105", "a tab", "write spaces"))
            return None
    before = len(findings)
    try:
        node = _Builder(file, findings).build(text)
    except yaml.YAMLError as error:
        findings.append(_syntax_finding(file, text, error))
        return None
    if node is None and len(findings) == before:
        findings.append(Finding(start, "E110", "the file is empty", "write rules into it, or take it out"))
    return node


class _Builder:
    """Builds nodes from the events of one text."""

    def __init__(self, file: str, findings: list[Finding]) -> None:
        self._file = file
        self._findings = findings
        self._depth = 0

    def build(self, text: str) -> Node | None:
        loader = _Parser(text)
        try:
            events = self._events(loader)
            node = None
            for event in events:
                if isinstance(event, yaml.DocumentStartEvent):
                    if node is not None:
                        help_ = "take `---` out, or put what follows in a file of its own"
                        self._find(event, "E106", "a second document in the file", help_)
                        return None
                    node = self._once(self._node(next(events), events))
            return node
        finally:
            loader.dispose()

    def _events(self, loader: Any) -> Iterator[Any]:  # noqa: ANN401  # two parsers without a common type
        while loader.check_event():
            yield loader.get_event()

    def _find(self, event: Any, code: str, message: str, help_: str = "") -> None:  # noqa: ANN401  # as above
        self._findings.append(Finding(self._span(event), code, message, help_))

    def _span(self, event: Any) -> Span:  # noqa: ANN401  # as above
        return Span(self._file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _node(self, event: Any, events: Iterator[Any]) -> Node:  # noqa: ANN401  # as above
        self._refuse_cleverness(event)
        span, style = self._span(event), getattr(event, "style", None)
        if isinstance(event, yaml.SequenceStartEvent | yaml.MappingStartEvent):
            self._depth += 1
            if self._depth > DEPTH_MAX:
                raise _TooDeepError(span)
            inner = self._items if isinstance(event, yaml.SequenceStartEvent) else self._entries
            node = inner(span, events)
            self._depth -= 1
            return node
        folded = bool(event.end_mark.line > event.start_mark.line)
        return Scalar(getattr(event, "value", ""), span, quoted=bool(style), folded=folded)

    def _refuse_cleverness(self, event: Any) -> None:  # noqa: ANN401  # as above
        if isinstance(event, yaml.AliasEvent):
            self._find(event, "E102", f"an alias `*{event.anchor}`", "write the value again")
        elif event.anchor is not None:
            self._find(event, "E102", f"an anchor `&{event.anchor}`", "write the value where it is needed")
        elif event.tag is not None:
            self._find(event, "E103", f"a tag `{event.tag}`", "types come from the key, never from a tag")

    def _items(self, span: Span, events: Iterator[Any]) -> Items:
        nodes: list[Node] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            nodes.extend(self._several(self._node(event, events)))
        return Items(span, tuple(nodes))

    def _entries(self, span: Span, events: Iterator[Any]) -> Entries:
        """Give all pairs as written; whoever takes them sees to it that each key is there once."""
        pairs: list[tuple[Scalar, Node]] = []
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key, value = self._node(event, events), self._once(self._node(next(events), events))
            if isinstance(key, Scalar):
                pairs.append((key, value))
            else:
                self._findings.append(
                    Finding(key.span, "E111", "a key that is not a text", "a key is one word, such as `name`")
                )
        return Entries(span, tuple(pairs))

    def _once(self, node: Node) -> Node:
        """Give a mapping with each of its keys once, the first counts; anything else as it is."""
        if not isinstance(node, Entries):
            return node
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for key, value in node.pairs:
            if pairs.setdefault(key.text, (key, value))[0] is not key:
                self._twice(key, pairs[key.text][0], "")
        return Entries(node.span, tuple(pairs.values()))

    def _several(self, node: Node) -> list[Node]:
        """Give the items that one of a list was meant to be, where the dash before others was forgotten."""
        items = _dashed(node) if isinstance(node, Entries) else ()
        for item in items[1:]:
            self._twice(item.pairs[0][0], items[0].pairs[0][0], "; another item of the list begins with `- `")
        return [self._once(item) for item in items or (node,)]

    def _twice(self, key: Scalar, first: Scalar, more: str) -> None:
        help_ = f"first on line {first.span.line}{more}"
        self._findings.append(Finding(key.span, "E104", f"`{key.text}` is written twice", help_))


def _dashed(written: Entries) -> tuple[Entries, ...]:
    """Give a mapping as several: its first key begins each of them, and they have another key in common."""
    first = written.pairs[0][0] if written.pairs else Scalar("")
    starts = [
        number
        for number, (key, _) in enumerate(written.pairs)
        if key.text == first.text and key.span.column == first.span.column
    ]
    parts = [written.pairs[a:b] for a, b in pairwise([*starts, None])]
    shared = set[str].intersection(*({key.text for key, _ in part} for part in parts)) if parts else set()
    if len(parts) < 2 or shared == {first.text}:  # noqa: PLR2004  # one is one
        return ()
    return tuple(Entries(part[0][0].span, part) for part in parts)


class _TooDeepError(yaml.YAMLError):
    """The text nests deeper than ``DEPTH_MAX``."""

    def __init__(self, span: Span) -> None:
        """Keep where it does."""
        super().__init__()
        self.span = span


def _syntax_finding(file: str, text: str, error: yaml.YAMLError) -> Finding:
    if isinstance(error, _TooDeepError):
        return Finding(error.span, "E108", f"more than {DEPTH_MAX} levels deep", "take brackets out")
    return mistake(file, text, error)


def _only_once(pairs: list[tuple[Scalar, Node]], findings: list[Finding]) -> list[tuple[Scalar, Node]]:
    """Give each key once; of one in two files what either says is read, so that nothing seems missing."""
    seen: dict[str, tuple[Scalar, Node]] = {}
    for key, value in pairs:
        there = seen.get(key.text)
        if there is not None:
            message = f"`{key.text}` is in two files"
            findings.append(Finding(key.span, "E112", message, f"first at {there[0].span}"))
        seen[key.text] = (key, value) if there is None else (there[0], _either(there[1], value))
    return list(seen.values())


def _either(first: Node, second: Node) -> Node:
    """Give what two maps or lists say together; of what has one name in both the first counts."""
    if isinstance(first, Entries) and isinstance(second, Entries):
        return Entries(
            first.span,
            tuple({key.text: (key, value) for key, value in (*second.pairs, *first.pairs)}.values()),
        )
    if isinstance(first, Items) and isinstance(second, Items):
        named = {_name(node) for node in first.nodes}
        return Items(first.span, (*first.nodes, *(node for node in second.nodes if _name(node) not in named)))
    return first


def _name(node: Node) -> str:
    """Give by what an item of a list is called, an empty text where it has no name."""
    name = node.get("id") or node.get("name") if isinstance(node, Entries) else None
    return name.text if isinstance(name, Scalar) else ""


def _joined(documents: list[Node], findings: list[Finding]) -> Node:
    """Join the documents of a sub-folder: lists one after the other, maps key by key."""
    first = documents[0]
    if all(isinstance(d, Items) for d in documents):
        return Items(first.span, tuple(n for d in documents if isinstance(d, Items) for n in d.nodes))
    pairs: dict[str, tuple[Scalar, Node]] = {}
    for document in documents:
        if not isinstance(document, Entries):
            message = "the files of a sub-folder are all lists or all maps"
            findings.append(Finding(document.span, "E203", message, "write all one way"))
            continue
        for key, value in document.pairs:
            _join_pair(pairs, key, value, findings)
    return Entries(first.span, tuple(pairs.values()))


def _join_pair(
    pairs: dict[str, tuple[Scalar, Node]], key: Scalar, value: Node, findings: list[Finding]
) -> None:
    there = pairs.get(key.text)
    if there is None:
        pairs[key.text] = (key, value)
    elif isinstance(there[1], Items) and isinstance(value, Items):
        pairs[key.text] = (there[0], Items(there[1].span, there[1].nodes + value.nodes))
    else:
        help_ = f"first at {there[0].span}; only lists are joined"
        findings.append(Finding(key.span, "E112", f"`{key.text}` is in two files", help_))

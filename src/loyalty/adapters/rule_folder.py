"""A folder of rule files on disk, to the texts by path that the language reads.

Nothing outside the folder is ever read, whatever a link in it points to.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from loyalty.language.findings import Finding, Span, did_you_mean, in_order
from loyalty.language.texts.documents import FILE_BYTES_MAX

FILES_MAX = 200
RULE_FILES = frozenset({".yaml", ".csv"})
"""How the names of files end that a programme is read from."""
_PASSED_OVER = frozenset({".md"})
_BEGIN = "a rule file ends in `.yaml`; `loyalty rules init` makes a small programme"


@dataclass(frozen=True, slots=True)
class RuleFolder:
    """The texts of a folder by relative path, and what could not be read."""

    source: dict[str, str]
    findings: tuple[Finding, ...]


def read_rule_folder(folder: Path) -> RuleFolder:
    """Give the rule files (``.yaml``, ``.csv``) of a folder and its sub-folders.

    Markdown and hidden files are passed over; any other file is a finding.
    """
    itself = Span(folder.name or str(folder), 1, 1)
    if folder.is_file():
        return RuleFolder({}, (Finding(itself, "E113", "a file", "give the folder that it lies in"),))
    if not folder.is_dir():
        return RuleFolder({}, (Finding(itself, "E113", "no such folder of rule files", _beside(folder)),))
    source: dict[str, str] = {}
    findings: list[Finding] = []
    inside = folder.resolve()
    for path in _files(folder):
        place = Span(path.relative_to(folder).as_posix(), 1, 1)
        if len(source) == FILES_MAX:
            findings.append(Finding(place, "E113", f"more than {FILES_MAX} rule files", "join some"))
            break
        text = _text(path, inside, place)
        if isinstance(text, Finding):
            findings.append(text)
        else:
            source[place.file] = text
    if not source and not findings:
        findings.append(Finding(itself, "E113", "the folder has no rule files", _BEGIN))
    return RuleFolder(source, in_order(findings))


def _beside(folder: Path) -> str:
    """Say which folder beside one that is not there may be meant, as far as those beside may be read."""
    around = folder.absolute().parent
    names: list[str] = []
    with suppress(OSError):
        names = [each.name for each in around.iterdir() if each.is_dir()]
    return did_you_mean(folder.name, names) or _BEGIN


def read_rule_file(path: Path) -> str | Finding:
    """Give the text of a rule file that stands alone, or why it cannot be read."""
    return _text(path, path.resolve().parent, Span(path.name, 1, 1))


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and not path.is_dir() and path.suffix not in _PASSED_OVER:
            yield path


def meant_name(name: str) -> str:
    """Give what a rule file with another ending should be called, or an empty text where it is none."""
    stem, dot, ending = name.removesuffix(".txt").rpartition(".")
    endings = {"yaml": ".yaml", "yml": ".yaml", "csv": ".csv"}
    return f"{stem}{endings[ending.lower()]}" if dot and ending.lower() in endings else ""


def _text(path: Path, inside: Path, place: Span) -> str | Finding:
    if not path.resolve().is_relative_to(inside):
        return Finding(place, "E113", "a link out of the folder", "copy the file into it")
    if path.suffix not in RULE_FILES or not path.is_file():
        meant = meant_name(path.name)
        help_ = f"call it `{meant}`" if meant not in {"", path.name} else "rule files are `.yaml` and `.csv`"
        return Finding(place, "E113", "not a rule file", help_)
    if path.stat().st_size > FILE_BYTES_MAX:
        return Finding(place, "E107", "the file is longer than 1 MiB", "split it")
    try:
        text = path.read_bytes().decode()
    except UnicodeDecodeError as error:
        lines = error.object[: error.start].split(b"\n")
        place = Span(place.file, len(lines), len(lines[-1].decode()) + 1)
        return Finding(place, "E109", f"not UTF-8 at byte {error.start + 1}", "save it as UTF-8")
    if "\0" in text:
        return Finding(place, "E109", "not a text", "rule files are plain texts")
    return text

"""The project's own text, as the architecture tests read it."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
ENGINE = ROOT / "src" / "loyalty"
WEB = ROOT / "api"
TESTS = ROOT / "tests"
FEATURES = ROOT / "features"

# Folders that tools and runs make; nothing in them is ours.
MADE = {"__pycache__", "build", "dist", "htmlcov", "node_modules", "var"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


def files(folder: Path = ROOT) -> Iterator[Path]:
    """Give every file of ours at and under ``folder``, in order; nothing made or hidden."""
    for path in sorted(folder.iterdir()):
        if path.is_dir():
            hidden = path.name.startswith(".") and path.name not in {".ci", ".github"}
            if not hidden and path.name not in MADE:
                yield from files(path)
        elif path.name != ".git":  # a file where the checkout is one of several of one repository
            yield path


def python_files(*folders: Path) -> list[Path]:
    """Give the Python files under the folders; there are some."""
    found = [path for folder in folders for path in files(folder) if path.suffix == ".py"]
    assert found, folders
    return found


@cache
def parsed(path: Path) -> ast.Module:
    """Give the syntax tree of a Python file."""
    return ast.parse(path.read_text(encoding="utf-8"), filename=str(path))


def functions(path: Path) -> Iterator[Function]:
    """Give every function and method in a Python file."""
    return (node for node in ast.walk(parsed(path)) if isinstance(node, Function))


def length(function: Function) -> int:
    """Give the lines of a function, from its ``def`` to its end."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def name_of(path: Path) -> str:
    """Give a path as it is written in the documents, from the root with slashes."""
    return path.relative_to(ROOT).as_posix()


def place(path: Path, node: ast.expr | ast.stmt) -> str:
    """Give ``file:line`` of a piece of code."""
    return f"{name_of(path)}:{node.lineno}"


def documents() -> list[Path]:
    """Give every Markdown file of ours."""
    return [path for path in files() if path.suffix == ".md"]


def table_rows(text: str, heading: str) -> list[list[str]]:
    """Give the rows of every Markdown table in ``text`` whose first column is headed ``heading``."""
    rows: list[list[str]] = []
    inside = False
    for line in text.splitlines():
        cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip())[1:-1]]
        if not cells:
            inside = False
        elif cells[0] == heading:
            inside = True
        elif inside and not set(cells[0]) <= set("-: "):
            rows.append(cells)
    assert rows, heading
    return rows

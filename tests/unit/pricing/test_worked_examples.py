"""docs/charge-models.md says what the engine says: its terms are the files, its numbers are worked out."""

import re

import pytest

from loyalty.pricing.charge_models import model_names
from tests.unit.pricing.worked import BOOKED, EACH, EVENTS, EXAMPLES, PAGE, RATED, SERVICE, table

TEXT = PAGE.read_text(encoding="utf-8")
SECTIONS = re.findall(r"^## `?(\w+)`?[^\n]*\n(.*?)(?=^## |\Z)", TEXT, re.DOTALL | re.MULTILINE)
FILE = re.compile(r"\[[^\]]+\]\(examples/terms/(\w+\.yaml)\):\n\n```yaml\n(.*?)```\n", re.DOTALL)
HEADS = "|".join(re.escape(head) for head in (RATED, BOOKED, EVENTS, EACH, SERVICE))
TABLES = [
    (file, written.strip())
    for _, body in SECTIONS
    for file, rest in zip(FILE.findall(body), FILE.split(body)[3::3], strict=True)
    for written in re.findall(rf"(?:{HEADS})\n(?:\|[^\n]*\n)+", rest)
]


@pytest.mark.parametrize(("file", "written"), TABLES, ids=lambda part: part[0] if len(part) == 2 else "")
def test_the_numbers_are_the_engines(file: tuple[str, str], written: str) -> None:
    """A table of the page is what the engine works out for the file above it."""
    head, _, *rows = written.splitlines()
    quantities = [row.split("|")[1].strip() for row in rows]

    assert written == table(head, EXAMPLES / file[0], quantities)


def test_the_terms_are_the_files() -> None:
    """The page shows every example file word for word, and no other."""
    shown = {name: text for _, body in SECTIONS for name, text in FILE.findall(body)}

    assert shown == {path.name: path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*.yaml")}


def test_every_model_has_a_section_with_numbers() -> None:
    """Each charge model has its section, with its own example file and at least one table."""
    found = {name: {file for file, _ in FILE.findall(body)} for name, body in SECTIONS}

    assert model_names() <= found.keys()
    assert [] == [name for name in model_names() if f"{name}.yaml" not in found[name]]
    assert {f"{name}.yaml" for name in model_names()} <= {file[0] for file, _ in TABLES}

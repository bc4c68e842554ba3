"""What one file promises another keeps: refusals, features, sentences, findings, use cases."""

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import loyalty
from api.problems import ROWS
from loyalty.constraints.holding import law_names
from loyalty.kernel.refusal import Refusal
from loyalty.language.finding_codes import CODES
from loyalty.publication.codes import PUBLICATION
from tests.architecture.sources import (
    ENGINE,
    FEATURES,
    ROOT,
    TESTS,
    Function,
    documents,
    files,
    functions,
    parsed,
    python_files,
    table_rows,
)

SENTENCES_MAX = 62


def _refusals() -> list[type[Refusal]]:
    """Give every refusal of the engine; importing all of it is what makes them known."""
    for module in pkgutil.walk_packages(loyalty.__path__, "loyalty."):
        if ".migrations" not in module.name:  # scripts that only alembic can run
            importlib.import_module(module.name)
    return list(_below(Refusal))


def _below(kind: type[Refusal]) -> Iterator[type[Refusal]]:
    for child in kind.__subclasses__():
        if child.__module__.startswith("loyalty."):
            yield child
            yield from _below(child)


def test_every_refusal_has_a_problem() -> None:
    """The web application can answer every refusal of the engine."""
    codes = {refusal.code for refusal in _refusals()}

    assert codes
    assert set() == codes - ROWS.keys()


def test_refusals_have_codes_of_their_own() -> None:
    """Each refusal has a code and a title that no other has."""
    refusals = _refusals()

    assert len(refusals) == len({refusal.code for refusal in refusals} - {Refusal.code})
    assert len(refusals) == len({refusal.title for refusal in refusals} - {Refusal.title})


def test_every_charge_model_has_its_feature() -> None:
    """A charge model and the feature that specifies it have the same name; neither is alone."""
    models = {path.stem for path in (ENGINE / "pricing" / "charge_models").glob("[!_]*.py")}
    features = {path.stem for path in (FEATURES / "pricing" / "charge_models").glob("*.feature")}

    assert models
    assert features == models


def _bound_folders() -> set[str]:
    """Give the texts given to ``scenarios(…)`` by the acceptance tests."""
    return {
        argument.value
        for path in python_files(TESTS / "acceptance")
        for node in ast.walk(parsed(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "scenarios"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    }


def test_every_feature_is_bound() -> None:
    """Every feature stands in a folder that a module of tests/acceptance binds; no binding is empty."""
    features = [
        path.relative_to(FEATURES).as_posix() for path in files(FEATURES) if path.suffix == ".feature"
    ]
    bound = _bound_folders()

    assert [] == [feature for feature in features if not any(_covers(folder, feature) for folder in bound)]
    assert [] == [folder for folder in bound if not any(_covers(folder, feature) for feature in features)]


def _covers(folder: str, feature: str) -> bool:
    return feature == folder or feature.startswith(f"{folder}/")


def test_there_are_few_sentences() -> None:
    """The features speak in at most `SENTENCES_MAX` step sentences; one said in two languages counts once."""
    sentences = [
        function
        for path in python_files(TESTS / "steps")
        for function in functions(path)
        if any(_is_step(decorator) for decorator in function.decorator_list)
    ]

    assert 0 < len(sentences) <= SENTENCES_MAX


@pytest.mark.parametrize("name", sorted(law_names()))
def test_every_constraint_has_a_feature(name: str) -> None:
    """Each constraint that can be decided is told as a feature of fairness of its name."""
    assert (FEATURES / "fairness" / f"{name}.feature").is_file()


def _is_step(decorator: ast.expr) -> bool:
    return (
        isinstance(decorator, ast.Call)
        and isinstance(decorator.func, ast.Name)
        and decorator.func.id in {"given", "when", "then", "step"}
    )


@pytest.mark.parametrize("code", sorted([*CODES, *PUBLICATION]))
def test_every_finding_has_an_example_and_an_entry(code: str) -> None:
    """A finding's code names an example under tests/findings and stands in backticks in the docs."""
    assert any(re.match(rf"{code}\b", path.name) for path in (TESTS / "findings").rglob("*"))
    assert any(f"`{code}`" in path.read_text(encoding="utf-8") for path in _docs())


def _docs() -> list[Path]:
    return [path for path in documents() if path.is_relative_to(ROOT / "docs")]


def _use_cases() -> list[str]:
    """Give the modules of use_cases that define a function of their own name; the rest help them."""
    return sorted(
        path.stem
        for path in python_files(ENGINE / "use_cases")
        if any(isinstance(node, Function) and node.name == path.stem for node in parsed(path).body)
    )


def test_every_use_case_is_listed() -> None:
    """The table of use cases in ARCHITECTURE.md and the verbs of src/loyalty/use_cases are the same."""
    rows = table_rows((ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8"), "Use case")

    assert _use_cases() == sorted(row[0].strip("`") for row in rows)


def test_what_is_told_is_sealed_in_one_place() -> None:
    """Explanations are kept where they are sealed and nowhere else: none is told without its seal."""
    keeping = [
        path for path in python_files(ENGINE) if ".explanations.add(" in path.read_text(encoding="utf-8")
    ]

    assert [ENGINE / "use_cases" / "seals" / "sealing.py"] == keeping

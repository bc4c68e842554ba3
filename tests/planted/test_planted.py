"""Each file here that states one unfair or wrong rule is refused for it; each near miss is not.

A file is laid over the small shop in ``base``: the top-level keys it has replace the base's, and a table
of the same name is laid beside it. Its first line says what is wrong, or nearly, and the second line of a
fault by what it is refused: the code of a finding or the name of a constraint. The shop in ``base`` is the
version that binds where two versions are compared, or what lies in ``before`` under the same name; the
file is adopted the day before it begins.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest

from loyalty.constraints.holding import Binding, laws_of, verdict
from loyalty.constraints.verdict import Verdict
from loyalty.decision.examples import FAILED, run_examples
from loyalty.decision.programme import Programme, compile_programme
from loyalty.prover.deciding import thorough

HERE = Path(__file__).parent
FAULTS = {path.stem: path for path in sorted((HERE / "faults").glob("*.yaml"))}
NEAR_MISSES = {path.stem: path for path in sorted((HERE / "near_misses").glob("*.yaml"))}
FAULTS_MIN, NEAR_MISSES_MIN = 40, 20
REFUSED_BY = re.compile(r"^# refused by: (\w+)(, by structure|, in a case no example tells)?$", re.MULTILINE)
BY_STRUCTURE = ", by structure"
FINDING = re.compile(r"E[0-9]{3}|[A-Z]{2,}_[A-Z_]+")


def test_enough() -> None:
    """There are as many faults and near misses as were promised."""
    assert len(FAULTS) >= FAULTS_MIN
    assert len(NEAR_MISSES) >= NEAR_MISSES_MIN


def test_base_is_fair() -> None:
    """The shop the files are laid over breaks nothing, so that each file shows its own fault only."""
    programme = _programme(_base())

    assert [] == _unproved(programme, Binding(None, _eve(programme)))


@pytest.mark.parametrize("name", FAULTS)
def test_fault_is_refused(name: str) -> None:
    """A fault is refused by what its file says, and what shows it can be pasted and run."""
    text = FAULTS[name].read_text(encoding="utf-8")
    asked = REFUSED_BY.search(text)
    assert asked is not None
    refuser, how = asked.groups()
    source = _laid_over(FAULTS[name])

    if FINDING.fullmatch(refuser):
        found = compile_programme(source)
        assert found.programme is None
        assert refuser in {finding.code for finding in found.findings if not finding.warning}
        return

    decided = _verdicts(_programme(source), refuser, _binding(name))
    refuted = [each for each in decided if each.holds is False]
    assert refuted, [each.because for each in decided]
    assert (how == BY_STRUCTURE) == (not refuted[0].witness)
    if how is None:
        assert _fails_as_example(source, refuted[0])


@pytest.mark.parametrize("name", NEAR_MISSES)
def test_near_miss_is_not_refused(name: str) -> None:
    """A near miss breaks no constraint, and every one is decided."""
    programme = _programme(_laid_over(NEAR_MISSES[name]))

    assert [] == _unproved(programme, Binding(_programme(_base()), _eve(programme)))


def _fails_as_example(source: Mapping[str, str], broken: Verdict) -> bool:
    """Give whether the witness compiles under ``examples:`` and one thing of it is found not to hold.

    What comes before is as it says: the example that fails shows the loss, and no other does.
    """
    pasted = {**source, "examples.yaml": f"examples:\n{broken.witness}\n"}
    outcomes = run_examples(_programme(pasted))
    return [FAILED] == [finding.code for outcome in outcomes for finding in outcome.findings]


def _binding(name: str) -> Programme:
    """Give the version that binds before a fault: the shop, or what stands in ``before``."""
    before = HERE / "before" / f"{name}.yaml"
    return _programme(_laid_over(before) if before.exists() else _base())


def _verdicts(programme: Programme, constraint: str, before: Programme) -> list[Verdict]:
    binding = Binding(before, _eve(programme))
    laws = (law for law in laws_of(programme, of_change=True) if law.name == constraint)
    return [verdict(programme, law, thorough(), binding) for law in laws]


def _unproved(programme: Programme, binding: Binding) -> list[tuple[str, str, str]]:
    """Give what is not shown of a programme, waived constraints too."""
    laws = laws_of(programme, of_change=True)
    found = [verdict(programme, law, thorough(), binding) for law in laws]
    return [(each.constraint, each.word, each.because) for each in found if each.holds is not True]


def _eve(programme: Programme) -> date:
    return programme.shape.effective.from_ - timedelta(days=1)


@cache
def _base() -> Mapping[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in (HERE / "base").iterdir()}


def _laid_over(path: Path) -> Mapping[str, str]:
    text = path.read_text(encoding="utf-8")
    replaced = {f"{key}.yaml" for key in re.findall(r"^(\w+):", text, re.MULTILINE)}
    source = {name: own for name, own in _base().items() if name not in replaced}
    table = path.with_suffix(".csv")
    if table.exists():
        source["table.csv"] = table.read_text(encoding="utf-8")
    return {**source, "rules.yaml": text}


def _programme(source: Mapping[str, str]) -> Programme:
    compiled = compile_programme(source)
    assert compiled.programme is not None, [str(finding) for finding in compiled.findings]
    return compiled.programme

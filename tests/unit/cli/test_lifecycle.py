"""Commands about the life of a version: plan, approve, reject, adopt, freeze, roll back, audit."""

import json
from pathlib import Path

import pytest

from loyalty.constraints.verdict import Evidence, Verdict
from loyalty.language.findings import NOWHERE
from loyalty.use_cases import soundness
from tests.unit.cli.conftest import Run

NAME = "corner-coffee"


@pytest.fixture
def begun(run: Run, coffee: Path) -> Path:
    """Give a folder that binds and in which a member takes part, with its bonus called otherwise since."""
    for words in (("db", "upgrade"), ("adopt", coffee), ("member", "enrol", NAME)):
        assert 0 == run(*words).exit_code, run(*words).output
    earn = coffee / "earn.yaml"
    earn.write_text(earn.read_text(encoding="utf-8").replace("App bonus", "Bonus"), encoding="utf-8")
    return coffee


def test_the_whole_round(run: Run, begun: Path, tmp_path: Path) -> None:
    """A plan goes to a file, is approved from it by somebody else, adopted, and listed step by step."""
    file = tmp_path / "plan.json"
    planned = run("plan", begun, "--author", "Ada", "--out", file, "--detailed-exitcode", "--lang", "zh-CN")
    assert 4 == planned.exit_code
    assert "corner-coffee-1  corner-coffee  waiting" in planned.stdout
    assert "changed   earn.yaml" in planned.stdout

    assert 1 == run("approve", file, "--by", "ADA").exit_code
    assert 1 == run("adopt", file, "--by", "Ada").exit_code
    assert 0 == run("approve", file, "--by", "Bo").exit_code
    assert 0 == run("adopt", "corner-coffee-1", "--by", "Ada").exit_code

    steps = json.loads(run("audit", NAME, "--json").stdout)
    assert ["adopted-alone", "planned", "approved", "adopted"] == [step["step"] for step in steps]
    nothing = run("plan", begun, "--author", "Ada", "--detailed-exitcode")
    assert (0, True) == (nothing.exit_code, nothing.stdout.startswith("Nothing to do"))


def test_a_file_that_is_not_what_is_kept(run: Run, begun: Path, tmp_path: Path) -> None:
    """Who approves a file approves what stands in it, or nothing."""
    file = tmp_path / "plan.json"
    assert 0 == run("plan", begun, "--author", "Ada", "--out", file).exit_code
    said = json.loads(file.read_text(encoding="utf-8"))
    others: list[dict[str, object]] = [{"document_digest": "0" * 64}, {"author": "Eve"}, {"changes": {}}]
    for other in others:
        file.write_text(json.dumps({**said, **other}), encoding="utf-8")
        refused = run("approve", file, "--by", "Bo")
        assert (1, True) == (refused.exit_code, "is not the plan" in refused.stderr)
    assert "waiting" in run("programme", "plans", NAME).stdout
    for text in ("[]", "{}", "no json", "[" * 100_000):
        file.write_text(text, encoding="utf-8")
        assert 1 == run("approve", file, "--by", "Bo").exit_code


def test_a_folder_needs_a_plan_or_an_emergency(run: Run, begun: Path) -> None:
    """Once a member takes part a folder is refused, with what to do; an emergency says who and why."""
    refused = run("adopt", begun)
    assert (1, True) == (refused.exit_code, "loyalty plan" in refused.stderr)

    assert 2 == run("adopt", begun, "--emergency", "gold is paid twice").exit_code
    assert 0 == run("adopt", begun, "--emergency", "gold is paid twice", "--by", "Ada").exit_code
    first = json.loads(run("programme", "list", NAME, "--json").stdout)[0]["digest"]
    back = run("programme", "roll-back", NAME, first, "--by", "Ada", "--emergency", "worse", "--json")
    assert first == json.loads(back.stdout)["digest"]


def test_an_emergency_that_nobody_else_looked_at(
    run: Run, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The doctor names it at once, after a day the audit ends with 1, and another person ends both."""
    assert 0 == run("adopt", begun, "--emergency", "gold is paid twice", "--by", "Ada").exit_code
    told = {each["about"]: each for each in json.loads(run("doctor", "--json").stdout)}
    assert "due by" in told["emergency"]["message"]
    assert 0 == run("audit", NAME).exit_code

    monkeypatch.setenv("LOYALTY_CLOCK_AHEAD", str(24 * 3600 + 60))
    late = run("audit", NAME)
    assert (1, True) == (late.exit_code, "FOUR_EYES: nobody else has looked at step 2" in late.stderr)
    old, new = told["emergency"]["remedy"].split()[-3:-1]
    words = ("desk", "sign-off-comparison", NAME, old, new, "right")
    assert 1 == run(*words, "--by", "ada").exit_code
    assert 0 == run(*words, "--by", "Bo").exit_code
    assert 0 == run("audit", NAME).exit_code
    assert "emergency:" not in run("doctor").stdout


@pytest.mark.usefixtures("begun")
def test_frozen_and_thawed(run: Run) -> None:
    """The list of versions says that a programme is frozen, since when, by whom and why."""
    assert 0 == run("freeze", NAME, "--by", "Ada", "--reason", "a hundredfold").exit_code
    assert "by Ada: a hundredfold" in run("programme", "list").stdout
    assert 1 == run("freeze", NAME, "--by", "Ada", "--reason", "again").exit_code
    assert 0 == run("thaw", NAME, "--by", "Ada", "--reason", "mended").exit_code
    assert 1 == run("thaw", NAME, "--by", "Ada", "--reason", "mended").exit_code
    assert 1 == run("freeze", "tea", "--by", "Ada", "--reason", "none").exit_code


@pytest.mark.parametrize("code", [0, 1, 3])
def test_codes_of_constraints(run: Run, begun: Path, monkeypatch: pytest.MonkeyPatch, code: int) -> None:
    """A broken constraint ends with 1, one that is not decided with 3."""
    holds = {0: True, 1: False, 3: None}[code]
    found = (Verdict("deterministic", NOWHERE, Evidence.TESTED, holds, "two answers"),)
    monkeypatch.setattr(soundness, "_verdicts", lambda _: found)

    planned = run("plan", begun, "--author", "Ada")

    assert code == planned.exit_code
    assert "deterministic: two answers" in planned.output


def test_a_broken_constraint_comes_with_its_witness(
    run: Run, begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not planned or adopted is told with the example that shows why, as it is pasted."""
    witness = "  - name: a case\n    given: {}"
    found = (Verdict("deterministic", NOWHERE, Evidence.TESTED, holds=False, because="two", witness=witness),)
    monkeypatch.setattr(soundness, "_verdicts", lambda _: found)

    for words in (("plan", begun, "--author", "Ada"), ("adopt", begun, "--by", "Ada", "--emergency", "why")):
        refused = run(*words)
        assert 1 == refused.exit_code
        assert "deterministic: two\n" in refused.stderr
        assert f"run `loyalty check`:\n\n{witness}\n" in refused.stderr


@pytest.mark.usefixtures("begun")
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("plan", "no-folder", "--author", "Ada"), 2),
        (("plan", ".", "--author", " "), 2),
        (("plan", "."), 2),
        (("plan", NAME, "--earlier", "0" * 64, "--author", "Ada"), 1),
        (("approve", "none", "--by", "Bo"), 1),
        (("reject", "none", "--by", "Bo"), 2),
        (("adopt", "none"), 2),
        (("adopt", "none", "--by", "Bo"), 1),
        (("programme", "plans", NAME, "--plan", "none"), 1),
    ],
)
def test_what_is_not_there(run: Run, words: tuple[str, ...], code: int) -> None:
    """What is wrong is said in a sentence, and no step is taken."""
    result = run(*words)

    assert code == result.exit_code
    assert result.stderr
    assert 1 == len(json.loads(run("audit", NAME, "--json").stdout))


def test_a_programme_nobody_knows(run: Run, begun: Path) -> None:
    """A misspelt name is no programme without steps; it is refused, with the name that may be meant."""
    why = ("--by", "Ada", "--reason", "why")
    for words in (
        ("audit", "corner-cofee"),
        ("programme", "plans", "corner-cofee"),
        ("programme", "list", "corner-cofee"),
        ("programme", "source", "corner-cofee"),
        ("freeze", "corner-cofee", *why),
        ("thaw", "corner-cofee", *why),
    ):
        refused = run(*words)
        assert (1, "") == (refused.exit_code, refused.stdout)
        assert "There is no programme `corner-cofee`; did you mean `corner-coffee`?\n" == refused.stderr
    assert "There is no programme `tea`; there is only `corner-coffee`.\n" == run("audit", "tea").stderr
    unknown = run("programme", "source", NAME, "--digest", "0" * 64)
    assert (1, False) == (unknown.exit_code, "did you mean" in unknown.stderr)
    assert 0 == run("plan", begun, "--author", "Ada").exit_code
    assert "planned" in run("audit", NAME).stdout


def test_a_plan_tells_every_warning(run: Run, begun: Path) -> None:
    """What `loyalty check` warns of, also of rules that never count, stands in the plan."""
    earn = begun / "earn.yaml"
    names = "name: {en: Never, zh-CN: 从不}"
    never = 'when: order.channel == "app" and order.channel == "web"'
    rule = f"\n    - {{id: never, {names}, {never}, add: 1, once_per: order}}"
    text = earn.read_text(encoding="utf-8")
    earn.write_text(text.replace("\n  rules:", f"\n  rules:{rule}", 1), encoding="utf-8")

    checked, planned = run("check", begun), run("plan", begun, "--author", "Ada", "--id", "p-1")

    assert "warning[E801]" in checked.stdout
    assert 0 == planned.exit_code, planned.output
    assert "warning: " in planned.stdout
    told = json.loads(run("programme", "plans", NAME, "--plan", "p-1", "--json").stdout)
    assert 1 == len(told["warnings"])


def test_ids_that_are_made_are_free(run: Run, begun: Path) -> None:
    """A plan without an id of its own gets one that nobody has taken; one example is one that holds."""
    for words in (("--id", "corner-coffee-2"), (), ()):
        assert 0 == run("plan", begun, "--author", "Ada", *words).exit_code
    listed = run("programme", "plans", NAME, "--json").stdout
    plans = [plan["plan"] for plan in json.loads(listed)]
    assert ["corner-coffee-2", "corner-coffee-3", "corner-coffee-4"] == sorted(plans)

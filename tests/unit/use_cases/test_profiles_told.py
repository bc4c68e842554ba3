"""Which checks ran is told of every document, by the code that ran, and sealed with it."""

import ast
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from loyalty.database.engine import open_engine
from loyalty.decision.telling.views import VIEWS, View, seen
from loyalty.profiles.evidence import bound_by
from loyalty.profiles.shipped import catalogue
from loyalty.seals.verification import State, Verdict
from loyalty.unit_of_work import Units
from loyalty.use_cases import priced_orders
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.wording.text import as_text
from tests.unit.use_cases.sealing import Shop, changed, check_of, opened_shop, verified

SOURCE = Path(priced_orders.__file__).parents[1]
IMPORT = "from loyalty.kernel.looked import Looked"
KEPT = """[{"id": "U", "version": "1", "checks": [
  {"stage": "PUB", "strength": "TESTED", "result": "holds", "check": ["PX-02"]}]}]"""


@pytest.fixture
def shop(sqlite_database: str) -> Iterator[Shop]:
    """Give a shop with a member."""
    with closing(Units(open_engine(sqlite_database))) as units:
        yield opened_shop(units)


def groups(document: dict[str, Any], stage: str | None) -> dict[str, str]:
    """Give the constraints looked at in a stage, with the word of evidence."""
    return {
        each: group["strength"]
        for profile in document["profiles"]
        for group in profile["checks"]
        if group["stage"] == stage
        for each in group["check"]
    }


def test_a_receipt_says_what_ran_of_it_and_of_its_rules(shop: Shop) -> None:
    """What ran of one document is tested, and what nobody looked at is not checked."""
    document = shop.file(shop.own("1"))["document"]
    ran = groups(document, "CMT")
    assert {"PX-03", "PP-01", "RF-08", "PP-02"} <= set(ran)
    assert {"TESTED"} == set(ran.values())
    assert "PROVED" == groups(document, "PUB")["PX-01"]
    assert {"NOT CHECKED"} == set(groups(document, None).values())
    for profile in document["profiles"]:
        told = {each for group in profile["checks"] for each in group["check"]}
        assert {row.id for row in catalogue().values() if profile["id"] in row.profiles} == told


def test_a_check_that_does_not_run_is_not_named(shop: Shop, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the check of open fees no receipt says that it was looked at, and with no quote none of one."""
    monkeypatch.setattr(priced_orders, "refuse_open", lambda _: ())
    ran = groups(shop.file(shop.own("1"))["document"], "CMT")
    assert not {"PX-03", "PX-12"} & set(ran)


def test_only_the_checks_of_a_constraint_say_that_they_looked() -> None:
    """Wherever `Looked` is made, the catalogue names that module as a check of the constraint."""
    made = []
    for file in SOURCE.rglob("*.py"):
        if IMPORT not in (text := file.read_text(encoding="utf-8")):
            continue
        module = ".".join(("loyalty", *file.relative_to(SOURCE).with_suffix("").parts))
        for call in ast.walk(ast.parse(text)):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "Looked":
                [said] = call.args
                made.append((ast.literal_eval(said), module))
    assert {"PP-04", "PX-09"} < {id_ for id_, _ in made}
    for id_, module in made:
        assert module in {check.partition(":")[0] for check in catalogue()[id_].checks}, (id_, module)
        assert catalogue()[id_].evidence in {"PROVED", "TESTED"}


def test_a_check_that_is_added_to_a_sealed_document_is_not_made_again(shop: Shop) -> None:
    """What is said of checks is held to the snapshot: another word in it is another document."""
    file = shop.file(shop.own("1"))
    assert Verdict.VALID is verified(file).verdict
    forged = verified(changed(file, _another_check))
    assert Verdict.INVALID is forged.verdict
    assert State.FAILS is check_of(forged, "recomputation").state


def test_checks_that_are_left_out_of_a_sealed_document_are_missed(shop: Shop) -> None:
    """Whoever takes away what is said of checks has another document than the one made again."""
    forged = verified(changed(shop.file(shop.own("1")), _without_profiles))
    assert Verdict.INVALID is forged.verdict
    assert State.FAILS is check_of(forged, "recomputation").state


def test_a_change_of_points_says_what_ran_of_its_rules(shop: Shop) -> None:
    """What begins by itself says which profiles bound it, to an auditor alone, and is made again with it."""
    shop.own("1")
    shop.clock.at += timedelta(days=60)
    shop.own("2")
    began = show_points_change(shop.services, shop.member, 2)
    file = shop.file(began["id"])
    document = file["document"]
    assert ("vest", 4) == (document["what"], document["version"])
    assert "PROVED" == groups(document, "PUB")["PX-01"]
    assert not groups(document, "POST")
    assert {"NOT CHECKED"} == set(groups(document, None).values())
    assert "same-bytes" == check_of(verified(file), "recomputation").code
    for forge in (_without_profiles, _another_check):
        forged = verified(changed(file, forge))
        assert State.FAILS is check_of(forged, "recomputation").state
    for language, title in (("en", "the checks that ran"), ("zh-CN", "已执行的检查")):
        told = {view: as_text(document, language, view=view) for view in View}
        assert [False, False, True] == [title in told[view] for view in View]
    assert {"auditor"} == {name for name, view in VIEWS.items() if "profiles" in seen(document, view)}


def _without_profiles(file: dict[str, Any]) -> None:
    del file["document"]["profiles"]


def _another_check(file: dict[str, Any]) -> None:
    file["document"]["profiles"][0]["checks"][0]["check"].append("PX-07")


def test_an_auditor_alone_reads_which_checks_ran(shop: Shop) -> None:
    """A customer and an agent are not told of profiles."""
    document = shop.file(shop.own("1"))["document"]
    assert {"auditor"} == {name for name, view in VIEWS.items() if "profiles" in seen(document, view)}


def test_another_version_of_a_profile_stands_beside_that_of_the_rules() -> None:
    """What ran of the rules was in the version of then: nothing of it is said of the one of now."""
    same, (then, now) = (
        bound_by((("U", "1"),), KEPT, "QUO", frozenset()),
        bound_by((("U", "2"),), KEPT, "QUO", frozenset()),
    )
    assert ["1"] == [each["version"] for each in same]
    assert ["1", "2"] == [then["version"], now["version"]]
    assert "PX-02" in now["checks"][-1]["check"]
    assert "PX-02" not in same[0]["checks"][-1]["check"]

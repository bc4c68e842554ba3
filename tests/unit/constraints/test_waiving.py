"""Waivers count where they say, until their last day, and nowhere else."""

from datetime import date

import pytest

from loyalty.constraints.holding import OF_CHANGES as OF_EVERY_CHANGE
from loyalty.constraints.holding import UNIVERSAL, Binding, laws_of, verdict
from loyalty.constraints.waiving import Case, Waiving, ended_waivers, waiving
from loyalty.decision.programme import Programme, compile_programme
from loyalty.language.shapes.constraints import BINDING_ALL, OF_CHANGES
from loyalty.language.shapes.taking_out import parts_named, without
from loyalty.prover.deciding import Effort, thorough
from tests.steps.reading import coffee

DAY = date(2026, 12, 1)


def _coffee(*changes: tuple[str, str, str], waivers: str = "") -> Programme:
    """Give the coffee programme with other words in its files, and waivers."""
    files = dict(coffee())
    for file, old, new in (*changes, ("constraints.yaml", "waivers: []", f"waivers: [{waivers}]")):
        assert old in files[file]
        files[file] = files[file].replace(old, new)
    del files["examples.yaml"]
    programme = compile_programme(files).programme
    assert programme is not None
    return programme


def _waiver(constraint: str, where: str, until: str = "2026-12-31") -> str:
    told = {
        "constraint": constraint,
        "where": where,
        "reason": "a trial",
        "approved_by": "Cy",
        "until": until,
    }
    return f"{{{', '.join(f'{key}: {value}' for key, value in told.items())}}}"


def _waived(
    programme: Programme, name: str, effort: Effort | None = None, binding: Binding | None = None
) -> Waiving:
    effort = effort or thorough()
    laws = laws_of(programme, of_change=binding is not None)
    law = next(law for law in laws if law.name == name)
    broken = verdict(programme, law, effort, binding)
    assert not broken.holds
    return waiving(Case(programme, effort, binding, DAY), broken)


PUMP = ("earn.yaml", " and order.total >= 25.00", "")


def test_it_counts_where_it_fails() -> None:
    """A waiver of the rule without which the constraint holds lets it fail."""
    programme = _coffee(PUMP, waivers=_waiver("no_point_pump", "app-bonus"))

    assert ["app-bonus"] == [waiver.where for waiver in _waived(programme, "no_point_pump").waivers]


@pytest.mark.parametrize("where", ["own-brand-weeks", "member.country"])
def test_it_does_not_count_elsewhere(where: str) -> None:
    """A waiver of another part leaves a broken constraint broken, and says what it is like without that."""
    programme = _coffee(PUMP, waivers=_waiver("no_point_pump", where))

    found = _waived(programme, "no_point_pump")

    assert () == found.waivers
    [said] = found.objections
    assert said.startswith(f"it is waived where `{where}` alone, and without that it fails too: ")


def test_the_programme_itself_is_everywhere() -> None:
    """A waiver that names the programme counts wherever it fails."""
    programme = _coffee(PUMP, waivers=_waiver("no_point_pump", "corner-coffee"))

    assert 1 == len(_waived(programme, "no_point_pump").waivers)


def test_several_count_together() -> None:
    """Where a constraint fails at two places each needs its waiver."""
    names, when = "name: {en: Web, zh-CN: 网页}", 'when: order.channel == "web"'
    rule = f"    - {{id: web-bonus, {names}, {when}, add: 9, once_per: order}}\n  combine: ["
    two = ("earn.yaml", "  combine: [", rule)
    app = _waiver("no_point_pump", "app-bonus")
    web = _waiver("no_point_pump", "web-bonus")

    assert () == _waived(_coffee(PUMP, two, waivers=app), "no_point_pump").waivers
    assert 2 == len(_waived(_coffee(PUMP, two, waivers=f"{app}, {web}"), "no_point_pump").waivers)


def test_one_that_has_ended_does_not_count() -> None:
    """The day after its last day a waiver is told as ended, and warned of."""
    programme = _coffee(PUMP, waivers=_waiver("no_point_pump", "app-bonus", "2026-11-30"))

    found = _waived(programme, "no_point_pump")

    assert ((), ("the waiver where `app-bonus` ended on 2026-11-30",)) == (found.waivers, found.objections)
    [warning] = ended_waivers(programme.shape, DAY)
    assert warning.warning
    assert "the waiver of `no_point_pump` where `app-bonus` ended on 2026-11-30" == warning.message
    assert [] == [*ended_waivers(programme.shape, date(2026, 11, 30))]


def test_a_fact_is_waived_by_its_name() -> None:
    """Of a fact that may not be read, the waiver names the fact; structure alone shows it."""
    secret = ("facts.yaml", "label: protected}", "label: protected, default: 0}")
    law = "personal_facts_only_for_their_purpose"
    reading = ("earn.yaml", 'line.brand == "own"', 'line.brand == "own" and member.age >= 30')
    other = _coffee(secret, reading, waivers=_waiver(law, "member.country"))
    right = _coffee(secret, reading, waivers=_waiver(law, "member.age"))

    assert () == _waived(other, law, Effort()).waivers
    assert 1 == len(_waived(right, law, Effort()).waivers)


def test_what_a_change_takes_is_waived_where_it_is_lost() -> None:
    """Of a change a waiver names what loses; what is lost elsewhere stays lost."""
    old = _coffee()
    less = ("redeem.yaml", "at_least: 500", "at_least: 600")
    declared = ("constraints.yaml", "  - total_is_sum_of_lines: {}", "  - no_silent_devaluation: {}")
    for where, counts in (("redeem", 1), ("points", 0)):
        new = _coffee(less, declared, waivers=_waiver("no_silent_devaluation", where))
        found = _waived(new, "no_silent_devaluation", binding=Binding(old, DAY))
        assert counts == len(found.waivers)
        assert ("it fails where `redeem` too" in "".join(found.objections)) is (counts == 0)


def test_universal_ones_are_those_that_can_be_waived_undeclared() -> None:
    """The language knows by name which constraints bind whatever a file declares."""
    assert {*UNIVERSAL, *OF_EVERY_CHANGE} == BINDING_ALL
    assert OF_CHANGES >= set(OF_EVERY_CHANGE)


def test_parts_are_named_and_taken_out() -> None:
    """Every named part can be named, and what is taken out is named no more; the rest stays as it was."""
    shape = _coffee().shape
    named = parts_named(shape)

    assert {"corner-coffee", "app-bonus", "gold", "member.country", "earn", "redeem"} <= named
    for name in ("app-bonus", "gold", "earn"):
        assert parts_named(without(shape, frozenset({name}))) < named - {name} | {name}
        assert name not in parts_named(without(shape, frozenset({name})))
    assert shape.earn == without(shape, frozenset({"gold"})).earn

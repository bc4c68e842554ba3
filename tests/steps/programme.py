"""Sentences about programmes, the day it is, and what is wrong with a rule."""

from pytest_bdd import given, parsers, step, then, when

from loyalty.constraints.verdict import Verdict
from loyalty.decision.programme import compile_programme
from loyalty.jobs.job import JobKind
from loyalty.jobs.notice import NoticeState
from loyalty.language.findings import Finding
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import ReportNotice, report_notice
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.refusals import ConstraintsBroken, FindingsStand
from tests.steps.drivers import World
from tests.steps.driving import COFFEE
from tests.steps.reading import (
    coffee,
    coffee_with,
    declared,
    instant,
    metered,
    replaced,
    shipped,
    years_around,
)


@given(parsers.re(r"the (?P<name>[-\w]+) programme$"))
@given(parsers.re(r"(?P<name>咖啡)会员计划"))
def shipped_programme(world: World, name: str) -> None:
    """Take a shipped programme."""
    if name in {"coffee", "咖啡"}:
        world.sources, world.programme = years_around(coffee()), COFFEE
    else:
        world.sources, world.programme = [shipped(name)], name


@given(parsers.re(r"the (?P<name>[-\w]+) programme with these rules instead:"))
@given(parsers.re(r"(?P<name>咖啡)会员计划改用以下规则："))
def changed_programme(world: World, name: str, docstring: str) -> None:
    """Take a shipped programme with some of its files replaced."""
    if name in {"coffee", "咖啡"}:
        world.sources = years_around(coffee_with(docstring))
    else:
        world.sources, world.programme = [replaced(shipped(name), docstring)], name


@given(parsers.re(r"(?P<what>usage is charged by these terms|its meter is):"))
def charged(world: World, what: str, docstring: str) -> None:
    """Take a programme that knows one meter, ``units``; or say what that meter makes of events."""
    if what == "its meter is":
        [source] = world.sources
        world.sources = [{**source, "meters.yaml": declared(docstring)}]
    else:
        world.sources, world.programme = [metered(docstring)], "metered"


@step(parsers.re(r"it is (?P<time>\d[-\d]+ [:\d]+)(?P<told>, and who loses a tier is told)?"))
@step(parsers.re(r"此时为(?P<time>\d[-\d]+ [:\d]+)(?P<told>，将降级者已获告知)?"))
def time_is(world: World, time: str, told: str | None) -> None:
    """Set the clock; times are Berlin's, the zone of the programme. Notices that are due are delivered."""
    world.clock.at = instant(time)
    if told:
        list(run_jobs(world.services, RunJobs("test", (JobKind.TIER_NOTICE,))))
        for notice in list_notices(world.services, world.programme, NoticeState.WAITING, None, 100):
            report_notice(world.services, ReportNotice(notice.notice_id, NoticeState.DELIVERED, "test"))


@when(parsers.re(r"the coffee programme is to be (?P<what>adopted|planned) with these rules instead:"))
@when(parsers.re(r"咖啡会员计划拟(?P<what>采用)以下规则："))
def adopt(world: World, what: str, docstring: str) -> None:
    """Try to adopt the changed programme, under the id of the shipped one; or say what is to be planned."""
    source = coffee_with(docstring)
    if what == "planned":
        world.planned = source
        return
    world.findings = compile_programme(source).findings
    try:
        adopt_programme(world.services, source)
    except FindingsStand as no:
        world.findings = no.findings
    except ConstraintsBroken as no:
        world.findings = tuple(map(_broken, no.verdicts))


def _broken(verdict: Verdict) -> Finding:
    return Finding(verdict.span, "", f"`{verdict.constraint}` is broken: {verdict.because}")


@then(parsers.re(r"(?:these findings stand|no finding stands) in the way:?"))
@then(parsers.re(r"(?:检查指出以下问题：|检查未发现问题)"))
def findings(world: World, docstring: str = "") -> None:
    """Hold the findings to the text, each on a line."""
    assert docstring.splitlines() == [str(finding) for finding in world.findings if not finding.warning]

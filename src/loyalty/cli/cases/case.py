"""``loyalty case``: what members ask a person to look at, from the first word to the repair."""

from typing import Any

import click

from loyalty.adoption.version import Person
from loyalty.cases.case import WORDS_MAX, CaseKey, Cause, Kind, Outcome, Said, Step, Topic
from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import Words, by
from loyalty.cli.output import counted, minor_text, print_json, stop
from loyalty.kernel.identity import MemberId, id_text
from loyalty.language.shapes.wallets import POINTS
from loyalty.use_cases.cases.find_remedies import FindRemedies, find_remedies
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.cases.settle_remedy import SettleRemedy, settle_remedy
from loyalty.use_cases.cases.show_case import cases_of_member, is_late, list_cases, show_case
from loyalty.use_cases.cases.show_remedies import show_remedies
from loyalty.use_cases.cases.take_case_step import BY_SOMEBODY, TakeCaseStep, take_case_step

LATE = "CASE_LATE"
PAGE = 200
programme = click.argument("programme", metavar="PROGRAMME")
identity = click.argument("case_id", metavar="CASE", type=options.OwnId())
words = click.option("--words", type=Words(WORDS_MAX), help="What is said, in short.")


@click.group()
def case() -> None:
    """Let a person look at a decision again; handle complaints, and repair what a wrong rule did."""


@case.command("open")
@programme
@identity
@click.argument("kind", type=click.Choice([str(each) for each in Kind]))
@click.argument("topic", type=click.Choice([str(each) for each in Topic]))
@click.option("--member", "member", type=options.Member(), help="Whose case it is.")
@click.option("--explanation", help="The document it is about.")
@click.option("--seq", type=click.IntRange(1), help="The number of the entry of points it is about.")
@click.option("--wallet", default=POINTS, show_default=True, help="The wallet of the entry.")
@words
@by
@options.database
@options.as_json
def open_(
    programme: str,
    case_id: str,
    kind: str,
    topic: str,
    member: MemberId | None,
    explanation: str | None,
    seq: int | None,
    wallet: str,
    words: str | None,
    by: str,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Open a case; CASE is your own id. Its clocks begin at once.

    \b
    Example:
      loyalty case open corner-coffee T-1 review price --explanation exp_0… --by front-desk
    """
    command = OpenCase(
        CaseKey(programme, case_id),
        Kind(kind),
        Topic(topic),
        Person(by),
        words or "",
        member,
        explanation,
        seq,
        wallet,
    )
    _print(dict(open_case(open_database(database), command).data), as_json=as_json)


@case.command()
@programme
@identity
@click.argument("step_taken", metavar="STEP", type=click.Choice([str(each) for each in BY_SOMEBODY]))
@by
@words
@click.option("--to", type=Words(80), help="Who is to answer.")
@click.option("--outcome", type=click.Choice([str(each) for each in Outcome]), help="What was found.")
@click.option("--cause", type=click.Choice([str(each) for each in Cause]), help="Why it came to this.")
@click.option("--rule", type=options.OwnId(), help="The rule that was wrong.")
@click.option("--repaired", help="The digest of the version in which it is right.")
@click.option("--score", type=click.IntRange(1, 5), help="How content the member is.")
@click.option("--recommends", type=click.IntRange(0, 10), help="How likely to recommend the shop.")
@options.database
@options.as_json
def step(
    programme: str,
    case_id: str,
    step_taken: str,
    by: str,
    words: str | None,
    outcome: str | None,
    cause: str | None,
    database: str | None,
    *,
    as_json: bool,
    **said: Any,  # noqa: ANN401  the other options, each as it is kept
) -> None:
    """Take a step of a case: acknowledge, assign, answer, rate, reopen or close it.

    It is answered by whom it was given to, who wrote neither the rules nor a contested answer.

    \b
    Example:
      loyalty case step corner-coffee T-1 assigned --to bea --by front-desk
      loyalty case step corner-coffee T-1 answered --outcome changed --words 'You are right.' --by bea
      loyalty case step corner-coffee T-1 closed --cause handling --by bea
    """
    told = Said(
        outcome=None if outcome is None else Outcome(outcome),
        cause=None if cause is None else Cause(cause),
        **said,
    )
    command = TakeCaseStep(CaseKey(programme, case_id), Step(step_taken), Person(by), words or "", told)
    _print(dict(take_case_step(open_database(database), command).data), as_json=as_json)


@case.command()
@programme
@identity
@options.database
@options.as_json
def show(programme: str, case_id: str, database: str | None, *, as_json: bool) -> None:
    """Show a case: its steps and its clocks.

    \b
    Example:
      loyalty case show corner-coffee T-1
    """
    _print(show_case(open_database(database), CaseKey(programme, case_id)), as_json=as_json)


@case.command("list")
@programme
@click.option("--member", "member", type=options.Member(), help="Only those of a member.")
@click.option("--open", "still_open", is_flag=True, help="Only those that are open.")
@click.option("--late", is_flag=True, help="Only those of which a clock has run out.")
@options.database
@options.as_json
def list_(
    programme: str,
    member: MemberId | None,
    database: str | None,
    *,
    still_open: bool,
    late: bool,
    as_json: bool,
) -> None:
    """List cases with their clocks. Ends with 1 where a clock of one has run out.

    \b
    Example:
      loyalty case list corner-coffee --open
    """
    services = open_database(database)
    if member is not None:
        found = [each for each in cases_of_member(services, member) if each["programme"] == programme]
    else:
        found, after = [], ""
        while page := list_cases(services, programme, still_open=still_open or late, after=after, limit=PAGE):
            found += page
            after = page[-1]["case"]
    if still_open:
        found = [each for each in found if each["closed_at"] is None]
    found = [each for each in found if is_late(each) or not late]
    if as_json:
        print_json([_shown(each) for each in found])
    else:
        for each in found:
            _print(each, as_json=False)
        click.echo(counted(len(found), "case"))
    ran_out = [each["case"] for each in found if is_late(each)]
    if ran_out:
        stop(f"{LATE}: {', '.join(ran_out)}.")


@case.command()
@programme
@identity
@click.option("--rule", type=options.OwnId(), help="Draw it up: the rule that was wrong.")
@click.option("--repaired", help="The digest of the version in which it is right.")
@click.option("--by", type=Words(80), help="Who draws it up.")
@options.database
@options.as_json
def scope(
    programme: str,
    case_id: str,
    rule: str | None,
    repaired: str | None,
    by: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """List everybody whom a wrong rule hit; with --rule find them: every order is decided again.

    \b
    Example:
      loyalty case scope corner-coffee T-1 --rule spring-sale --repaired 0f3a… --by bea
    """
    key = CaseKey(programme, case_id)
    if rule is None:
        told = show_remedies(open_database(database), key)
    elif repaired is None or by is None:
        message = "--rule needs --repaired and --by."
        raise click.UsageError(message)
    else:
        told = find_remedies(open_database(database), FindRemedies(key, rule, repaired, Person(by)))
    _print_remedies(told, as_json=as_json)


@case.command()
@programme
@identity
@click.argument("source")
@click.argument("order", type=options.OwnId())
@click.option("--reference", type=Words(128), help="Where money was paid back, or why nothing is owed.")
@by
@options.database
@options.as_json
def settle(
    programme: str,
    case_id: str,
    source: str,
    order: str,
    reference: str | None,
    by: str,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Make an order good that a wrong rule hit: points are booked, money is paid by you and named.

    \b
    Example:
      loyalty case settle corner-coffee T-1 till-1 A-1 --reference refund-77 --by bea
    """
    command = SettleRemedy(CaseKey(programme, case_id), source, order, Person(by), reference)
    _print_remedies(settle_remedy(open_database(database), command), as_json=as_json)


def _shown(told: dict[str, Any]) -> dict[str, Any]:
    """Give plain data with the member as it is written outside."""
    member = told["member"]
    return {**told, "member": None if member is None else id_text("mem", member)}


def _print(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(_shown(told))
        return
    click.echo(f"{told['case']}: {told['kind']} about {told['topic']}, {told['state']}")
    for each in told["steps"]:
        said = [each["words"], each["to"] and f"to {each['to']}", each["outcome"], each["cause"]]
        said += [each["points"] and f"{each['points']} points", each["ran_out"]]
        why = ": " + ", ".join(str(word) for word in said if word) if any(said) else ""
        click.echo(f"  {each['at']}  {each['step']}  by {each['by']}{why}")
    for clock in told["clocks"]:
        met = f"done {clock['met_at']}" if clock["met_at"] else "not done yet"
        late = ", LATE" if clock["late"] else ""
        click.echo(f"  {clock['clock']} until {clock['until']} ({clock['of']}): {met}{late}")


def _print_remedies(told: dict[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json({**told, "remedies": [_shown(each) for each in told["remedies"]]})
        return
    if told["looked_at"] is None:
        click.echo("Nobody has looked yet whom a rule hit.")
        return
    click.echo(f"{told['rule']}: {counted(told['looked_at'], 'order')} of {told['wrong'][:12]} looked at")
    for each in told["remedies"]:
        owed = f"{minor_text(each['money'], told['currency'])}, {each['points']} points"
        click.echo(f"  {each['source']} {each['order']}  {owed}  {each['state']}")
    for name in ("owed", "settled"):
        sums = told[name]
        money = minor_text(sums["money"], told["currency"])
        click.echo(f"{name}: {counted(sums['orders'], 'order')}, {money}, {sums['points']} points")

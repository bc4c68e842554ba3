"""Who takes a step, why, and of which plan: what several commands ask."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import click

from loyalty.adoption.plan import AdoptionPlan
from loyalty.adoption.version import NAME_MAX, REASON_MAX, Person
from loyalty.cli.output import stop
from loyalty.decision.request import read_json
from loyalty.language.findings import not_known
from loyalty.use_cases.deeds.keeping import COMMAND_LINE
from loyalty.use_cases.lifecycle.list_adoption_plans import plans_named, show_adoption_plan
from loyalty.use_cases.list_programmes import list_programmes
from loyalty.use_cases.refusals import UnknownProgramme
from loyalty.use_cases.services import Services

_MOVES = frozenset({"state", "answered", "adopted_at"})
"""What a file says of a plan that goes on after it was written."""
PLAN = click.argument("what", metavar="PLAN")
OF_PROGRAMME = click.option(
    "--programme", "name", metavar="PROGRAMME", help="Whose plan; needed where two programmes have this id."
)


class Words(click.ParamType[str]):
    """Words of one line: a name, a reason."""

    name = "text"

    def __init__(self, longest: int) -> None:
        """Name the most characters."""
        self._longest = longest

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ANN401  as Click declares it
        """Give the words without blanks around them, or end with wrong use."""
        words = str(value).strip()
        if not words or len(words) > self._longest or not words.isprintable():
            message = f"Write 1 to {self._longest} characters in one line."
            raise click.BadParameter(message, ctx, param)
        return words


NAME, REASON = Words(NAME_MAX), Words(REASON_MAX)
by = click.option("--by", type=NAME, required=True, metavar="NAME", help="Who does it; the audit keeps it.")
done_by = click.option(
    "--by",
    type=NAME,
    metavar="NAME",
    help="Who does it; `loyalty audit` keeps it. Without it, the command line.",
)
reason = click.option("--reason", type=REASON, required=True, help="Why; the audit keeps it.")


@contextmanager
def programme_named(services: Services, name: str) -> Iterator[None]:
    """End with code 1 where there is no programme of this name, with the name that may be meant."""
    try:
        yield
    except UnknownProgramme:
        if any(version.programme == name for version in list_programmes(services)):
            raise  # it is a version of it that there is not
        no_programme(services, name)


def no_programme(services: Services, name: str) -> NoReturn:
    """Say that there is no programme of this name, with the name that may be meant, and end."""
    known = {version.programme for version in list_programmes(services)}
    stop(not_known(f"There is no programme `{name}`", name, known))


def person(name: str | None) -> Person:
    """Give who is named, else the command line; a command comes by no API key."""
    return COMMAND_LINE if name is None else Person(name)


def plan_named(services: Services, what: str, programme: str | None) -> AdoptionPlan:
    """Give the plan of an id, or of a file that `loyalty plan --out` wrote.

    Ends with code 1 where there is none, more than one, or what is kept is not what the file says.
    """
    file = Path(what)
    if file.is_file():
        return _plan_in(services, file)
    found = plans_named(services, what)
    if programme is not None:
        found = [plan for plan in found if plan.programme == programme]
    if not found:
        stop(f"There is no plan of adoption `{what}`; `loyalty programme plans` lists what there are.")
    if len(found) > 1:
        stop(f"Several programmes have a plan `{what}`; name one with --programme.")
    return found[0]


def _plan_in(services: Services, file: Path) -> AdoptionPlan:
    said = read_json(file.read_text(encoding="utf-8"))
    keys = ("programme", "plan", "document_digest")
    if not isinstance(said, dict) or not all(isinstance(said.get(key), str) for key in keys):
        stop(f"{file} is not a plan that `loyalty plan --out` wrote.")
    plan = show_adoption_plan(services, said["programme"], said["plan"])
    kept = {"document": read_json(plan.document), "digest": plan.document_digest}
    reviewed = {key: value for key, value in said.items() if key not in _MOVES}
    if kept != {"digest": reviewed.pop("document_digest"), "document": reviewed}:
        stop(f"{file} is not the plan `{plan.plan_id}` that is kept; look at that one.")
    return plan

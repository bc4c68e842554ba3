"""``loyalty prove``: every constraint that binds a programme, decided; a violation as a case one can run."""

from collections.abc import Iterator
from pathlib import Path
from time import perf_counter_ns
from typing import Any, NamedTuple

import click
from rich.console import Console
from rich.progress import Progress

from loyalty.adapters.clock import SystemClock
from loyalty.cli import options
from loyalty.cli.checking.explained import EN, told_in
from loyalty.cli.checking.summed import tally
from loyalty.cli.output import note, print_json
from loyalty.cli.rules import programme_in
from loyalty.constraints.certificate import certificate
from loyalty.constraints.holding import Binding, Law, laws_of, verdict
from loyalty.constraints.verdict import Verdict
from loyalty.constraints.waiving import NOT_WAIVED, Case, Waiving, waiver_data, waiver_words, waiving
from loyalty.decision.programme import Programme
from loyalty.decision.situate import local_day
from loyalty.prover.deciding import thorough
from loyalty.publication.looking import look_over
from loyalty.publication.report import certified

UNDECIDED = 3
"""The exit code where nothing is refuted and something is open."""


class Proved(NamedTuple):
    """The verdicts, how many milliseconds each constraint took, and what waivers come to by place."""

    found: list[Verdict]
    took: dict[str, int]
    waived: dict[int, Waiving]


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--against",
    metavar="OLD",
    type=click.Path(path_type=Path),
    help="The folder of the version that binds, for constraints between two versions.",
)
@click.option("--only", metavar="NAME", multiple=True, help="Decide this constraint alone; may be repeated.")
@options.language
@options.as_json
def prove(folder: Path, against: Path | None, only: tuple[str, ...], language: str, *, as_json: bool) -> None:
    """Decide every constraint of a programme for every case there can be.

    Those the programme declares, and those that bind every programme. PROVED holds for all cases within
    the limits of the programme; REFUTED comes with the smallest case found that breaks it, as worked
    examples to paste under `examples:`; UNDECIDED is neither, and keeps a version from being adopted.

    \b
    Examples:
      loyalty prove rules/corner-coffee
      loyalty prove rules/corner-coffee --only no_point_pump --lang zh-CN
    """
    programme = programme_in(folder)
    binding = None
    if against is not None:
        today = local_day(programme, SystemClock().now())
        binding = Binding(programme_in(against), today, today)
    laws = [law for law in laws_of(programme, of_change=binding is not None) if not only or law.name in only]
    for name in only:
        if all(law.name != name for law in laws):
            raise click.BadParameter(f"The programme has no constraint `{name}`", param_hint="--only")
    found, took = _decided(programme, laws, binding)
    now = SystemClock().now()
    today = local_day(programme, now)
    day = max(today, programme.shape.effective.from_)
    waived = _waived(Case(programme, thorough(), binding, day), found)
    if as_json:
        binds = binding.programme if binding is not None else None
        rows = [_row(each, took, waived.get(n, NOT_WAIVED)) for n, each in enumerate(found)]
        law = certified(programme, found, look_over(programme, today), today)
        print_json({**certificate(programme, binds, now), "constraints": rows, **law})
    else:
        _print(programme, Proved(found, took, waived), language)
    _end(found, waived)


def _decided(
    programme: Programme, laws: list[Law], binding: Binding | None
) -> tuple[list[Verdict], dict[str, int]]:
    """Give the verdicts, and how many milliseconds each took."""
    found, took, effort = list[Verdict](), dict[str, int](), thorough()
    if not effort.solve:
        note("no solver is installed, so less can be shown: pip install 'loyalty-engine[prove]'")
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("deciding", total=len(laws))
        for law in laws:
            progress.update(task, description=law.name)
            began = perf_counter_ns()
            found.append(verdict(programme, law, effort, binding))
            took[law.name] = (perf_counter_ns() - began) // 1_000_000
            progress.advance(task)
    return found, took


def _row(found: Verdict, took: dict[str, int], waived: Waiving) -> dict[str, Any]:
    return {
        "constraint": found.constraint,
        "verdict": found.word,
        "method": found.method,
        "because": found.because,
        "witness": found.witness or None,
        "waivers": [waiver_data(waiver) for waiver in waived.waivers],
        "objections": list(waived.objections),
        "milliseconds": took.get(found.constraint, 0),
    }


def _print(programme: Programme, proved: Proved, language: str) -> None:
    gap, comma = (": ", ", ") if language == EN else ("：", "，")
    for n, each in enumerate(proved.found):
        seconds, rest = divmod(proved.took[each.constraint], 1000)
        why = told_in(language, each.because)
        click.echo(f"{each.word:<11}  {each.constraint}{gap}{why} ({seconds}.{rest // 10:02} s)")
        if each.witness:
            click.echo(f"\n  {options.in_readers_language(options.PASTE)}\n")
            click.echo(f"{each.witness}\n")
        for line in _of_waivers(proved.waived.get(n, NOT_WAIVED)):
            click.echo(f"  {told_in(language, line)}")
    parts = [told_in(language, part) for part in tally(proved.found)]
    click.echo(comma.join([*parts, f"{told_in(language, 'digest')} {programme.digest[:12]}"]))


def _waived(case: Case, found: list[Verdict]) -> dict[int, Waiving]:
    """Give what waivers come to, by the place of the verdict, for each that does not hold."""
    return {n: waiving(case, verdict) for n, verdict in enumerate(found) if not verdict.holds}


def _of_waivers(found: Waiving) -> Iterator[str]:
    yield from (waiver_words(waiver_data(waiver)) for waiver in found.waivers)
    yield from found.objections


def _end(found: list[Verdict], waived: dict[int, Waiving]) -> None:
    """End with code 1 where something is refuted, 3 where something is open, waived constraints apart."""
    binding_ones = [each for n, each in enumerate(found) if n not in waived or not waived[n].waivers]
    if any(each.holds is False for each in binding_ones):
        raise click.exceptions.Exit(1)
    if any(each.holds is None for each in binding_ones):
        raise click.exceptions.Exit(UNDECIDED)

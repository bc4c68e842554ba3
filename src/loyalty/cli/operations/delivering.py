"""``loyalty webhooks deliver``: what waits is sent, and what came of each attempt is told."""

from collections import Counter
from collections.abc import Callable
from contextlib import closing

import click

from loyalty.cli import options
from loyalty.cli.connection import open_for_work
from loyalty.cli.operations.stopping import again_and_again, until_told, when_it_answers
from loyalty.cli.output import counted, note, print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.refusal import Refusal
from loyalty.use_cases.services import Services
from loyalty.use_cases.webhooks.deliver_webhooks import Sent, deliver_webhooks
from loyalty.use_cases.webhooks.sending.leaving_alone import LeftAlone
from loyalty.webhooks.delivery import DeliveryState, Outcome

SECONDS_MAX = 3600


@click.command()
@click.option(
    "--every",
    type=click.IntRange(1, SECONDS_MAX),
    help="Go on for as long as it runs, with so many seconds between two looks.",
)
@options.database
@options.as_json
def deliver(every: int | None, database: str | None, *, as_json: bool) -> None:
    """Send what waits; what came of each attempt is one line on stdout.

    Several may run at once, also on several machines. What an endpoint does not take is tried
    again later, for three days; `loyalty jobs work` sends as well. With --every a database that is out,
    also from the start, is waited for.

    \b
    Example:
      loyalty webhooks deliver --every 1 --db sqlite:///var/loyalty.db
    """
    came: Counter[bool] = Counter()
    with until_told() as stopped:
        services = (
            open_for_work(database)
            if every is None
            else when_it_answers(lambda: open_for_work(database), every, stopped)
        )
        if services is not None:
            _deliver(services, every, stopped, came, quiet=as_json)
    if as_json:
        print_json({"taken": came[True], "failed": came[False]})
    else:
        note(f"{counted(came.total(), 'attempt')}, {came[False]} failed")


def _deliver(
    services: Services, every: int | None, stopped: Callable[[], bool], came: Counter[bool], *, quiet: bool
) -> None:
    """Send what waits, once or again and again, and count what came of it; a line for each unless quiet."""

    def send() -> None:
        for sent in deliver_webhooks(services, stopped):
            if isinstance(sent, LeftAlone):
                note(left_alone_line(sent))
                continue
            came[sent.outcome.taken] += 1
            if not quiet:
                click.echo(sent_line(sent))

    with closing(services.units):
        if every is None:
            send()
        else:
            again_and_again(services.clock, every, stopped, send)


def deliver_all(services: Services, stopped: Callable[[], bool]) -> None:
    """Send what waits, a line for each attempt, until a stop is asked for; a refusal is told on stderr."""
    try:
        for sent in deliver_webhooks(services, stopped):
            if isinstance(sent, LeftAlone):
                note(left_alone_line(sent))
            else:
                click.echo(sent_line(sent))
    except Refusal as no:
        note(f"Webhooks cannot be sent: {no}")


def left_alone_line(of: LeftAlone) -> str:
    """Say that an endpoint is not told, and what to do."""
    return (
        f"{of.programme} {of.endpoint_id} is not told: its secret does not open with this master key. "
        f"Bring back the key, or `loyalty webhooks rotate {of.programme} {of.endpoint_id}`."
    )


def sent_line(sent: Sent) -> str:
    """Give what came of an attempt as one line."""
    delivery = sent.delivery
    place = f"{delivery.programme} {delivery.endpoint_id}"
    again = (
        f", again from {instant_text(delivery.next_at)}" if delivery.state is DeliveryState.WAITING else ""
    )
    return f"{place} {delivery.event_id} {sent.type} {said(sent.outcome)}{again}"


def said(outcome: Outcome) -> str:
    """Give what came of an attempt in words."""
    word = "took it" if outcome.taken else "did not take it"
    return f"{word}: {answer_of(outcome)} in {outcome.milliseconds} ms"


def answer_of(outcome: Outcome) -> str:
    """Give the status that was answered, or why none was."""
    return f"status {outcome.status}" if outcome.status is not None else outcome.fault

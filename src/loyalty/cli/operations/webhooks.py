"""``loyalty webhooks``: a programme's own systems told of what happens, and how that went."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.lifecycle.naming import done_by, person, programme_named
from loyalty.cli.operations.delivering import answer_of, deliver, said
from loyalty.cli.output import counted, note, print_json
from loyalty.decision.explain import instant_text
from loyalty.kernel.identity import MemberId, id_text
from loyalty.use_cases.documents import new_text_id
from loyalty.use_cases.once import Once
from loyalty.use_cases.webhooks.disable_endpoint import disable_endpoint
from loyalty.use_cases.webhooks.enable_endpoint import enable_endpoint
from loyalty.use_cases.webhooks.list_announcements import list_announcements
from loyalty.use_cases.webhooks.list_deliveries import ListDeliveries, list_deliveries
from loyalty.use_cases.webhooks.list_endpoints import list_endpoints
from loyalty.use_cases.webhooks.remove_endpoint import remove_endpoint
from loyalty.use_cases.webhooks.replay_deliveries import ReplayDeliveries, replay_deliveries
from loyalty.use_cases.webhooks.rotate_secret import rotate_secret
from loyalty.use_cases.webhooks.set_endpoint import SetEndpoint, set_endpoint
from loyalty.use_cases.webhooks.try_endpoint import try_endpoint
from loyalty.webhooks.announcement import AnnouncedAsked, AnnouncementType
from loyalty.webhooks.delivery import Attempt, DeliveryState, Outcome, Shown
from loyalty.webhooks.endpoint import types_in
from loyalty.webhooks.published import event_schema

LISTED = 50
LISTED_MAX = 10_000

programme = click.argument("programme", metavar="PROGRAMME")
endpoint = click.argument("endpoint", metavar="ENDPOINT", type=options.OwnId())
of_type = click.Choice([str(each) for each in AnnouncementType])
limit = click.option(
    "--limit",
    type=click.IntRange(1, LISTED_MAX),
    default=LISTED,
    show_default=True,
    help="How many at most.",
)


@click.group()
def webhooks() -> None:
    """Tell your own systems what happens to members, signed and in order."""


@webhooks.command(name="set")
@programme
@endpoint
@click.argument("url", metavar="URL")
@click.option("--type", "types", multiple=True, type=of_type, help="Only this type; several times.")
@done_by
@options.database
@options.as_json
def set_(
    programme: str,
    endpoint: str,
    url: str,
    types: tuple[str, ...],
    by: str | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Tell an address from now on. ENDPOINT is your own id of it; again, it changes address and types.

    The secret is printed when the endpoint is new, this once.

    \b
    Example:
      loyalty webhooks set corner-coffee crm https://crm.example/hooks/loyalty --type points.earned
    """
    services = open_database(database)
    with programme_named(services, programme):
        done = set_endpoint(services, SetEndpoint(programme, endpoint, url, types_in(types), person(by)))
    _print_endpoint(done.data, as_json=as_json)


@webhooks.command(name="list")
@programme
@options.database
@options.as_json
def listed(programme: str, database: str | None, *, as_json: bool) -> None:
    """List the endpoints of a programme, never a secret, and why one fails that did not take what waits.

    \b
    Example:
      loyalty webhooks list corner-coffee
    """
    found = list_endpoints(open_database(database), programme)
    if as_json:
        print_json([_plain(each) for each in found])
        return
    for each in found:
        click.echo(_endpoint_line(each))
    note(counted(len(found), "endpoint"))


@webhooks.command()
@programme
@endpoint
@done_by
@options.database
@options.as_json
def disable(programme: str, endpoint: str, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Send nothing to an endpoint any more.

    \b
    Example:
      loyalty webhooks disable corner-coffee crm
    """
    _print_endpoint(
        disable_endpoint(open_database(database), programme, endpoint, person(by)).data, as_json=as_json
    )


@webhooks.command()
@programme
@endpoint
@done_by
@options.database
@options.as_json
def enable(programme: str, endpoint: str, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Send to an endpoint again, what waited for it first and now.

    \b
    Example:
      loyalty webhooks enable corner-coffee crm
    """
    _print_endpoint(
        enable_endpoint(open_database(database), programme, endpoint, person(by)).data, as_json=as_json
    )


@webhooks.command()
@programme
@endpoint
@done_by
@options.database
@options.as_json
def remove(programme: str, endpoint: str, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Remove an endpoint with its secret; what waits for it is not sent any more.

    \b
    Example:
      loyalty webhooks remove corner-coffee crm
    """
    done = remove_endpoint(open_database(database), programme, endpoint, person(by)).data
    if as_json:
        print_json(done)
    else:
        click.echo(f"{endpoint} removed, {counted(done['unsent'], 'delivery', 'deliveries')} not sent")


@webhooks.command()
@programme
@endpoint
@done_by
@options.database
@options.as_json
def rotate(programme: str, endpoint: str, by: str | None, database: str | None, *, as_json: bool) -> None:
    """Make a new secret and print it, this once; the one before signs beside it for 24 hours.

    \b
    Example:
      loyalty webhooks rotate corner-coffee crm
    """
    done = rotate_secret(open_database(database), programme, endpoint, person(by))
    _print_endpoint(done.data, as_json=as_json)


@webhooks.command(name="test")
@programme
@endpoint
@options.database
@options.as_json
def test_(programme: str, endpoint: str, database: str | None, *, as_json: bool) -> None:
    """Send an event of the type webhook.test now; the code is 1 where the endpoint does not take it.

    \b
    Example:
      loyalty webhooks test corner-coffee crm
    """
    outcome = try_endpoint(open_database(database), programme, endpoint)
    if as_json:
        print_json(_outcome_data(outcome))
    else:
        click.echo(f"{endpoint} {said(outcome)}")
    if not outcome.taken:
        raise click.exceptions.Exit(1)


@webhooks.command()
@programme
@click.option("--type", "kind", type=of_type, help="Only this type.")
@click.option("--member", type=options.Member(), help="Only this member.")
@limit
@options.database
@options.as_json
def events(
    programme: str,
    kind: str | None,
    member: MemberId | None,
    limit: int,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """List what was announced in the last 30 days, the newest first.

    \b
    Example:
      loyalty webhooks events corner-coffee --type points.earned
    """
    asked = AnnouncedAsked(programme, AnnouncementType(kind) if kind else None, member)
    found = [each.event() for each in list_announcements(open_database(database), asked, limit)]
    if as_json:
        print_json(found)
        return
    for each in found:
        said = ", ".join(f"{name} {value}" for name, value in each["data"].items())
        click.echo(f"{each['time']}  {each['type']:<22} {each['subject']} #{each['memberseq']}  {said}")
    note(counted(len(found), "event"))


@webhooks.command()
@programme
@endpoint
@click.option("--state", type=click.Choice([str(each) for each in DeliveryState]), help="Only in this state.")
@limit
@options.database
@options.as_json
def deliveries(
    programme: str, endpoint: str, state: str | None, limit: int, database: str | None, *, as_json: bool
) -> None:
    """List what an endpoint was told and what not, with every attempt, the newest first.

    \b
    Example:
      loyalty webhooks deliveries corner-coffee crm --state failed
    """
    asked = ListDeliveries(programme, endpoint, DeliveryState(state) if state else None)
    found = list_deliveries(open_database(database), asked, limit)
    if as_json:
        print_json([_delivery_data(each) for each in found])
        return
    for each in found:
        kind = each.announced.type if each.announced is not None else "no longer kept"
        member = id_text("mem", each.delivery.member_id)
        last = f", last {said(each.attempts[-1].outcome)}" if each.attempts else ""
        tried = counted(len(each.attempts), "attempt")
        click.echo(f"{each.delivery.event_id}  {each.delivery.state:<9} {kind} {member}: {tried}{last}")
    note(counted(len(found), "delivery", "deliveries"))


@webhooks.command()
@programme
@endpoint
@click.option("--since", type=options.Instant(), help="Only what was announced from then on.")
@click.option("--until", type=options.Instant(), help="Only what was announced before then.")
@click.option("--event", "event_id", help="Only this event.")
@click.option("--failed", is_flag=True, help="Only what was given up.")
@options.database
@options.as_json
def replay(
    programme: str,
    endpoint: str,
    since: datetime | None,
    until: datetime | None,
    event_id: str | None,
    database: str | None,
    *,
    failed: bool,
    as_json: bool,
) -> None:
    """Send once more what was announced, under the same ids.

    \b
    Example:
      loyalty webhooks replay corner-coffee crm --since 2026-11-24T00:00:00Z
    """
    services = open_database(database)
    once = Once("cli webhooks replay", new_text_id(services, "cli", services.clock.now()), "")
    command = ReplayDeliveries(programme, endpoint, since, until, event_id, failed=failed)
    told = replay_deliveries(services, command, once).data
    if as_json:
        print_json(dict(told))
        return
    click.echo(f"{counted(told['replayed'], 'delivery', 'deliveries')} to be sent again")
    if told["more"]:
        note("There are more; name a shorter time.")


@webhooks.command()
@options.as_json
def types(*, as_json: bool) -> None:
    """List every type of event, and when it is sent; with --json the schemas.

    \b
    Example:
      loyalty webhooks types
    """
    found = {str(each): event_schema(each) for each in AnnouncementType}
    if as_json:
        print_json(found)
        return
    for name, schema in found.items():
        click.echo(f"{name:<24}{schema['description']}")


def _print_endpoint(data: Mapping[str, Any], *, as_json: bool) -> None:
    if as_json:
        print_json(_plain(data))
        return
    click.echo(_endpoint_line(data))
    if "secret" in data:
        click.echo(data["secret"])
        note("Keep it now; it is not shown again.")


def _endpoint_line(data: Mapping[str, Any]) -> str:
    why = f" ({data['why']})" if data["why"] else ""
    kinds = ", ".join(data["types"]) or "every type"
    last: Attempt | None = data.get("failing")
    failing = f", failing: {answer_of(last.outcome)} at {instant_text(last.tried_at)}" if last else ""
    keys = " ".join(data["public_keys"])
    return f"{data['endpoint']}  {data['state']}{why}{failing}  {data['url']}  {kinds}  {keys}"


def _plain(data: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: instant_text(value)
        if isinstance(value, datetime)
        else _attempt_data(value)
        if isinstance(value, Attempt)
        else value
        for name, value in data.items()
        if value is not None
    }


def _delivery_data(shown: Shown) -> dict[str, Any]:
    delivery = shown.delivery
    return {
        "event": delivery.event_id,
        "type": str(shown.announced.type) if shown.announced is not None else None,
        "member": id_text("mem", delivery.member_id),
        "state": str(delivery.state),
        "next_at": instant_text(delivery.next_at) if delivery.state is DeliveryState.WAITING else None,
        "attempts": [_attempt_data(each) for each in shown.attempts],
    }


def _attempt_data(of: Attempt) -> dict[str, Any]:
    return {"tried_at": instant_text(of.tried_at), **_outcome_data(of.outcome)}


def _outcome_data(outcome: Outcome) -> dict[str, Any]:
    return {
        "taken": outcome.taken,
        "status": outcome.status,
        "fault": outcome.fault or None,
        "milliseconds": outcome.milliseconds,
    }


webhooks.add_command(deliver)

"""``loyalty voucher``: codes that members show."""

import click

from loyalty.cli import options
from loyalty.cli.connection import open_database
from loyalty.cli.output import counted, print_facts, print_json
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.check_voucher import CheckVoucher, check_voucher
from loyalty.use_cases.issue_vouchers import IssueVouchers, issue_vouchers
from loyalty.use_cases.list_vouchers import list_vouchers

CODES_MAX = 1_000
OWNER = click.option("--member", type=options.Member(), help="Whose they are, or who shows it.")


@click.group()
def voucher() -> None:
    """Issue codes of a voucher, check one, list the vouchers of a programme."""


@voucher.command()
@click.argument("programme")
@click.argument("name", metavar="VOUCHER")
@click.option("--batch", type=options.OwnId(), required=True, help="Your id of the batch.")
@click.option("--count", type=click.IntRange(1, CODES_MAX), required=True, help="How many codes.")
@OWNER
@options.database
@options.as_json
def issue(
    programme: str,
    name: str,
    batch: str,
    count: int,
    member: MemberId | None,
    database: str | None,
    *,
    as_json: bool,
) -> None:
    """Issue unique codes, a line each; the same batch again gives the same codes.

    \b
    Example:
      loyalty voucher issue corner-coffee welcome --batch letter-of-november --count 100
    """
    codes = issue_vouchers(open_database(database), IssueVouchers(programme, name, batch, count, member))
    if as_json:
        print_json({"voucher": name, "batch": batch, "codes": list(codes)})
    else:
        click.echo("\n".join(codes))


@voucher.command()
@click.argument("programme")
@click.argument("code", metavar="CODE")
@OWNER
@options.database
@options.as_json
def check(programme: str, code: str, member: MemberId | None, database: str | None, *, as_json: bool) -> None:
    """Say whether a code would count now; ends with code 1 where it would not.

    \b
    Example:
      loyalty voucher check corner-coffee WELCOME10 --member mem_01b6esf8g0000
    """
    shown = check_voucher(open_database(database), CheckVoucher(programme, code, member))
    reason = None if shown.reason is None else shown.reason.value
    counts = reason is None if as_json else "yes" if reason is None else "no"
    print_facts({"voucher": shown.voucher, "counts": counts, "reason": reason}, as_json=as_json)
    if reason is not None:
        raise click.exceptions.Exit(1)


@voucher.command(name="list")
@click.argument("programme")
@options.database
@options.as_json
def listed(programme: str, database: str | None, *, as_json: bool) -> None:
    """List the vouchers of a programme, with how often each counted.

    \b
    Example:
      loyalty voucher list corner-coffee
    """
    found = list_vouchers(open_database(database), programme)
    if as_json:
        print_json(
            [
                {
                    "voucher": each.shape.id,
                    "codes": each.shape.codes,
                    "issued": each.issued,
                    "used": each.used,
                    "in_all": each.shape.in_all,
                    "ended": each.ended,
                }
                for each in found
            ]
        )
        return
    for each in found:
        most = "" if each.shape.in_all is None else f" of {each.shape.in_all}"
        ended = f"  {each.ended} ended" if each.ended else ""
        counts = f"{each.issued} issued  {each.used}{most} used{ended}"
        click.echo(f"{each.shape.id}  {each.shape.codes}  {counts}")
    click.echo(counted(len(found), "voucher"))

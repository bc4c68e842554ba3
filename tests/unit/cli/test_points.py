"""``loyalty member``, ``balances``, ``redeem``, ``give``, ``hold``: what is booked, told and refused."""

import json
from typing import Any

from tests.unit.cli.conftest import Run


def told(run: Run, *arguments: str) -> Any:  # noqa: ANN401  plain data
    """Run a command and give its JSON."""
    return json.loads(run(*arguments, "--json").stdout)


def another(run: Run) -> str:
    """Enrol somebody."""
    return str(told(run, "member", "enrol", "corner-coffee", "--reference", "crm-2")["member"])


def test_points_are_held_taken_spent_once_and_rolled_back(run: Run, member: str) -> None:
    """A hold is taken in part; the same redemption is told again; rolled back, its points are there."""
    hold = told(run, "hold", "place", member, "30")["hold"]
    assert (50, 30) == tuple(told(run, "balances", member)[name] for name in ("available", "held"))
    assert "captured" == told(run, "hold", "capture", member, hold, "--points", "10")["state"]
    assert "The hold has ended.\n" == run("hold", "void", member, hold).output

    spent = told(run, "redeem", member, "cup", "cup", "--points", "20")
    assert spent["code"] == told(run, "redeem", member, "cup", "cup", "--points", "20")["code"]
    assert 50 == told(run, "balances", member)["available"]
    assert "rolled_back" == told(run, "roll-back", member, "cup")["state"]
    assert "70 in points" in run("balances", member).output
    assert 1 == run("redeem", member, "cup-2", "cup", "--points", "71").exit_code


def test_points_that_cannot_be_given_stay(run: Run, member: str) -> None:
    """The shipped programme lets nobody give points away, and says so; a wrong id is wrong use."""
    refused = run("give", member, "gift", another(run), "10")

    assert (1, "These points cannot be given away.\n") == (refused.exit_code, refused.output)
    assert 2 == run("give", member, "gift", "nobody", "10").exit_code
    assert 80 == told(run, "balances", member)["available"]


def test_members_are_merged_and_unmerged(run: Run, member: str) -> None:
    """What one had goes on with the other, the old id says where, and comes back."""
    other = another(run)

    merge = told(run, "member", "merge", other, member)["merge"]
    assert 80 == told(run, "member", "show", other)["available"]
    assert f"The member goes on under another id: The member goes on as {other}.\n" == (
        run("member", "show", member).output
    )
    assert merge == told(run, "member", "unmerge", other, merge)["merge"]

    assert (80, 0) == tuple(told(run, "member", "show", each)["available"] for each in (member, other))
    assert 0 == run("ledger", "verify").exit_code
    assert 1 == run("member", "unmerge", member, merge).exit_code

"""``loyalty tier``: what it prints and refuses."""

import json

from tests.unit.cli.conftest import Run

GOLD = ("gold", "--until", "2099-12-31", "--reason", "gold elsewhere")


def test_a_tier_is_given_listed_and_ended(run: Run, member: str) -> None:
    """What is given is shown with who gave it and why, in the standing too, and ends once."""
    challenge = ("--needs", "spend=500.00", "--by", "2099-11-30")

    given = run("tier", "grant", member, "match", *GOLD, *challenge)

    assert 0 == given.exit_code, given.output
    assert "asks for spend 500 before 2099-11-30T23:00:00Z" in given.output
    assert "given: gold elsewhere" in run("standing", member).output
    assert "1 grant" == run("tier", "grants", member).output.splitlines()[-1]
    assert "match" == json.loads(run("tier", "grants", member, "--json").output)[0]["grant"]
    ended = run("tier", "end", member, "match", "--reason", "a mistake")
    assert "by command line: a mistake" in ended.output
    again = run("tier", "end", member, "match", "--reason", "another mistake")
    assert (1, "The grant of the tier has ended.\n") == (again.exit_code, again.stderr)


def test_a_tier_that_cannot_be_given_is_refused(run: Run, member: str) -> None:
    """A tier that is not there is refused with a hint, half a challenge is wrong use."""
    unknown = run("tier", "grant", member, "match", "golden", *GOLD[1:])
    half = run("tier", "grant", member, "match", *GOLD, "--by", "2099-11-30")
    nobody = run("tier", "grants", "mem_0")

    assert 1 == unknown.exit_code
    assert "/tier: the ladder has no such tier; did you mean `gold`?" in unknown.stderr
    assert (2, 2) == (half.exit_code, nobody.exit_code)


def test_a_member_is_found_by_what_was_linked(run: Run, member: str) -> None:
    """An address is read from the input, found in another spelling, listed without it, and unlinked."""
    linked = json.loads(run("identity", "link", member, "email", "--json", stdin="Ada@example.org\n").output)

    found = run("identity", "find", "corner-coffee", "email", stdin="ada@EXAMPLE.org")
    listed = run("identity", "list", member)
    unlinked = run("identity", "unlink", member, linked["identity"])
    gone = run("identity", "find", "corner-coffee", "email", stdin="ada@example.org")

    wrong = run("identity", "link", member, "phone", stdin="030 1234567")

    assert 1 == wrong.exit_code
    assert wrong.stderr.startswith("This is no identity of its kind; write the number with its country")
    assert "1234567" not in wrong.stderr
    assert f"{member}\n" == found.output
    assert "example" not in listed.output
    assert "1 identity" == listed.output.splitlines()[-1]
    assert "by command line" in unlinked.output
    assert (1, "Nobody is known by this.\n") == (gone.exit_code, gone.stderr)


def test_how_far_a_member_is_in_both_languages(run: Run, member: str) -> None:
    """Cards, streaks and the way to the next tier are told in words and as data."""
    told, chinese = run("progress", member), run("progress", member, "--lang", "zh-CN")
    data = json.loads(run("progress", member, "--json").output)
    nobody = run("progress", "mem_01b6esf8g0000")

    assert "cards: 0, streaks: 0" in told.output
    assert "more (spend) to silver" in told.output
    assert "集点卡：0" in chinese.output
    assert (member, "silver") == (data["member"], data["next"]["tier"])
    assert 1 == nobody.exit_code

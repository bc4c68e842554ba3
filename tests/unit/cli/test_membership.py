"""``loyalty tier``: what it prints and refuses."""

import json
from pathlib import Path

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


def test_facts_are_set_and_withdrawn(run: Run, member: str, tmp_path: Path) -> None:
    """What is kept and what is not known any more is told by name; the export shows what is left."""
    run("member", "set", member, "member.country=DE", "member.birth_day_month=04-17")

    told = run("member", "set", member, "member.country=AT", "--forget", "member.birth_day_month")
    again = run("member", "set", member, "member.country=AT", "--forget", "member.birth_day_month", "--json")

    rows = [line.split() for line in told.output.splitlines()]
    assert [["kept", "member.country"], ["withdrawn", "member.birth_day_month"]] == rows[1:]
    answer = {"member": member, "kept": ["member.country"], "withdrawn": ["member.birth_day_month"]}
    assert answer == json.loads(again.stdout)
    run("export", "members", tmp_path / "members.csv", "--programme", "corner-coffee")
    exported = (tmp_path / "members.csv").read_text(encoding="utf-8")
    assert (True, False) == ("AT" in exported, "04-17" in exported)


def test_facts_that_cannot_be_set_are_refused(run: Run, member: str) -> None:
    """A fact that is not declared comes with a hint; none at all, or one said twice, is wrong use."""
    unknown = run("member", "set", member, "--forget", "member.contry")
    none = run("member", "set", member)
    twice = run("member", "set", member, "member.country=DE", "--forget", "member.country")
    merged = run("member", "set", "mem_01b6esf8g0000", "member.country=DE")

    assert 1 == unknown.exit_code
    assert "/facts/member.contry: the programme keeps no such fact" in unknown.stderr
    assert "did you mean `member.country`?" in unknown.stderr
    assert (2, 2, 1) == (none.exit_code, twice.exit_code, merged.exit_code)
    assert "names member.country twice" in twice.stderr


def test_a_sealed_export_is_taken_in_by_its_key(run: Run, member: str, tmp_path: Path) -> None:
    """The key is printed once and opens the file; without it, and by another one, nothing is taken in."""
    file, key_file = tmp_path / "ada.jwe", tmp_path / "key"
    told = run("export", member, "--to", file, "--sealed", "--json")
    key_file.write_text(json.loads(told.stdout)["key"], encoding="utf-8")
    there = run("import", "member", file, "--key-file", key_file)
    key_file.write_text("A" * 43, encoding="utf-8")

    assert member not in file.read_text(encoding="ascii")
    assert "key: " in run("export", member, "--to", tmp_path / "again.jwe", "--sealed").output
    # it was opened, and the member is here already
    assert (1, False) == (there.exit_code, "can be taken in" in there.stderr)
    for faulty in (run("import", "member", file, "--key-file", key_file), run("import", "member", file)):
        assert 1 == faulty.exit_code
        assert "can be taken in" in faulty.stderr

"""The audit of dependencies finds what is known, and claims nothing where nobody answers."""

import json

import pytest

from tests.audit.dependencies import FOUND, LOCKS, ROOT, UNREADABLE, audit, licence_of, pins

PINNED = [("flask", "3.1.3"), ("jinja2", "2.4.1")]
FIT = {"flask": "BSD-3-Clause", "fpdf2": "LGPL-3.0-only"}


def answered(*results: object) -> bytes:
    """Give an answer in the form of OSV."""
    return json.dumps({"results": results}).encode()


def out_of_reach(_: bytes) -> bytes:
    """Be no network."""
    raise OSError


@pytest.mark.parametrize(
    ("answer", "code", "said"),
    [
        (answered({}, {}), 0, "2 locked packages looked up, 0 with a known weakness."),
        (answered({}, {"vulns": [{"id": "GHSA-x"}]}), FOUND, "jinja2 2.4.1: GHSA-x"),
        (answered({}), UNREADABLE, "2 were asked for, 1 answered"),
        (b"<html>", UNREADABLE, "cannot be read"),
        (b'{"message": "too many"}', UNREADABLE, "cannot be read"),
        (answered([], []), UNREADABLE, "cannot be read"),
        (answered({"vulns": [{}]}, {}), UNREADABLE, "cannot be read"),
    ],
)
def test_what_is_known_is_found(
    capsys: pytest.CaptureFixture[str], answer: bytes, code: int, said: str
) -> None:
    """A weakness fails the audit; an answer that is not what was asked for is never taken for none."""
    asked: list[bytes] = []

    def ask(body: bytes) -> bytes:
        asked.append(body)
        return answer

    assert code == audit(PINNED, FIT, ask)
    assert said in capsys.readouterr().out
    assert ["2.4.1", "3.1.3"] == sorted(each["version"] for each in json.loads(asked[0])["queries"])


def test_without_a_network_nothing_is_claimed(capsys: pytest.CaptureFixture[str]) -> None:
    """It says NOT CHECKED, and does not fail; licences are looked at all the same."""
    assert 0 == audit(PINNED, FIT, out_of_reach)
    assert "NOT CHECKED" in capsys.readouterr().out
    assert FOUND == audit(PINNED, {**FIT, "readline": "GPL-3.0-or-later", "odd": ""}, out_of_reach)
    said = capsys.readouterr().out
    assert "readline: GPL-3.0-or-later" in said
    assert "odd: states no licence" in said
    assert "fpdf2" not in said


def test_every_pin_of_the_locks_is_looked_up() -> None:
    """As many as the locks have lines with a version; a licence is read wherever a package states it."""
    texts = [(ROOT / name).read_text(encoding="utf-8") for name in LOCKS]
    lines = {line.split(" ")[0].split(";")[0] for text in texts for line in text.splitlines() if "==" in line}

    assert {line.lower() for line in lines if line[0].isalpha()} == {
        f"{name}=={version}" for name, version in pins(*texts)
    }
    assert "MIT License" == licence_of({}, ["License :: OSI Approved :: MIT License"])
    assert ("MIT", "BSD", "") == (
        licence_of({"License-Expression": "MIT", "License": "text"}, []),
        licence_of({"License": "BSD\nlong text"}, []),
        licence_of({}, ["Topic :: Office"]),
    )

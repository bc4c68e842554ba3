"""The page and the command come to the same of any file, also one that nobody would write.

Two programs that share no line check a file; whatever is changed in it, at whatever place and to
whatever kind of value, each says of each check what the other says, and neither breaks off.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from click.testing import CliRunner

from loyalty.adapters.verifier.page import verifier_script
from loyalty.cli.main import main
from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from loyalty.seals.verification import Name, Verified
from loyalty.sumcheck.words import WORDS as SENTENCES
from loyalty.unit_of_work import Units
from loyalty.wording.catalogue import PATTERNS
from loyalty.wording.languages import EN, LANGUAGES, ZH
from loyalty.wording.seals import detail_said
from tests.unit.adapters.test_verifier_page import in_browser, needs_node, outcome, outcome_in_browser
from tests.unit.use_cases.sealing import changed, opened_shop, text_of, verified

Place = tuple[str | int, ...]
CHANGES = 250
INSTEAD: tuple[object, ...] = (
    *(None, True, False, 0, 1, -1, 2, 2**53 - 1, [], {}, [1], {"a": 1}),
    *("", "0", "1", "a" * 64, "A" * 64, "a" * 64 + "\n", "0" * 64, "0" * 128, "1/2", "1e3", "1.5", "١", " 1"),
    *("2026-02-30T00:00:00.000000Z", "2026-11-22T24:00:00.000000Z", "0000-01-01T00:00:00.000000Z"),
    *("2026-11-22T12:00:00Z", "2026-11-22T12:00:00.000001Z", "2026-02-30", "__proto__", "constructor"),
    *("receipt", "usage", "refund", "points_change", "erased", "kept", "none", "true", "false"),
)
"""What is put in place of something: other kinds, other forms, days that there are not."""


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Any]]]:
    """Give three files, the last one of nobody, all in the tree."""
    url = f"sqlite:///{tmp_path_factory.mktemp('two') / 'loyalty.db'}"
    upgrade(url)
    with closing(Units(open_engine(url))) as units:
        shop = opened_shop(units)
        told = [shop.own("1"), shop.own("2"), shop.sell("3", None)]
        shop.close(date(2026, 11, 22))
        yield [shop.file(each) for each in told]


def places(value: object, before: Place = ()) -> Iterator[Place]:
    """Give where something stands in a document, at every depth but the whole."""
    parts: Any = (
        value.items() if isinstance(value, dict) else enumerate(value if isinstance(value, list) else ())
    )
    for name, part in parts:
        yield (*before, name)
        yield from places(part, (*before, name))


def spoilt(file: dict[str, Any], place: Place, chance: Random) -> dict[str, Any]:
    """Give a copy in which something at a place is another value, gone, doubled, nested or misspelt."""
    copy: Any = json.loads(json.dumps(file))
    of = copy
    for name in place[:-1]:
        of = of[name]
    last: Any = place[-1]
    old = of[last]
    way = chance.choice(("set", "set", "set", "letter", "gone", "nest", "more"))
    if way == "gone":
        del of[last]
    elif way == "letter" and isinstance(old, str) and old:
        at = chance.randrange(len(old))
        of[last] = old[:at] + chance.choice("0a \u0430\n") + old[at + 1 :]
    elif way == "more" and isinstance(old, dict):
        old[chance.choice(("extra", "__proto__", "course", "form"))] = chance.choice(INSTEAD)
    elif way == "more" and isinstance(old, list):
        old.insert(chance.randrange(len(old) + 1), chance.choice(INSTEAD))
    elif way in {"nest", "more"}:
        of[last] = [old]
    else:
        of[last] = old + chance.choice((1, -1)) if type(old) is int else chance.choice(INSTEAD)
    return dict(copy)


def words(found: Verified) -> dict[str, object]:
    """Give why a file is misshapen, and what of its sums is wrong in English and in Chinese."""
    return {
        "shape": [dict(check.facts) for check in found.checks if check.name is Name.SHAPE],
        "sums": [
            [detail_said(each, language) for language in (EN, ZH)]
            for check in found.checks
            for each in check.details
            if check.name is Name.SUMS
        ],
    }


def words_in_browser(found: dict[str, Any]) -> dict[str, object]:
    """Give the same of what the script came to."""
    checks = {check["name"]: check for check in found["checks"]}
    return {
        "shape": [checks["shape"]["facts"]],
        "sums": checks["sums"]["details"] if "sums" in checks else [],
    }


@needs_node
@pytest.mark.parametrize("seed", [1, 2])
def test_both_come_to_the_same_of_any_file(files: list[dict[str, Any]], seed: int) -> None:
    """Places near the top and deep ones, sealed files and documents that never were sealed."""
    chance, asked = Random(seed), []
    every = [list(places(file)) for file in files]
    near = [[each for each in found if len(each) <= 3 and each[0] != "rules"] for found in every]
    for n in range(CHANGES):
        which = chance.randrange(len(files))
        file = spoilt(files[which], chance.choice((near if n % 2 else every)[which]), chance)
        if n % 5 == 0 and isinstance(file.get("document"), dict):
            file = {name: part for name, part in file["document"].items() if name != "integrity"}
        asked.append(file)

    found = in_browser(*((text_of(file), None, None) for file in asked))

    for file, each in zip(asked, found, strict=True):
        by_command = verified(file)
        assert outcome(by_command) == outcome_in_browser(each), each["checks"]
        assert words(by_command) == words_in_browser(each)
    assert len({str(outcome_in_browser(each)) for each in found}) > 5


@pytest.mark.parametrize(
    "place",
    [
        ("document", "integrity", "key_id"),
        ("document", "integrity", "subject_commitment"),
        ("document", "integrity", "log_index"),
        ("inclusion", "day", "key_id"),
        ("inclusion", "day", "root_before"),
    ],
)
def test_a_list_where_a_name_must_be_is_a_shape(files: list[dict[str, Any]], place: Place) -> None:
    """The command says that the file is not as such files are written; it does not break off."""
    copy: Any = json.loads(json.dumps(files[1]))
    of = copy
    for name in place[:-1]:
        of = of[name]
    of[place[-1]] = [of[place[-1]]]

    assert {"shape": ("fails", "misshapen")} == outcome(verified(copy))


FORMS: dict[str, tuple[Callable[[str], bytes], str]] = {
    "as it is": (lambda text: text.encode(), "valid"),
    "a mark of the byte order": (lambda text: b"\xef\xbb\xbf" + text.encode(), "valid"),
    "lines of another system": (
        lambda text: json.dumps(json.loads(text), indent=1).replace("\n", "\r\n").encode(),
        "valid",
    ),
    "cut off": (lambda text: text.encode()[:-200], "invalid"),
    "not UTF-8": (lambda text: text.encode().replace(b"Corner", b"C\xf6rner", 1), "invalid"),
    "UTF-16": (lambda text: text.encode("utf-16"), "invalid"),
    "a letter that looks alike": (lambda text: text.replace("coffee", "c\u043effee", 1).encode(), "invalid"),
    "a number beyond doubles": (lambda text: text.replace('"due":', '"due":1e3,"x":', 1).encode(), "invalid"),
    "a digit too many": (
        lambda text: text.replace('"due":', '"due":90071992547409921,"x":', 1).encode(),
        "invalid",
    ),
    "a name twice": (lambda text: text.replace('"due":', '"due":1,"due":', 1).encode(), "invalid"),
    "nothing": (lambda text: text[:0].encode(), "invalid"),
}
"""A file as other tools leave it, and what it is then."""


@needs_node
def test_both_read_the_bytes_of_a_file_alike(files: list[dict[str, Any]], tmp_path: Path) -> None:
    """What says nothing changes nothing; whatever changes a sign makes it invalid, and ends no program."""
    text, told = text_of(files[1]), {}
    for name, (form, _) in FORMS.items():
        path = tmp_path / "receipt.json"
        path.write_bytes(form(text))
        ran = CliRunner().invoke(main, ["verify", str(path), "--json"])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), name
        told[name] = json.loads(ran.stdout)["verdict"]
    found = in_browser(*((form(text), None, None) for form, _ in FORMS.values()))

    expected = {name: verdict for name, (_, verdict) in FORMS.items()}
    assert expected == told
    assert expected == {name: each["verdict"] for name, each in zip(FORMS, found, strict=True)}


@needs_node
def test_a_long_text_is_read_and_a_file_without_end_is_not(files: list[dict[str, Any]]) -> None:
    """A rule file of many megabytes is one text of a file; beyond 50 million signs both say what is wrong."""
    table = changed(files[1], lambda copy: copy["rules"].update({"long.csv": "a,1\n" * 4_000_000}))
    endless = " " * 50_000_001

    by_page = in_browser((text_of(table), None, None), (endless, None, None))

    assert ("fails", "other-rules") == _recomputation(by_page[0])
    assert outcome(verified(table)) == outcome_in_browser(by_page[0])
    assert {"where": "/", "why": "too-long", "most": "50000000"} == by_page[1]["checks"][0]["facts"]
    assert words(verified(endless)) == words_in_browser(by_page[1]) | {"sums": []}


def _recomputation(found: dict[str, Any]) -> tuple[str, str]:
    (check,) = (each for each in found["checks"] if each["name"] == "recomputation")
    return check["state"], check["code"]


def test_every_sentence_of_the_script_is_in_both_languages() -> None:
    """The script has no words of its own: its sentences are those of the command, with their Chinese."""
    script = verifier_script()
    sentences = set(re.findall(r'\b(?:sentence|say|Problem)\(\s*"([^"]+)"', script))
    codes = set(re.findall(r'misshapen\("([^"]+)"', script))

    assert len(sentences) > 50
    assert set() == sentences - SENTENCES["zh-CN"].keys()
    assert len(codes) > 15
    assert set() == {f"seal.why.{code}" for code in codes} - PATTERNS.keys()


SAID: tuple[tuple[str, object, str], ...] = (
    ("promise", {"quoted": 1, "now": 1, "charged": 2}, "QUOTE_PRICE_RAISED"),
    ("value", {"benefit_to_date": 5, "net": 5}, "VALUE_STATEMENT_ONE_SIDED"),
    ("baseline", None, "PUBLIC_PRICE_HIDDEN"),
    ("total", {}, "LINES_DO_NOT_ADD"),
)
"""Members of a document, what is put there instead, and the code that this breaks."""


@needs_node
@pytest.mark.parametrize(("name", "instead", "code"), SAID, ids=[code for *_, code in SAID])
def test_what_is_told_beside_the_sums_is_held_to_its_code(
    files: list[dict[str, Any]], name: str, instead: object, code: str
) -> None:
    """The command and the page name the code of the catalogue that a document breaks."""

    def change(copy: dict[str, Any]) -> None:
        document = copy["document"]
        document[name] = document["total"] | {"due": 1} if name == "total" else instead
        document["lines"][0]["personal_reads"] = ["member.tier"]

    spoilt = changed(files[0], change)
    (by_page,) = in_browser((text_of(spoilt), None, None))
    told = [check.details for check in verified(spoilt).checks if check.name == "sums"]
    shown = [check["details"] for check in by_page["checks"] if check["name"] == "sums"]

    assert any(code in str(detail) for detail in told[0])
    assert [[detail_said(each, language) for language in LANGUAGES] for each in told[0]] == shown[0]

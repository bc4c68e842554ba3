"""The page that verifies: one file that asks nobody, whose script comes to what `loyalty verify` does."""

import json
import re
import shutil
import subprocess
from base64 import b64encode
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from random import Random
from typing import Any

import pytest

from loyalty.adapters.verifier.page import verifier_page, verifier_script
from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from loyalty.decision.situate import Participant
from loyalty.decision.telling.left import left_of
from loyalty.seals.sealed import Sealed
from loyalty.seals.verification import Verified
from loyalty.unit_of_work import Units
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.once import Once
from loyalty.use_cases.points.show_points_change import show_points_change
from loyalty.wording.languages import LANGUAGES
from tests.properties.telling import Case
from tests.unit.use_cases.sealing import Shop, changed, opened_shop, text_of, verified

NODE = shutil.which("node")
needs_node = pytest.mark.skipif(NODE is None, reason="Node.js is not on the path")
RUNNER = """
const { readFileSync } = require("node:fs");
const vm = require("node:vm");
const asked = JSON.parse(readFileSync(0, "utf8"));
const world = { TextEncoder, TextDecoder, crypto: asked.hand ? undefined : globalThis.crypto };
const [verified, told] = vm.runInContext(asked.script + "\\n;[verified, told]", vm.createContext(world));
(async () => {
  const found = [];
  const bytes = (text) => (text === null || text === undefined ? null : Buffer.from(text, "base64"));
  for (const [file, keys, root, erased] of asked.files) {
    const each = await verified(bytes(file), bytes(keys), root, bytes(erased));
    for (const check of each.checks) {
      check.details = check.details.map((said) => asked.languages.map((language) => told(said, language)));
    }
    found.push(each);
  }
  console.log(JSON.stringify(found));
})();
"""
Asked = tuple[str | bytes, str | None, str | None] | tuple[str, str | None, str | None, str]


@pytest.fixture(scope="module")
def shop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """Give a shop with sales on a closed day."""
    url = f"sqlite:///{tmp_path_factory.mktemp('page') / 'loyalty.db'}"
    upgrade(url)
    with closing(Units(open_engine(url))) as units:
        yield opened_shop(units)


@pytest.fixture(scope="module")
def files(shop: Shop) -> list[dict[str, Any]]:
    """Give three files, the last one of nobody, all in the tree."""
    told = [shop.own("1"), shop.own("2"), shop.sell("3", None)]
    shop.close(date(2026, 11, 22))
    return [shop.file(each) for each in told]


def in_browser(*files: Asked, hand: bool = False) -> list[dict[str, Any]]:
    """Give what the page's script comes to; by ``hand`` without the browser's own signatures."""
    files_sent = [_sent(*each) for each in files]
    languages = list(LANGUAGES)
    asked = json.dumps(
        {"script": verifier_script(), "files": files_sent, "hand": hand, "languages": languages}
    )
    assert NODE is not None
    ran = subprocess.run([NODE, "-e", RUNNER], input=asked, capture_output=True, text=True, check=True)  # noqa: S603 - our own script
    found: list[dict[str, Any]] = json.loads(ran.stdout)
    return found


def _sent(
    file: str | bytes, keys: str | None, root: str | None, erased: str | None = None
) -> tuple[str | None, ...]:
    """Give files as the runner reads them, root as it is typed."""
    bare, known, gone = (
        None if each is None else b64encode(each if isinstance(each, bytes) else each.encode()).decode()
        for each in (file, keys, erased)
    )
    return bare, known, root, gone


def outcome(found: Verified) -> dict[str, tuple[str, str]]:
    """Give state and code of every check but the one a browser cannot do; where, it cannot say."""
    return {
        str(check.name): (str(check.state), check.code.removesuffix("-at"))
        for check in found.checks
        if check.name != "recomputation"
    }


def outcome_in_browser(found: dict[str, Any]) -> dict[str, tuple[str, str]]:
    """Give the same of what the script came to."""
    return {
        check["name"]: (check["state"], check["code"])
        for check in found["checks"]
        if check["name"] != "recomputation"
    }


CHANGES: tuple[tuple[tuple[str | int, ...], object], ...] = (
    (("document", "lines", 0, "amount"), 1),
    (("document", "total", "due"), 1),
    (("document", "steps", 0, "value"), "7"),
    (("document", "integrity", "signature"), "0" * 128),
    (("document", "integrity", "chain_prev"), "1" * 64),
    (("document", "integrity", "chain_number"), 1),
    (("document", "integrity", "log_index"), 0),
    (("document", "integrity", "key_id"), "0" * 16),
    (("document", "integrity", "sealed_at"), "2020-01-01T00:00:00.000000Z"),
    (("document", "programme", "name"), "tea"),
    (("inclusion", "path", 0), "2" * 64),
    (("inclusion", "day", "root"), "3" * 64),
    (("inclusion", "day", "size"), 2),
    (("inclusion",), None),
    (("previous",), None),
    (("keys", 0, "valid_from"), "2026-11-30T00:00:00.000000Z"),
    (("keys",), []),
    (("keys",), None),
    (("snapshot", "chance"), "5"),
    (("snapshot",), None),
    (("document", "lines", 0, "purpose"), json.loads("[" * 250 + "]" * 250)),
    (("snapshot",), {"state": "none"}),
    (("snapshot",), {"state": "erased", "erased_at": "2026-11-30T00:00:00.000000Z"}),
    (("rules",), None),
    (("rules",), {}),
    (("rules", "basket.yaml"), 7),
    (("snapshot",), {"state": "erased", "erased_at": "yesterday"}),
    (("document", "kind"), None),
    (("document", "version"), "2"),
    (("document", "programme"), {}),
    (("keys", 0, "signed_by"), None),
    (("form",), "other"),
    (("document", "baseline"), None),
    (("document", "promise"), {"quoted": 1, "now": 1, "charged": 2}),
    (("document", "value"), {"benefit_to_date": 5, "net": 5}),
    (("document", "value"), {"membership_fee_to_date": 6, "benefit_to_date": 5, "net": 1}),
)
"""Places of a file, each with what is put there instead."""


def spoilt(files: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Give files in each of which one thing was changed."""
    first, second, _ = files

    def swap(copy: dict[str, Any]) -> None:
        copy["document"]["lines"].reverse()

    yield changed(second, swap)

    def erase(copy: dict[str, Any]) -> None:
        document = copy["document"]
        copy["document"] = {
            "id": document["id"],
            "programme": {"name": document["programme"]["name"]},
            "integrity": document["integrity"],
        }
        copy["snapshot"] = {"state": "erased", "erased_at": "2026-11-30T00:00:00.000000Z"}
        copy["rules"] = None

    yield changed(second, erase)
    previous = first["document"]["integrity"] | {"sha256": "4" * 64, "log_index": None, "merkle_root": None}
    for path, value in (*CHANGES, (("previous",), previous)):

        def put(copy: Any, path: tuple[Any, ...] = path, value: object = value) -> None:  # noqa: ANN401  JSON
            for part in path[:-1]:
                copy = copy[part]
            copy[path[-1]] = value

        yield changed(second, put)


@needs_node
@pytest.mark.parametrize("hand", [False, True])
def test_the_page_comes_to_what_the_command_does(files: list[dict[str, Any]], *, hand: bool) -> None:
    """For good files and spoilt ones, check by check, with and without a browser's own signatures."""
    asked = [*files, *(file["document"] for file in files), *spoilt(files)]

    found = in_browser(*((text_of(file), None, None) for file in asked), hand=hand)

    assert ["valid"] * 3 == [each["verdict"] for each in found[:3]]
    assert [outcome(verified(file)) for file in asked] == [outcome_in_browser(each) for each in found]


@needs_node
def test_rule_files_that_were_changed_are_found_in_the_page(files: list[dict[str, Any]]) -> None:
    """One letter of one rule file, and a file that is missing: neither is what the document names."""
    [name, *_] = files[0]["rules"]
    asked = (
        changed(files[0], lambda copy: copy["rules"].update({name: copy["rules"][name] + " "})),
        changed(files[0], lambda copy: copy["rules"].pop(name)),
        changed(
            files[0], lambda copy: copy.update(rules={**copy["rules"], name: "#"}, snapshot={"state": "none"})
        ),
    )

    for found in in_browser(*((text_of(file), None, None) for file in asked)):
        assert ("invalid", "other-rules") == (found["verdict"], found["checks"][-1]["code"])
    for file in asked:
        assert ("invalid", "other-rules") == (verified(file).verdict, verified(file).checks[-1].code)


@needs_node
def test_what_is_trusted_counts_in_the_page_too(shop: Shop, files: list[dict[str, Any]]) -> None:
    """Other keys and another root are refused, the right ones are named as trusted."""
    text, day = text_of(files[0]), files[0]["inclusion"]["day"]
    own = json.dumps({"form": "loyalty-seal-keys-1", "keys": files[0]["keys"]})
    found = in_browser((text, own, day["root"]), (text, own, "0" * 64), (text, '{"keys": []}', None))

    assert ["valid", "invalid", "invalid"] == [each["verdict"] for each in found]
    assert ("holds", "signed") == outcome_in_browser(found[0])["signature"]
    assert ("fails", "other-root") == outcome_in_browser(found[1])["inclusion"]


def test_no_name_of_the_page_is_declared_twice() -> None:
    """A browser runs nothing of a script in which a name is declared a second time."""
    script = re.search(r"<script>(.*)</script>", verifier_page(), re.DOTALL)
    assert script is not None
    names = re.findall(r"^(?:const|let|(?:async )?function\*?|class) (\w+)", script[1], re.MULTILINE)

    assert len(names) > 50
    assert [] == [name for name, count in Counter(names).items() if count > 1]


@needs_node
def test_every_changed_byte_is_found_in_the_page(files: list[dict[str, Any]]) -> None:
    """Random bytes of a document with its seal, each changed alone, make it invalid or not sealed."""
    chance = Random(20261126)
    text = text_of(files[1]["document"]).encode()
    keys = json.dumps(files[1]["keys"])
    asked = []
    for _ in range(60):
        copy = bytearray(text)
        copy[chance.randrange(len(copy))] ^= 1 << chance.randrange(7)
        asked.append((bytes(copy).decode(errors="replace"), keys, None))

    assert {"invalid"} == {each["verdict"] for each in in_browser(*asked)}


@needs_node
@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        '{"version":1,"kind":"receipt"}',
        "{",
        '{"a":1,"a":2}',
        '{"a":1.0}',
        '{"a":1e2}',
        '{"a":9007199254740992}',
        "[" * 300,
        "{}x",
        '{"a":"\\ud800"}',
    ],
)
def test_what_is_no_document_is_told_by_its_shape(text: str) -> None:
    """The page never ends in an error of its own."""
    [found] = in_browser((text, None, None))

    assert ("invalid", "shape") == (found["verdict"], found["checks"][0]["name"])


def test_the_page_is_one_file_that_asks_nobody() -> None:
    """No address, no link, no file beside it; its policy names the digests of exactly what is in it."""
    page = verifier_page()
    style, script = (re.search(rf"<{tag}>(.*)</{tag}>", page, re.DOTALL) for tag in ("style", "script"))
    assert style is not None
    assert script is not None

    for text in (style[1], script[1]):
        digest = b64encode(sha256(text.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in page
    assert not re.search(
        r"https?:|//[a-z]|\b(src|href)=|@import|url\(|fetch\(|XMLHttp|innerHTML|eval\(", page
    )
    assert "default-src 'none'" in page
    assert "@" not in re.sub(r"<(style|script)>.*?</\1>", "", page, flags=re.DOTALL)


class _Named(HTMLParser):
    """Which fields a page has, and for which there is a label."""

    def __init__(self) -> None:
        super().__init__()
        self.fields: set[str | None] = set()
        self.labels: set[str | None] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note fields and labels."""
        if tag == "input":
            self.fields.add(dict(attrs).get("id"))
        if tag == "label":
            self.labels.add(dict(attrs).get("for"))


def test_every_field_of_the_page_has_a_label() -> None:
    """Who does not see it hears what each field is for, and is told of the outcome."""
    named = _Named()
    page = verifier_page()
    named.feed(page)

    assert named.fields == named.labels == {"file", "keys", "root", "erased"}
    assert 'role="status"' in page
    assert '<html lang="en">' in page


@needs_node
def test_the_page_holds_a_copy_to_the_list_of_what_was_erased(
    shop: Shop, files: list[dict[str, Any]]
) -> None:
    """As the command does: named, not named, and a list whose signature is not its own."""
    listed = shop.erased()
    leaf = Sealed.read(text_of(files[0])).seal
    assert leaf is not None
    named = replace(listed, erased={leaf.leaf.hex(): date(2026, 11, 23)})
    lists = [
        listed,
        named.by(shop.keys.current()),
        named,
        replace(listed, programme="x").by(shop.keys.current()),
    ]

    found = in_browser(*((text_of(files[0]), None, None, text_of(each.to_json())) for each in lists))

    expected = [outcome(verified(files[0], erased=each)) for each in lists]
    assert expected == [outcome_in_browser(each) for each in found]
    assert ["not-listed", "erased", "unsigned", "other-programme"] == [
        each["erasure"][1] for each in expected
    ]


def test_every_word_of_the_page_is_there() -> None:
    """Each sentence that page and scripts ask for is among the words."""
    folder = Path(verifier_page.__code__.co_filename).parent
    asked = set()
    for file in (*folder.glob("*.js"), *folder.glob("*.html")):
        asked |= set(re.findall(r'"(verifier\.\w+)"', file.read_text(encoding="utf-8")))

    assert asked
    assert all(f'"{key}"' in verifier_script() for key in asked)


@needs_node
def test_every_kind_of_document_adds_up_in_the_page(shop: Shop) -> None:
    """A price with a withheld fact, a change of points, what is left of one: as the command, also spoilt."""
    bought = (("10.00", "2", "tea"),)
    who = Participant(enrolled=True, tier="gold", facts={"member.born": "06-15"}, history={})
    case = Case(("birthday", "member"), bought, who, "home", 0)
    price = case.document(case.decision())
    shop.own("of-points")
    shop.clock.at += timedelta(days=60)
    hold_points(shop.services, HoldPoints(shop.member, 10, 3600, "till"), Once("till", "hold", "x"))
    with shop.services.units.read() as unit:
        [held] = unit.ledger.entries(shop.member, "points", limit=1)
    change = shop.file(show_points_change(shop.services, shop.member, held.seq)["id"])["document"]
    left = left_of(price, price["issued_at"])
    spoilt_ones = [
        {**price, "total": {**price["total"], "due": 1}},
        {**change, "change": {**change["change"], "available": 7}},
        {**left, "total": {**left["total"], "tax_inside": 7}},
        {**price, "points": {**price["points"], "worth": {**price["points"]["worth"], "earned": "999"}}},
    ]
    asked = [price, change, left, *spoilt_ones]

    found = in_browser(*((text_of(file), None, None) for file in asked))

    assert price["withheld"] == ["member.born"]
    assert [outcome(verified(file)) for file in asked] == [outcome_in_browser(each) for each in found]
    states = [outcome_in_browser(each)["sums"][0] for each in found]
    assert ["holds"] * 3 + ["fails"] * 4 == states

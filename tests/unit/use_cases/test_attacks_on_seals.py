"""Whatever is changed in a sealed document is found, and the check that finds it is named."""

import json
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from loyalty.adapters.seal_keys import PrivateKey
from loyalty.database.engine import open_engine
from loyalty.database.upgrade import upgrade
from loyalty.seals.canonical import canonical
from loyalty.seals.keys import SealKey, key_id_of
from loyalty.seals.seal import Place, Seal, Told
from loyalty.unit_of_work import Units
from tests.unit.use_cases.sealing import NOON, Change, Shop, changed, check_of, opened_shop, text_of, verified

SUNDAY, MONDAY = date(2026, 11, 22), date(2026, 11, 23)


@dataclass
class Sold:
    """A shop with two closed days, and what it told, by order."""

    shop: Shop
    told: dict[str, str]


@pytest.fixture(scope="module")
def sold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sold]:
    """Give a shop that sold thrice on one day and once on the next."""
    url = f"sqlite:///{tmp_path_factory.mktemp('seals') / 'loyalty.db'}"
    upgrade(url)
    with closing(Units(open_engine(url))) as units:
        shop = opened_shop(units)
        told = {name: shop.own(name) for name in ("sunday-0", "sunday-1", "sunday-2")}
        shop.close(SUNDAY)
        shop.clock.at += timedelta(hours=1)
        told["monday"] = shop.own("monday")
        shop.close(MONDAY)
        yield Sold(shop, told)


@pytest.fixture(scope="module")
def files(sold: Sold) -> dict[str, dict[str, Any]]:
    """Give the files of everything sold, by order."""
    return {name: sold.shop.file(explanation) for name, explanation in sold.told.items()}


@pytest.fixture(scope="module")
def file(files: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Give one file in which everything can be checked."""
    assert {"holds"} == {str(check.state) for check in verified(files["sunday-1"]).checks}
    return files["sunday-1"]


def _document(file: dict[str, Any]) -> dict[str, Any]:
    document: dict[str, Any] = file["document"]
    return document


def _lower(file: dict[str, Any]) -> None:
    _document(file)["lines"][0]["amount"] -= 1


def _without_line(file: dict[str, Any]) -> None:
    del _document(file)["lines"][1]


def _swapped(file: dict[str, Any]) -> None:
    lines = _document(file)["lines"]
    lines[0], lines[1] = lines[1], lines[0]


def _renamed(file: dict[str, Any]) -> None:
    _document(file)["lines"][0]["label"]["zh-CN"] = "别的"


@pytest.mark.parametrize(
    ("change", "where"),
    [
        (_lower, "/lines/0/amount"),
        (_without_line, "/lines/1/amount"),
        (_swapped, "/lines/0/amount"),
        (_renamed, "/lines/0/label/zh-CN"),
    ],
)
def test_a_changed_line_is_named(file: dict[str, Any], change: Change, where: str) -> None:
    """One amount, one line less, another order, another word: the digest fails, and the place is told."""
    found = verified(changed(file, change))

    assert "invalid" == found.verdict
    for name in ("digest", "recomputation"):
        check = check_of(found, name)
        assert "fails" == check.state
        assert where in {getattr(detail, "where", None) for detail in check.details}


def test_a_changed_document_sealed_anew_is_by_an_unknown_key(file: dict[str, Any]) -> None:
    """Who forges document and seal together needs the key; another one is not among those published."""
    thief = PrivateKey.fresh()

    def forge(copy: dict[str, Any]) -> None:
        _lower(copy)
        document = {name: value for name, value in _document(copy).items() if name != "integrity"}
        old = Seal.from_json(_document(copy)["integrity"])
        place = Place(old.number, old.before, old.commitment)
        seal = Seal.made(
            Told(sha256(canonical(document)).hexdigest(), old.snapshot), place, old.sealed_at, thief
        )
        _document(copy)["integrity"] = seal.to_json(1, bytes(32))

    forged = changed(file, forge)

    check = check_of(verified(forged), "signature")
    assert ("fails", "unknown-key") == (str(check.state), check.code)
    assert key_id_of(thief.public) == check.facts["key_id"]
    own = SealKey.begun(thief, NOON - timedelta(days=1))
    published = verified(forged, keys={own.key_id: own})
    assert {"sums", "recomputation", "inclusion", "chain"} == {
        str(check.name) for check in published.checks if check.state == "fails"
    }


def test_a_seal_outside_its_keys_time_fails(sold: Sold, file: dict[str, Any]) -> None:
    """A key that began later, or had ended, made no seal of that day."""
    key = sold.shop.keys.current()
    late = SealKey.begun(key, NOON + timedelta(seconds=1))
    ended = SealKey.begun(key, NOON - timedelta(days=2)).ended(key, NOON)

    for wrong in (late, ended):
        check = check_of(verified(file, keys={wrong.key_id: wrong}), "signature")
        assert ("fails", "key-not-valid") == (str(check.state), check.code)


def test_a_signature_of_another_document_fails(files: dict[str, dict[str, Any]]) -> None:
    """A true seal of another receipt is no seal of this one: digest, commitment and place are others."""

    def take(copy: dict[str, Any]) -> None:
        _document(copy)["integrity"] = files["sunday-2"]["document"]["integrity"]

    found = verified(changed(files["sunday-1"], take))

    failed = {str(check.name) for check in found.checks if check.state == "fails"}
    assert {"digest", "chain", "inclusion", "recomputation"} == failed


def test_a_chain_with_a_document_left_out_is_broken(files: dict[str, dict[str, Any]]) -> None:
    """The seal before must be the one that this seal holds."""

    def skip(copy: dict[str, Any]) -> None:
        copy["previous"] = files["sunday-1"]["previous"]

    check = check_of(verified(changed(files["sunday-2"], skip)), "chain")

    assert ("fails", "broken") == (str(check.state), check.code)


def test_an_old_root_is_not_taken_for_a_later_one(files: dict[str, dict[str, Any]]) -> None:
    """Sunday's root does not hold Monday's receipt, nor does Monday's stand in for Sunday's."""

    def replay(copy: dict[str, Any]) -> None:
        copy["inclusion"]["day"] = files["sunday-1"]["inclusion"]["day"]

    check = check_of(verified(changed(files["monday"], replay)), "inclusion")
    assert ("fails", "other-place") == (str(check.state), check.code)

    def replay_everywhere(copy: dict[str, Any]) -> None:
        replay(copy)
        _document(copy)["integrity"]["merkle_root"] = copy["inclusion"]["day"]["root"]

    check = check_of(verified(changed(files["monday"], replay_everywhere)), "inclusion")
    assert ("fails", "outside") == (str(check.state), check.code)
    trusted = files["monday"]["inclusion"]["day"]["root"]
    check = check_of(verified(files["sunday-1"], root=trusted), "inclusion")
    assert ("fails", "other-root") == (str(check.state), check.code)


def test_other_rules_and_another_snapshot_are_named(file: dict[str, Any]) -> None:
    """A rule changed after the fact, or inputs changed after the fact, do not decide the receipt."""

    def rules(copy: dict[str, Any]) -> None:
        name = min(copy["rules"])
        copy["rules"][name] += "\n# later\n"

    def snapshot(copy: dict[str, Any]) -> None:
        copy["snapshot"]["recipe"]["part"] = "other"

    for change, code in ((rules, "other-rules"), (snapshot, "other-snapshot")):
        check = check_of(verified(changed(file, change)), "recomputation")
        assert ("fails", code) == (str(check.state), check.code)


@settings(max_examples=60)
@given(place=st.floats(0, 1, exclude_max=True), byte=st.integers(0, 255))
def test_every_changed_byte_is_found(file: dict[str, Any], place: float, byte: int) -> None:
    """Whatever byte of a file becomes another one, the file is no longer valid."""
    text = bytearray(text_of(file).encode())
    at = int(place * len(text))
    if text[at] == byte:
        byte ^= 1
    text[at] = byte

    found = verified(bytes(text).decode(errors="surrogateescape"))

    assert "invalid" == found.verdict
    assert any(check.state == "fails" for check in found.checks)


def test_every_bit_of_a_seal_counts() -> None:
    """Each bit of each byte of a seal, changed alone, makes digest, signature, place or shape fail.

    Where the seal's own name is changed, the document is told to be without one.
    """
    document = {"version": 1, "id": "exp_1", "kind": "quote", "programme": {"name": "corner-coffee"}}
    key = PrivateKey.fresh()
    told = Told(sha256(canonical(document)).hexdigest(), "0" * 64)
    integrity = Seal.made(told, Place(), NOON, key).to_json()
    own = SealKey.begun(key, NOON - timedelta(days=1))
    text = canonical(document | {"integrity": integrity})
    asked = {"digest", "signature", "shape", "inclusion"}

    def failed(changed: bytes) -> set[str]:
        found = verified(changed.decode(errors="surrogateescape"), keys={own.key_id: own})
        found_out = {str(check.name) for check in found.checks if check.state == "fails"} & asked
        return found_out | {check.code for check in found.checks if check.code == "not-sealed"}

    assert set() == failed(text)
    assert json.loads(text)["integrity"] == integrity
    for at in range(len(text)):
        for bit in range(8):
            spoilt = bytearray(text)
            spoilt[at] ^= 1 << bit
            assert failed(bytes(spoilt)), (at, bit, bytes(spoilt[at - 5 : at + 5]))


@pytest.mark.parametrize("text", ["", "[]", "1", "{", '{"form":"loyalty-sealed-1"}', "{}", "\ud800", "null"])
def test_what_is_no_document_is_told_in_a_sentence(text: str) -> None:
    """No file ends in a traceback."""
    found = verified(text)

    assert found.verdict in {"invalid", "not-sealed"}
    assert [check for check in found.checks if check.state == "fails"]


def test_files_of_the_product_are_those_that_were_tested(file: dict[str, Any], tmp_path: Path) -> None:
    """Written with blanks and lines, as the command does, a file says the same."""
    (tmp_path / "receipt.json").write_text(json.dumps(file, indent=2, ensure_ascii=False), encoding="utf-8")

    assert "valid" == verified((tmp_path / "receipt.json").read_text(encoding="utf-8")).verdict

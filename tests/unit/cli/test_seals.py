"""Sealed files on the command line: written, verified, spoilt; keys rotated; days listed and compared."""

import json
from pathlib import Path

import pytest

from loyalty.bootstrap import open_services, settings_from
from loyalty.kernel.identity import id_text
from loyalty.orders.order import OrderKey
from tests.unit.cli.conftest import Run

ORDER = "corner-coffee/demo-shop/demo-1005"


@pytest.fixture
def demo(run: Run, tmp_path: Path) -> Path:
    """Tell the demonstration, and give the receipt that it leaves."""
    assert 0 == run("demo", "--db", f"sqlite:///{tmp_path / 'loyalty.db'}").exit_code
    return tmp_path / "loyalty-receipt.json"


def test_the_receipt_of_the_demonstration_verifies(run: Run, demo: Path) -> None:
    """Everything holds, in both languages and as data, with the digest below."""
    said, chinese, data = (run("verify", demo, *words) for words in ((), ("--lang", "zh-CN"), ("--json",)))

    assert (0, 0, 0) == (said.exit_code, chinese.exit_code, data.exit_code)
    told = json.loads(data.stdout)
    assert ("valid", {"holds"}) == (told["verdict"], {check["state"] for check in told["checks"]})
    assert f"VALID\ndigest {told['sha256']}\n" in said.stdout
    assert "重算：通过。" in chinese.stdout
    assert "sum check: ok" in run("explain", demo).stdout
    assert "有效\n" in chinese.stdout


def test_a_changed_byte_is_named_with_code_1(run: Run, demo: Path) -> None:
    """The check that failed stands there, with what was expected and found."""
    text = demo.read_text(encoding="utf-8")
    demo.write_text(text.replace('"amount": 2694', '"amount": 2695', 1), encoding="utf-8")

    result = run("verify", demo)

    assert 1 == result.exit_code
    assert "digest: FAILS" in result.stdout
    assert "/lines/0/amount: expected 2694, found 2695" in result.stdout
    assert result.stdout.splitlines()[-2] == "NOT VALID"
    assert "  第 1 行 写为 2695，但计算结果为 2694。\n" in run("verify", demo, "--lang", "zh-CN").stdout
    assert "第 1 行 写为 2695" in run("explain", demo, "--lang", "zh-CN").stderr


def test_what_is_trusted_is_brought_along(run: Run, demo: Path, coffee: Path, tmp_path: Path) -> None:
    """Published keys, rule files and the root of the day; other ones make the file invalid."""
    keys, root = tmp_path / "keys.json", tmp_path / "root.json"
    keys.write_text(run("seal", "keys", "--json").stdout, encoding="utf-8")
    day = ("seal", "days", "corner-coffee", "--day", "2026-11-22", "--json")
    root.write_text(run(*day).stdout, encoding="utf-8")
    good = run("verify", demo, "--keys", keys, "--rules", coffee, "--root", root)
    assert 0 == good.exit_code
    assert "which you trust" in good.stdout

    (coffee / "earn.yaml").write_text("# other\n" + (coffee / "earn.yaml").read_text(encoding="utf-8"))
    other = run("verify", demo, "--rules", coffee, "--root", "0" * 64)

    assert 1 == other.exit_code
    assert "recomputation: FAILS. The rule files are not those that decided" in other.stdout
    assert "inclusion: FAILS" in other.stdout


@pytest.mark.parametrize(
    "words",
    [
        ("verify", "nowhere.json"),
        ("verify", "receipt.json", "--keys", "receipt.json"),
        ("verify", "receipt.json", "--root", "abc"),
        ("verify", "receipt.json", "--root", "receipt.json"),
        ("seal", "compare", "receipt.json"),
    ],
)
def test_wrong_use_ends_with_code_2(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    """A file that is not there or is no list of keys, and a root that is none."""
    (tmp_path / "receipt.json").write_text("{}", encoding="utf-8")

    assert 2 == run(*words).exit_code


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[1, 2", b"[]", b'{"a": 1.5}', b'{"form": 1}'])
def test_a_file_that_is_no_document_ends_with_a_sentence(run: Run, tmp_path: Path, content: bytes) -> None:
    """It fails by its shape, with code 1."""
    (tmp_path / "receipt.json").write_bytes(content)

    result = run("verify", tmp_path / "receipt.json")

    assert 1 == result.exit_code
    assert "shape: FAILS" in result.stdout
    assert "NOT VALID" in result.stdout


@pytest.mark.parametrize(
    ("option", "expected"),
    [
        ("--keys", "不是 `loyalty seal keys --json` 写出的已公布密钥列表。"),
        ("--erasures", "不是 `loyalty seal erased` 写出的已删除内容列表。"),
        ("--root", "不是 `loyalty seal days --day` 写出的某日的根。"),
    ],
)
def test_what_is_brought_along_and_unfit_is_told_in_chinese(
    run: Run, tmp_path: Path, option: str, expected: str
) -> None:
    """With the file named, and what writes such a file."""
    file = tmp_path / "unfit.json"
    file.write_text("x", encoding="utf-8")

    told = run("verify", file, option, file, "--lang", "zh-CN")

    assert (2, f"{file} {expected}\n") == (told.exit_code, told.stderr)


def test_keys_are_rotated_and_old_receipts_verify(run: Run, demo: Path, tmp_path: Path) -> None:
    """The new key is another one, the old one stays in the list with its end."""
    [old] = json.loads(run("seal", "keys", "--json").stdout)["keys"]
    assert old["key_id"] in run("seal", "publish").stdout
    new = json.loads(run("seal", "rotate", "--json").stdout)
    published = run("seal", "keys", "--json").stdout
    (tmp_path / "keys.json").write_text(published, encoding="utf-8")

    assert [old["key_id"], new["key_id"]] == [key["key_id"] for key in json.loads(published)["keys"]]
    assert 0 == run("verify", demo, "--keys", tmp_path / "keys.json").exit_code
    assert " until " in run("seal", "keys").stdout
    assert 0o600 == (tmp_path / "loyalty.db.seal-key").stat().st_mode & 0o777


def test_a_key_in_the_environment_is_used_and_not_rotated(
    run: Run, demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its text stands for the file; what is no key ends with a sentence."""
    pem = (tmp_path / "loyalty.db.seal-key").read_text(encoding="utf-8")
    monkeypatch.setenv("LOYALTY_SEAL_KEY", pem)
    refused = run("seal", "rotate")
    assert (1, True) == (refused.exit_code, "given in the environment" in refused.stderr)

    monkeypatch.setenv("LOYALTY_SEAL_KEY", "secret words")
    wrong = run("seal", "publish")
    assert (1, True) == (wrong.exit_code, "not a private Ed25519 key" in wrong.stderr)
    assert "secret words" not in wrong.output
    monkeypatch.delenv("LOYALTY_SEAL_KEY")
    (tmp_path / "loyalty.db.seal-key").write_text("spoilt", encoding="utf-8")
    assert "LOYALTY_SEAL_KEY_FILE" in run("seal", "publish").stderr


def test_that_a_tree_only_grew_is_compared_from_files(run: Run, demo: Path, tmp_path: Path) -> None:
    """The proof holds by trusted keys; a changed one does not, and a day without a root is refused."""
    days = [line.split()[0] for line in run("seal", "days", "corner-coffee").stdout.splitlines()]
    (tmp_path / "keys.json").write_text(run("seal", "keys", "--json").stdout, encoding="utf-8")
    grown = run("seal", "growth", "corner-coffee", days[-1], days[0])
    (tmp_path / "growth.json").write_text(grown.stdout, encoding="utf-8")
    asked = ("seal", "compare", tmp_path / "growth.json", "--keys", tmp_path / "keys.json")
    holds = run(*asked)
    assert (0, True) == (holds.exit_code, "nothing was changed" in holds.stdout)

    spoilt = json.loads(grown.stdout)
    spoilt["proof"] = spoilt["proof"][:-1]
    (tmp_path / "growth.json").write_text(json.dumps(spoilt), encoding="utf-8")

    assert 1 == run(*asked).exit_code
    assert 1 == run("seal", "growth", "corner-coffee", "2020-01-01", days[0]).exit_code
    assert 1 == run("seal", "days", "tea").exit_code


def test_after_an_erasure_the_seal_verifies_and_the_rest_is_told(
    run: Run, demo: Path, tmp_path: Path
) -> None:
    """The file is the seal alone then; an older copy, held to the books, is told what was erased there."""
    database = f"sqlite:///{tmp_path / 'loyalty.db'}"
    services = open_services(settings_from())
    with services.units.read() as unit:
        sold = unit.orders.get(OrderKey(*ORDER.split("/")))
    assert sold is not None
    assert sold.member_id is not None
    before = run("verify", demo, "--db", database)
    assert "record: holds. The books hold this seal, and what was known" in before.stdout
    assert 0 == run("member", "erase", id_text("mem", sold.member_id)).exit_code
    (tmp_path / "again.json").write_text(run("explain", ORDER, "--sealed").stdout, encoding="utf-8")

    left, copy = run("verify", tmp_path / "again.json"), run("verify", demo, "--db", database)

    assert (0, 0) == (left.exit_code, copy.exit_code)
    assert "digest: cannot be checked. The document was erased on" in left.stdout
    assert "signature: holds." in left.stdout
    assert "inclusion: holds." in left.stdout
    assert left.stdout.splitlines()[-2].startswith("VALID SEAL of an erased document")
    why, stays = run("explain", ORDER), json.loads(run("explain", ORDER, "--json").stdout)
    assert (0, True) == (why.exit_code, stays["erased"]["sha256"] in why.stdout)
    assert f"The amounts stay without the person, as {stays['amounts']['id']}:" in why.stdout
    assert "已于" in run("explain", ORDER, "--lang", "zh-CN").stdout
    assert "the amounts stay under sum_" in copy.stdout
    booked, ended, none = (run("explain", f"{id_text('mem', sold.member_id)}/{seq}") for seq in (1, 4, 99))
    assert (0, True) == (ended.exit_code, "was erased on" in ended.stdout)
    assert (1, "The member was erased.") == (booked.exit_code, booked.stderr.strip())
    assert (1, "There is no such explanation.") == (none.exit_code, none.stderr.strip())
    services.units.close()
    again = run("demo", "--db", database)
    assert (1, True) == (again.exit_code, "`loyalty demo` makes its database afresh" in again.stderr)

"""A whole review on the command line: found, followed, signed off, taken along, verified, spoilt."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Run


def test_a_review_from_the_search_to_the_bundle(run: Run, tmp_path: Path) -> None:
    """Each step goes on with what the one before printed; a changed digit is named, with code 1."""
    assert 0 == run("demo", "--db", f"sqlite:///{tmp_path / 'loyalty.db'}").exit_code
    asked = ("desk", "search", "corner-coffee", "--number", "demo-1005", "--kind", "receipt")
    (found,) = json.loads(run(*asked, "--json").stdout)["documents"]
    receipt = found["explanation"]
    assert f"{receipt}  2026-11-22 09:00  receipt        €53.01" in run(*asked).stdout

    listed = run("desk", "trace", receipt)
    assert "/lines/1/amount is -135: tier-discount, at tiers.yaml:3:3\n" in listed.stdout
    traced = run("desk", "trace", receipt, "/lines/1/amount", "--lang", "zh-CN")
    assert "  >    8      - {name: gold,   from: 2000.00, earn: 1.5x,  discount: 5%}\n" in traced.stdout
    assert 1 == run("desk", "trace", receipt, "/lines/99/amount").exit_code

    said = run("desk", "sign-off", receipt, "right", "--by", "Rita R", "--note", "as in the tariff")
    assert f"right  {receipt}  Rita R: as in the tariff\n" in said.stdout
    assert said.stdout == run("desk", "sign-offs", "corner-coffee").stdout
    digest = found["digest"]
    same = run("desk", "decisions", "corner-coffee", digest, digest[:12])
    assert "Decided otherwise: 0 of" in same.stdout

    file = tmp_path / "case.zip"
    assert 2 == run("desk", "bundle", "corner-coffee", "--out", file).exit_code
    assert 0 == run("desk", "bundle", "corner-coffee", receipt, "--out", file).exit_code
    verified = run("verify", file)
    assert (0, "VALID") == (verified.exit_code, verified.stdout.splitlines()[-1])
    file.write_bytes(file.read_bytes().replace(b'"due":5301', b'"due":5302'))
    spoilt = run("verify", file)
    assert (1, "NOT VALID") == (spoilt.exit_code, spoilt.stdout.splitlines()[-1])
    assert "/total/due: expected 5301, found 5302" in spoilt.stdout

"""``loyalty rewards`` and ``loyalty programme``: by command what the API tells."""

import json
from pathlib import Path

from tests.unit.cli.conftest import Run

SHOP = "corner-coffee"
REWARDS = "rewards:\n  - {id: mug, name: {en: Mug, zh-CN: 马克杯}, kind: good, cost: 300, stock: 2}\n"


def test_programmes_and_rewards_by_command(run: Run, coffee: Path) -> None:
    """Versions are listed and printed; rewards are told; what is unknown is refused with code 1."""
    (coffee / "rewards.yaml").write_text(REWARDS, encoding="utf-8")
    run("db", "upgrade")
    assert 0 == run("adopt", coffee).exit_code
    member = json.loads(run("member", "enrol", SHOP, "--json").stdout)["member"]

    [version] = json.loads(run("programme", "list", SHOP, "--json").stdout)
    source = json.loads(run("programme", "source", SHOP, "--json").stdout)
    rewards = json.loads(run("rewards", member, "--json").stdout)

    assert version["digest"] == source["digest"]
    assert set(source["files"]) == {
        path.name for path in coffee.iterdir() if path.suffix in {".yaml", ".csv"}
    }
    assert [("mug", 300, 2)] == [(each["reward"], each["points"], each["left"]) for each in rewards]
    assert 1 == run("programme", "list", "tea-house").exit_code
    assert 1 == run("programme", "source", "tea-house").exit_code

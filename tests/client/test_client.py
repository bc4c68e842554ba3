"""A TypeScript client made from the contract is checked by the compiler and buys in a served shop."""

import json
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from werkzeug.serving import make_server

from tests.architecture.sources import ROOT
from tests.unit.api.routes.shop import Shop, open_shop

pytestmark = [pytest.mark.client, pytest.mark.slow]

BUILD = ROOT / "build" / "client"
TOOLS = BUILD / "node_modules" / ".bin"
STRICT = (
    "--strict",
    "--target",
    "es2022",
    "--module",
    "nodenext",
    "--lib",
    "es2022,dom,dom.iterable",
)


@pytest.fixture
def served(sqlite_database: str) -> Iterator[tuple[str, Shop]]:
    """Give a shop and the address at which it is served."""
    shop = open_shop(sqlite_database)
    server = make_server("127.0.0.1", 0, shop.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}", shop
    server.shutdown()
    thread.join()
    server.server_close()


def _run(*words: str | Path) -> str:
    ended = subprocess.run(words, cwd=BUILD, capture_output=True, text=True, check=False)  # noqa: S603 # our own
    assert 0 == ended.returncode, ended.stdout + ended.stderr
    return ended.stdout


def test_a_shop_buys_with_the_client_made_from_the_contract(served: tuple[str, Shop]) -> None:
    """What is quoted is paid, a repeated order is told again, a refusal has its code; the types hold."""
    address, shop = served
    (BUILD / "openapi.json").write_text(json.dumps(shop.ask("GET", "/openapi.json")), encoding="utf-8")
    (BUILD / "shop.ts").write_text((ROOT / "tests" / "client" / "shop.ts").read_text(encoding="utf-8"))
    _run(TOOLS / "openapi-typescript", "openapi.json", "--default-non-nullable", "false", "-o", "contract.ts")
    _run(TOOLS / "tsc", *STRICT, "shop.ts")
    told = json.loads(_run("node", "shop.js", address, shop.headers["Authorization"].split()[1]))

    assert told["quoted"] == told["paid"]
    assert [201, 200, 422] == told["statuses"]
    assert "request-invalid" == told["problem"]


def test_the_compiler_finds_what_the_contract_has_not() -> None:
    """The control: a member that the contract has not is an error, so the check above can fail."""
    shop = (BUILD / "shop.ts").read_text(encoding="utf-8").replace("quantity: 2", "quantitee: 2")
    (BUILD / "wrong.ts").write_text(shop, encoding="utf-8")

    with pytest.raises(AssertionError, match="quantitee"):
        _run(TOOLS / "tsc", *STRICT, "--noEmit", "wrong.ts")

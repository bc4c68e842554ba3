"""Every operation is asked by chance, over HTTP, with good and bad requests, alone and one after another.

Each answer is one that the contract lists, of the form it gives, and never a fault of ours.
"""

import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from secrets import randbelow

import pytest
from werkzeug.serving import make_server

from tests.unit.api.routes.shop import open_shop
from tests.unit.api.routes.tenants import House, open_house

pytestmark = pytest.mark.slow

CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "negative_data_rejection",
    "ignored_auth",
    "use_after_free",
    "ensure_resource_availability",
)
"""Left out: that whatever fits the contract is taken (rules of a programme refuse more), and that a method
is unknown at an address that is also one of an id (`GET /v1/members/find`)."""


@pytest.fixture
def served(sqlite_database: str) -> Iterator[tuple[str, House]]:
    """Give a house that has one of each thing, and the address at which it is served."""
    house = open_house(open_shop(sqlite_database))
    server = make_server("127.0.0.1", 0, house.shop.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}", house
    server.shutdown()
    thread.join()
    server.server_close()


def test_every_operation_answers_as_the_contract_says(served: tuple[str, House], tmp_path: Path) -> None:
    """With ids of what is there in addresses and queries, and everything else by chance."""
    address, house = served
    named = "".join(
        f'"{place}.{name}" = "{value}"\n' for name, value in house.has.items() for place in ("path",)
    )
    (tmp_path / "schemathesis.toml").write_text(f"[parameters]\n{named}", encoding="utf-8")
    seed = randbelow(10**9)
    words = [sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json", "--no-color"]
    words += [
        "--header",
        f"Authorization: {house.shop.headers['Authorization']}",
        "--checks",
        ",".join(CHECKS),
    ]
    words += ["--max-examples", "3", "--continue-on-failure", "--no-shrink", "--warnings", "off"]
    words += ["--generation-database", "none", "--seed", str(seed)]
    ended = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=600)  # noqa: S603 # our own

    assert 0 == ended.returncode, ended.stdout + ended.stderr
    assert "Tested: 1" in ended.stdout

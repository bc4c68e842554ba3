"""One shop and one browser for all tests of pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.chromium import Browser, chromium
from tests.browser.site import Site, open_site


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder for the shop and the browser."""
    return tmp_path_factory.mktemp("browser")


@pytest.fixture(scope="session")
def site(folder: Path) -> Iterator[Site]:
    """Give the shop, which is served."""
    with open_site(folder) as opened:
        yield opened


@pytest.fixture(scope="session")
def browser(site: Site, folder: Path) -> Iterator[Browser]:
    """Give the browser."""
    with chromium(site.address, folder) as opened:
        yield opened

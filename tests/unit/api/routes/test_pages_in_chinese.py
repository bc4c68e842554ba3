"""Who reads the pages in Chinese reads Chinese: no English sentence, no half-width sign among the words."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from loyalty.access.key import Role
from tests.browser.listed import PAGES, Reader
from tests.browser.site import REASON, Site, open_site, stop_link
from tests.unit.api.routes.test_entrance import member_at_home, signed_in

AS_WRITTEN = frozenset({"code", "pre", "script", "style"})
"""Elements that show code, commands or lines of rule files as they are."""
SPOKEN = ("aria-label", "title", "placeholder", "alt")
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "wbr"})
NAMES = re.compile(r"Corner Coffee GmbH|loyalty (?:explain|verify)(?: \w+)?|python -m loyalty\.sumcheck FILE")
ENGLISH = re.compile(r"[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}[ ,]+[A-Za-z]{2,}|[A-Za-z]{2,}, [A-Za-z]|order zone")
HALF_WIDTH = re.compile(
    r"[\u4e00-\u9fff”）][,;:!?](?:\s|$|[\u4e00-\u9fff])|^[,;:] |[。，；：！？）] (?=[\u4e00-\u9fff])"
)
WRONG_DAY = re.compile(
    r"\b\d{1,2}/\d{1,2}/\d{4}\b|\b\d{1,2} (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
)
PER_KIND = 2
"""Pages of one kind that are looked at: those of other ids and numbers are made by the same words."""


class Texts(HTMLParser):
    """The visible texts of a page in Chinese, and where its links lead."""

    def __init__(self, page: str) -> None:
        """Read a page."""
        super().__init__()
        self.said: list[str] = []
        self.links: list[str] = []
        self._open: list[tuple[str, str | None]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep what a reader hears of an element."""
        known = dict(attrs)
        self.said += [told for name in SPOKEN if (told := known.get(name))]
        if tag == "a" and (link := known.get("href")):
            self.links.append(link)
        if tag not in VOID:
            self._open.append((tag, known.get("lang")))

    def handle_endtag(self, tag: str) -> None:
        """Close an element, and what was left open in it."""
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        """Keep a text that is not code, nor in another language by its own mark."""
        languages = [language for _, language in self._open if language]
        code = any(tag in AS_WRITTEN for tag, _ in self._open)
        if not code and languages[-1:] == ["zh-CN"] and (told := " ".join(data.split())):
            self.said.append(told)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Give a shop with a member who has a past, and its staff."""
    with open_site(tmp_path_factory.mktemp("chinese")) as opened:
        yield opened


def test_no_page_leaves_english_in_chinese(site: Site) -> None:
    """Every page and what it links to, as each reader: texts, labels of buttons, pages that say no."""
    wrong = {
        (path, text)
        for reader, browser in _readers(site).items()
        for path, texts in _crawled(browser, _begins(site, reader))
        for text in texts
        if any(sign.search(NAMES.sub("", text)) for sign in (ENGLISH, HALF_WIDTH, WRONG_DAY))
    }

    assert set() == wrong


def _readers(site: Site) -> dict[Reader, FlaskClient]:
    staff = {Reader.AGENT: Role.AGENT, Reader.AUDITOR: Role.AUDITOR}
    return {
        Reader.NOBODY: site.shop.app.test_client(),
        Reader.MEMBER: member_at_home(site.shop, site.ada),
        **{reader: signed_in(site.shop, site.keys[role], REASON) for reader, role in staff.items()},
    }


def _begins(site: Site, reader: Reader) -> list[str]:
    old, new = site.versions
    parts = {"receipt": site.receipt, "open": site.open, "bill": site.bill, "old": old, "new": new}
    if reader is Reader.NOBODY:
        parts |= {"link": site.link(site.ada), "stop": stop_link(site.shop, site.ada)}
    listed = [page.path.format(**parts) for page in PAGES if page.reader is reader and page.switched]
    refused = ["/pages/explanations/x", "/pages/desk/documents/x", "/pages/me/points/points/99", "/pages/x"]
    return [*listed, *refused, "/pages/explanations?number=", f"/pages/desk/versions?old=x&new={new}"]


def _crawled(browser: FlaskClient, begins: list[str]) -> Iterator[tuple[str, list[str]]]:
    seen: dict[str, set[str]] = {}
    waiting = list(begins)
    while waiting:
        path = re.sub(r"^https?://[^/]+|[?&]lang=[^&]*|#.*", "", waiting.pop(0))
        kind = re.sub(r"[a-z]+_\w+|\d+|[0-9a-f]{12,}", "", path)
        alike = seen.setdefault(kind, set())
        if path in alike or len(alike) >= PER_KIND or not re.match(r"/(?:pages|$)", path):
            continue
        alike.add(path)
        answer = browser.get(f"{path}{'&' if '?' in path else '?'}lang=zh-CN")
        if answer.content_type.startswith("text/html"):
            texts = Texts(answer.text)
            yield path, texts.said
            waiting += [link for link in texts.links if link.startswith("/")]

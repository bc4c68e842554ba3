"""The page of an explanation is one sound, accessible document, whatever its data."""

import re
from collections.abc import Callable
from html.parser import HTMLParser

import pytest

from loyalty.decision.telling.views import View
from loyalty.wording.catalogue import UnknownLanguageError
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.page import STYLES, as_page
from tests.architecture.sources import WEB
from tests.unit.wording.samples import Document, basket, refund, usage

VOID = {"meta", "link"}
samples = pytest.mark.parametrize("sample", [basket, usage, refund])
languages = pytest.mark.parametrize("language", LANGUAGES)


class _Outline(HTMLParser):
    """Reads a page: its elements with attributes, which must close in the order they opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert tag == self.open.pop()

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.seen if name == tag]


def _outline(page: str) -> _Outline:
    outline = _Outline()
    outline.feed(page)
    outline.close()
    assert [] == outline.open
    return outline


@samples
@languages
def test_page_is_accessible(sample: Callable[[], Document], language: str) -> None:
    """The page names its language, has one main heading, and every table has a caption and scoped heads."""
    outline = _outline(as_page(sample(), language))

    assert [{"lang": language}] == outline.named("html")
    assert 1 == len(outline.named("h1")) == len(outline.named("title")) == len(outline.named("main"))
    assert len(outline.named("table")) == len(outline.named("caption")) > 0
    assert {"row", "col"} == {head.get("scope") for head in outline.named("th")}


@samples
@languages
def test_no_heading_is_read_twice(sample: Callable[[], Document], language: str) -> None:
    """A table that is all of a section has its heading as its caption, not both above each other."""
    page = as_page(sample(), language)
    headings = re.findall(r"<h2>([^<]+)</h2>", page)

    assert len(headings) > 3
    assert [1] * len(headings) == [page.count(f">{heading}<") for heading in headings]
    assert f"<caption><h2>{headings[0]}</h2></caption>" in page


@samples
@languages
def test_page_needs_no_script_and_no_inline_style(sample: Callable[[], Document], language: str) -> None:
    """The page has no script and no style of its own; the one style sheet it links to is there."""
    outline = _outline(as_page(sample(), language))
    attributes = {name for _, found in outline.seen for name in found}

    assert [] == outline.named("script") + outline.named("style")
    assert [] == [name for name in attributes if name == "style" or name.startswith("on")]
    assert [{"rel": "stylesheet", "href": STYLES}] == outline.named("link")
    assert (WEB / STYLES.removeprefix("/")).is_file()


def test_the_total_stands_before_every_detail() -> None:
    """The total is read first, outside of what can be folded."""
    page = as_page(basket(), "en")

    assert page.index("Total, all charges included") < page.index("<details")
    assert "<strong>€29.45</strong>" in page


@pytest.mark.parametrize(
    ("language", "public", "saved"),
    [
        ("en", "Price without membership", "Your membership saves you"),
        ("zh-CN", "非会员同条件价格", "会员为您节省"),
    ],
)
def test_the_price_for_everybody_stands_out_as_what_is_saved_does(
    language: str, public: str, saved: str
) -> None:
    """Whoever sees what membership saves sees as plainly what it costs without (RF-08)."""
    page = as_page(basket(), language)

    for row in (public, saved):
        assert f'<tr class="strong"><th scope="row">{row}' in page


@languages
def test_rule_ids_are_folded(language: str) -> None:
    """What members read is open and holds no rule ids; what service staff read is folded and holds them."""
    member, _, agent = as_page(basket(), language, view=View.AGENT).partition("<details>")

    assert "<details open>" in member
    assert "tiers.yaml" not in member
    assert "<code>tier-discount tiers.yaml:4:7</code>" in agent
    assert "<code>app-thanks</code>" in agent


def test_data_cannot_write_html() -> None:
    """Tags, quotes and ampersands in the data are shown as themselves, wherever they come from."""
    evil = "<script>alert('1')</script>\"&"
    outline = _outline(as_page(_with_everywhere(basket(), evil), "en"))

    assert [] == outline.named("script")
    assert evil in "".join(outline.text)


def _with_everywhere(document: Document, evil: str) -> Document:
    """Give the document with ``evil`` as every text that a request or a programme may choose."""
    for line in document["lines"]:
        line.update(label={"en": evil}, purpose=evil, rule={"id": evil, "where": evil})
        line["recipient"] = evil
        line["avoided_by"] = [{"fact": f"order.{evil}", "value": evil}]
    for item in document["not_applied"]:
        item.update(rule=evil, label={"en": evil}, needed={"en": evil}, was={evil: evil}, line=evil)
    for award in document["points"]["awards"]:
        award.update(rule=evil, label={"en": evil})
    document["inputs"] = {
        "used": [{"fact": evil, "label": evil, "purpose": [evil]}],
        "not_used": [{"fact": evil, "label": evil}],
    }
    document["programme"].update(name=evil, digest=evil)
    return {**document, "id": evil}


def test_page_refuses_an_unknown_language() -> None:
    """A language without wording is refused before anything is written."""
    with pytest.raises(UnknownLanguageError, match=r"^fr$"):
        as_page(basket(), "fr")

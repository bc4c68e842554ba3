"""Every page in a real browser: axe finds nothing, nothing is cut off, the total is what one sees first."""

import json
from typing import Any
from urllib.parse import urlencode

import pytest

from loyalty.access.key import Role
from loyalty.decision.telling.views import View
from loyalty.use_cases.show_explanation import show_explanation
from loyalty.wording.compose import viewed
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.page import file_of
from tests.browser.chromium import BUILD, Browser, kept
from tests.browser.listed import PAGES, Listed, Reader
from tests.browser.site import REASON, Site, stop_link
from tests.unit.api.routes.test_entrance import member_at_home, signed_in

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PRICES = """
const shades = (text) => {
  const found = text.match(/[0-9.]+/g).map(Number);
  return found.length < 4 ? [...found, 1] : found;
};
const bright = (shade) => {
  const [r, g, b] = shade.slice(0, 3).map((each) => each / 255)
    .map((each) => each <= 0.04045 ? each / 12.92 : ((each + 0.055) / 1.055) ** 2.4);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const behind = (element) => {
  for (let at = element; at; at = at.parentElement) {
    const shade = shades(getComputedStyle(at).backgroundColor);
    if (shade[3] > 0) return shade;
  }
  return [255, 255, 255, 1];
};
const prices = [];
const walker = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
for (let at = walker.nextNode(); at; at = walker.nextNode()) {
  if (!/[€£$¥]\\s?[0-9]/.test(at.textContent)) continue;
  const style = getComputedStyle(at.parentElement);
  const [light, dark] = [bright(shades(style.color)), bright(behind(at.parentElement))].sort((a, b) => b - a);
  prices.push({
    text: at.textContent.trim(),
    total: at.parentElement.closest(".total") !== null,
    open: at.parentElement.closest(".open") !== null,
    size: parseFloat(style.fontSize),
    weight: parseInt(style.fontWeight),
    contrast: Math.round((light + 0.05) / (dark + 0.05) * 100) / 100,
  });
}
return prices;
"""
STRUCK = """
return [...document.querySelectorAll("body *")].filter((each) =>
  getComputedStyle(each).textDecorationLine.includes("line-through")).map((each) => each.outerHTML);
"""
UNSEEN = """
return [...document.querySelectorAll("main [title], main [hidden], main [aria-hidden=true]")]
  .map((each) => each.outerHTML);
"""
CUT_OFF = """
return [...document.querySelectorAll(".wide:has(table)")]
  .filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.getAttribute("aria-label"));
"""
"""Tables that are read to their end by scrolling sideways, though the window is wide."""
BROKEN = """
language = "en";
result = {verdict: "invalid", checks: Object.keys(WORDS).filter((key) => /^seal\\.name\\.[^.]+$/.test(key))
  .map((key) => ({name: key.slice(10), state: "fails", code: "not-sealed", facts: {},
    details: [{pattern: "{} says {}", facts: ["lines.0.amount".repeat(20), "1"]}]}))};
draw();
const broken = [], range = document.createRange();
for (const head of document.querySelectorAll("th")) {
  for (const word of head.textContent.matchAll(/\\S+/g)) {
    range.setStart(head.firstChild, word.index);
    range.setEnd(head.firstChild, word.index + word[0].length);
    if (range.getClientRects().length > 1) broken.push(word[0]);
  }
}
return [document.querySelectorAll("tbody th").length, broken];
"""
"""What a result of the verifier names, and every word of these names that stands on two lines."""
RESOURCES = "return performance.getEntriesByType('resource').map((each) => each.name)"


def come_in(browser: Browser, site: Site, reader: Reader) -> None:
    """Let a reader be signed in in the browser."""
    browser.forget()
    if reader is Reader.NOBODY:
        return
    if reader is Reader.MEMBER:
        client = member_at_home(site.shop, site.ada)
    else:
        client = signed_in(site.shop, site.keys[Role(reader)], REASON)
    cookie = client.get_cookie("loyalty_session")
    assert cookie is not None
    browser.open("/pages/accessibility")
    browser.driver.add_cookie({"name": "loyalty_session", "value": cookie.value, "httpOnly": True})


def address(listed: Listed, site: Site, language: str) -> str:
    """Give the address of a page in a language."""
    link = site.link(site.ada) if "{link}" in listed.path else ""
    stop = stop_link(site.shop, site.ada) if "{stop}" in listed.path else ""
    old, new = site.versions
    told = {"receipt": site.receipt, "quote": site.quote, "open": site.open, "bill": site.bill}
    path = listed.path.format(link=link, stop=stop, old=old, new=new, **told)
    if not listed.switched:
        return path
    return f"{path}{'&' if '?' in path else '?'}{urlencode({'lang': language})}"


@pytest.mark.parametrize("reader", list(Reader))
def test_every_page_of_a_reader(browser: Browser, site: Site, reader: Reader) -> None:
    """Axe finds nothing, light or dark, in either language; a narrow window shows all; all files are ours."""
    come_in(browser, site, reader)
    wrong: dict[str, object] = {}
    for listed in (each for each in PAGES if each.reader is reader):
        for language in LANGUAGES if listed.switched else LANGUAGES[:1]:
            browser.open(address(listed, site, language))
            place = f"{language}/{listed.name}"
            found = {
                "dark": browser.violations(dark=True) if language == LANGUAGES[0] else [],
                "light": browser.violations(),
                "sideways": browser.sideways(),
                "cut off": browser.run(CUT_OFF),
                "struck through without words": browser.run(STRUCK),
                "hidden, or told by a tooltip": browser.run(UNSEEN),
                "loaded": [each for each in browser.run(RESOURCES) if not each.startswith(site.address)],
            }
            wrong |= {f"{place} {name}": each for name, each in found.items() if each}
            browser.picture(BUILD / language / f"{listed.name}.png")
            if listed.priced:
                browser.printed(BUILD / language / f"{listed.name}.pdf")

    assert {} == wrong, json.dumps(wrong, ensure_ascii=False, indent=2)


def less_prominent(price: dict[str, Any], total: dict[str, Any]) -> bool:
    """Say whether a price is smaller than the total, and neither heavier nor of more contrast.

    What the total leaves out is as large and as dark as it, but comes after it.
    """
    level = all(price[name] <= total[name] for name in ("weight", "contrast"))
    if price["open"]:
        return level and (price["size"], price["contrast"]) == (total["size"], total["contrast"])
    return level and bool(price["size"] < total["size"])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_total_is_the_most_prominent_price(browser: Browser, site: Site, language: str) -> None:
    """Of all prices on a page the total comes first, is the largest, none is heavier or has more contrast."""
    figures = {}
    for listed in (each for each in PAGES if each.priced):
        come_in(browser, site, listed.reader)
        browser.open(address(listed, site, language))
        browser.run("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        prices = browser.run(PRICES)
        figures[listed.name] = prices
        total, others = prices[0], prices[1:]
        assert total["total"]
        assert len(others) > 1
        assert (listed.name == "member-open-fee") == any(each["open"] for each in others)
        wrong = [each for each in others if not less_prominent(each, total)]
        assert [] == wrong, f"TOTAL_NOT_PROMINENT: {total} {wrong}"
    kept(f"total-{language}.json", figures)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_mailed_explanation_keeps_its_total_prominent(browser: Browser, site: Site, language: str) -> None:
    """Without its style sheet, as in a mail, total and open fees are still the largest prices."""
    document = show_explanation(site.shop.services, site.open).now
    browser.show(file_of(viewed(document, language, View.BUYER), language))
    total, *others = browser.run(PRICES)

    assert total["total"]
    assert any(each["open"] for each in others)
    wrong = [each for each in others if not less_prominent(each, total)]
    assert [] == wrong, f"TOTAL_NOT_PROMINENT: {total} {wrong}"
    assert 0 == browser.sideways()


def test_a_result_of_the_verifier_breaks_no_word(browser: Browser) -> None:
    """However long its reasons are, a window of 900 pixels shows the names of all checks whole."""
    browser.open("/verify")
    with browser.wide(900):
        named, broken = browser.run(BROKEN)

    assert named > 5
    assert [] == broken

"""A real browser without a window, driven from here; and axe, which `make browser-test` has npm fetch."""

import base64
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import noto_cjk_sans_otc
from selenium.webdriver import Chrome, ChromeOptions, ChromeService, Keys
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.remote.webelement import WebElement
from selenium.webdriver.support.wait import WebDriverWait

ROOT = Path(__file__).parents[2]
BUILD = ROOT / "build" / "browser"
AXE = BUILD / "node_modules" / "axe-core" / "axe.min.js"
WIDTH, HEIGHT = 1200, 900
NARROW = 320
"""CSS pixels at which a page has to be read without scrolling sideways (WCAG 1.4.10)."""
STOPS_MAX = 80
PATIENCE = 20
"""Seconds until a window has the width that it was asked to have."""
RUN_AXE = """
const done = arguments[arguments.length - 1];
const rules = arguments[0] ? {runOnly: ["color-contrast"]} : {rules: {"target-size": {enabled: true}}};
axe.run(document, {...rules, resultTypes: ["violations"]})
  .then((found) => done(found.violations.map((each) =>
    each.id + ": " + each.nodes.map((node) => node.html + " " + node.failureSummary).join(" | "))));
"""
FOCUSED = """
const at = document.activeElement, style = getComputedStyle(at);
const labels = at.labels && at.labels.length ? at.labels[0].textContent : "";
const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
return [at.tagName, at.getAttribute("aria-label") || labels || at.textContent || at.value || "", seen];
"""


class Browser:
    """One window of a real browser."""

    def __init__(self, driver: Chrome, site: str) -> None:
        """Look at the pages of a site, by the address that they begin with."""
        self.driver, self.site = driver, site
        self._axe = AXE.read_text(encoding="utf-8")

    def open(self, path: str) -> None:
        """Look at a page."""
        self.driver.get(f"{self.site}{path}")

    def show(self, page: str) -> None:
        """Look at a page that is nowhere: an HTML file that was sent."""
        self.driver.get(f"data:text/html;charset=utf-8;base64,{base64.b64encode(page.encode()).decode()}")

    def forget(self) -> None:
        """Be a browser that was never here."""
        self.driver.execute_cdp_cmd("Network.clearBrowserCookies", {})

    def violations(self, *, dark: bool = False) -> list[str]:
        """Give what axe finds on the page; in dark colours what can be read."""
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [scheme]})
        self.driver.execute_script(f"if (!window.axe) {{ {self._axe} }}")
        found: list[str] = self.driver.execute_async_script(RUN_AXE, dark)
        return found

    def sideways(self) -> int:
        """Give by how many pixels a narrow window has to be scrolled sideways."""
        with self.wide(NARROW):
            wide: int = self.driver.execute_script("return document.documentElement.scrollWidth")
        return max(0, wide - NARROW)

    @contextmanager
    def wide(self, width: int) -> Iterator[None]:
        """Have a window of so many pixels, then the one before; each is waited for."""
        before = self.run("return innerWidth")
        asked = {"width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", asked)
        self._until_wide(width)
        yield
        self.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        self._until_wide(before)

    def _until_wide(self, width: int) -> None:
        WebDriverWait(self.driver, PATIENCE).until(lambda _: self.run("return innerWidth") == width)

    def picture(self, path: Path) -> None:
        """Keep how the whole page looks."""
        taken = self.driver.execute_cdp_cmd("Page.captureScreenshot", {"captureBeyondViewport": True})
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(taken["data"]))

    def printed(self, path: Path) -> None:
        """Keep how the page is printed, as a PDF."""
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": ""})
        made = self.driver.execute_cdp_cmd("Page.printToPDF", {"printBackground": False})
        path.write_bytes(base64.b64decode(made["data"]))

    def run(self, script: str) -> Any:  # noqa: ANN401  whatever the script gives
        """Give what a script of the test reads off the page."""
        return self.driver.execute_script(script)

    def text(self) -> str:
        """Give what the page says."""
        return str(self.driver.execute_script("return document.body.innerText"))

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def reach(self, words: str, tag: str) -> WebElement:
        """Move the focus on until it is on an element of this name; where it is has to be seen."""
        for _ in range(STOPS_MAX):
            self.press(Keys.TAB)
            name, said, seen = self.driver.execute_script(FOCUSED)
            assert seen or name in {"BODY", "HTML"}, f"nobody sees that the focus is on {name} {said}"
            if name == tag and " ".join(said.split()) == words:
                return self.driver.switch_to.active_element
        raise AssertionError(
            f"no {tag} `{words}` within {STOPS_MAX} stops of the keyboard on:\n{self.text()}"
        )

    def go(self, words: str, tag: str = "A") -> None:
        """Reach something by the keyboard and press Enter on it; a new page is there afterwards."""
        self.driver.execute_script("window.before = true")
        self.reach(words, tag)
        self.press(Keys.ENTER)
        for _ in range(200):
            if self.driver.execute_script("return !window.before && document.readyState === 'complete'"):
                return
        raise AssertionError(f"`{words}` led nowhere from:\n{self.text()}")

    def type_into(self, words: str, text: str) -> None:
        """Reach a field by the keyboard and write into it, in the place of what was there."""
        self.reach(words, "INPUT")
        ActionChains(self.driver).key_down(Keys.CONTROL).send_keys("a").key_up(Keys.CONTROL).perform()
        self.press(text)


@contextmanager
def chromium(site: str, profile: Path) -> Iterator[Browser]:
    """Give a browser; fonts for Chinese come along, so that pictures look alike on every machine."""
    options = ChromeOptions()
    options.binary_location = _found("chromium")
    for word in ("headless=new", "no-sandbox", "disable-dev-shm-usage", "hide-scrollbars"):
        options.add_argument(f"--{word}")
    options.add_argument(f"--window-size={WIDTH},{HEIGHT}")
    options.add_argument(f"--user-data-dir={profile / 'chromium'}")
    service = ChromeService(_found("chromedriver"), env=_with_fonts(profile))
    driver = Chrome(options=options, service=service)
    try:
        yield Browser(driver, site)
    finally:
        driver.quit()


def _found(program: str) -> str:
    path = shutil.which(program)
    assert path is not None, f"{program} is missing: apt-get install chromium chromium-driver"
    return path


def _with_fonts(folder: Path) -> dict[str, str]:
    fonts = folder / "fonts.conf"
    place = Path(noto_cjk_sans_otc.__file__).parent
    fonts.write_text(
        '<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>'
        '<include ignore_missing="yes">/etc/fonts/fonts.conf</include>'
        f"<dir>{place}</dir><cachedir>{folder / 'fonts'}</cachedir></fontconfig>",
        encoding="utf-8",
    )
    return {**os.environ, "FONTCONFIG_FILE": str(fonts)}


def kept(name: str, found: object) -> None:
    """Keep figures that a reviewer may look at, beside the pictures."""
    BUILD.mkdir(parents=True, exist_ok=True)
    (BUILD / name).write_text(json.dumps(found, ensure_ascii=False, indent=2), encoding="utf-8")

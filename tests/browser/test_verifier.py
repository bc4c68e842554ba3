"""The page that verifies says something of every file, also of one that it does not or cannot read."""

import pytest

from tests.browser.chromium import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]

BROUGHT = """
const done = arguments[arguments.length - 1];
const unread = () => Promise.reject(new Error("gone from the disk"));
const files = {
  small: {size: 2, arrayBuffer: async () => new TextEncoder().encode("{}").buffer},
  large: {size: 3e9, arrayBuffer: unread},
  gone: {size: 2, arrayBuffer: unread},
};
language = arguments[0];
result = {verdict: "valid", sha256: null, checks: []};
draw();
for (const [id, name] of Object.entries(arguments[1])) {
  Object.defineProperty(byId(id), "files", {value: [files[name]], configurable: true});
}
verifyShown(new Event("submit")).catch(() => null).then(() => done(byId("outcome").textContent));
"""
"""Bring files to the page, which has the result of another one, and give what it shows then."""


@pytest.mark.parametrize(
    ("brought", "language", "said"),
    [
        ({"file": "large"}, "en", "it has more than 50000000 characters"),
        ({"file": "large"}, "zh-CN", "文件超过 50000000 个字符"),
        ({"file": "gone"}, "en", "it cannot be read (gone from the disk)"),
        ({"file": "small", "keys": "large"}, "en", "/keys"),
        ({"file": "small", "erased": "large"}, "en", "/erased"),
    ],
)
def test_a_file_that_is_not_read_is_told(
    browser: Browser, brought: dict[str, str], language: str, said: str
) -> None:
    """No file leaves the page without an outcome, or with the one of the file before."""
    browser.open("/verify")
    shown = browser.driver.execute_async_script(BROUGHT, language, brought)

    assert said in shown
    assert ("NOT VALID" if language == "en" else "无效") in shown
    assert [] == browser.violations()

"""Every task is done with the keyboard alone, in English; where the focus is can be seen at every stop."""

from typing import Any

import pytest
from selenium.webdriver import Keys

from loyalty.access.key import Role
from loyalty.kernel.identity import MemberId, parse_id
from loyalty.use_cases.erasing.show_erasure import show_erasure
from loyalty.use_cases.privacy.list_consents import list_consents
from loyalty.use_cases.privacy.set_choices import show_choices
from tests.browser.chromium import Browser
from tests.browser.site import REASON, Site

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def number(member: str) -> MemberId:
    """Give the member by number."""
    return MemberId(parse_id("mem", member) or 0)


def open_link(browser: Browser, site: Site, member: str) -> None:
    """Come in as a member by the link of the shop."""
    browser.forget()
    browser.open(f"{site.link(member)}?lang=en")
    browser.go("Open my pages", "BUTTON")


def test_staff_signs_in_reads_and_signs_out(browser: Browser, site: Site) -> None:
    """An agent types key and reason, reads an explanation in two views, and goes out."""
    browser.forget()
    browser.open("/pages/sign-in?lang=en")
    browser.type_into("Key", "lk_wrong")
    browser.go("Sign in", "BUTTON")
    assert "This key is not accepted" in browser.text()
    browser.type_into("Key", site.keys[Role.AGENT])
    browser.type_into("Why you look at members", REASON)
    browser.go("Sign in", "BUTTON")
    assert "signed in as desk-agent" in browser.text()

    browser.go("Open an explanation")
    browser.type_into("Its number", site.receipt)
    browser.go("Open", "BUTTON")
    browser.go("customer")
    browser.go("agent")
    browser.reach("Rules behind it, for service staff", "SUMMARY")
    browser.press(Keys.ENTER)
    assert "Before rounding" in browser.text()
    browser.go("Sign out", "BUTTON")
    assert "You are signed out." in browser.text()


def test_a_member_reads_and_switches_the_language(browser: Browser, site: Site) -> None:
    """A member jumps to the content, opens a receipt, and reads it in Chinese."""
    open_link(browser, site, site.member())
    browser.reach("To the content", "A")
    browser.go("Receipts")
    row = browser.run("return document.querySelector('tbody a').textContent")
    browser.go(row)
    assert "Total, all charges included" in browser.text()
    browser.go("中文")
    assert "应付总额（含全部费用）" in browser.text()


def test_a_member_withdraws_objects_and_corrects(browser: Browser, site: Site) -> None:
    """A consent is withdrawn in one step, choices switched, fact and contact corrected; mistakes are told."""
    member = site.member()
    open_link(browser, site, member)
    browser.go("Choices")
    browser.go("Withdraw: marketing by e-mail", "BUTTON")
    assert "Withdrawn." in browser.text()
    browser.go("Switch off: Personal prices", "BUTTON")
    browser.go("Switch off: Profiling", "BUTTON")
    stands: dict[str, Any] = show_choices(site.shop.services, number(member))
    assert (False, False, True) == tuple(
        stands[name] for name in ("personalise", "profiling", "direct_marketing")
    )
    states = {each["purpose"]: each["state"] for each in list_consents(site.shop.services, number(member))}
    assert "withdrawn" == states["email_marketing"]

    browser.go("My data")
    browser.type_into("day and month of your birth", "soon")
    browser.go("Correct: day and month of your birth", "BUTTON")
    assert "This does not fit here" in browser.text()
    browser.type_into("day and month of your birth", "11-23")
    browser.go("Correct: day and month of your birth", "BUTTON")
    assert "It is corrected." in browser.text()
    browser.type_into("Address or number", "nowhere")
    browser.go("Keep it", "BUTTON")
    assert "Nobody is reached like this" in browser.text()
    browser.type_into("Address or number", "ada@example.net")
    browser.go("Keep it", "BUTTON")
    shown = site.shop.ask("GET", f"/v1/members/{member}/contact")
    assert "ada@example.net" == shown["address"]
    browser.reach("Download everything (JSON)", "A")


def test_a_member_is_erased(browser: Browser, site: Site) -> None:
    """Asked for, shown what would be lost, confirmed, done: nobody is signed in afterwards."""
    member = site.member()
    open_link(browser, site, member)
    browser.go("Be erased")
    browser.go("Ask to be erased", "BUTTON")
    assert "Your points on that day" in browser.text()
    browser.go("Close my account and erase me", "BUTTON")
    assert "Tick the box" in browser.text()
    browser.reach("I know that this cannot be undone, and that points which are left are lost.", "INPUT")
    browser.press(Keys.SPACE)
    browser.go("Close my account and erase me", "BUTTON")
    assert "You were erased" in browser.text()
    assert "erased" == show_erasure(site.shop.services, number(member))["step"]
    browser.open("/pages?lang=en")
    assert "Sign in" in browser.text()


def test_a_reviewer_goes_from_the_search_to_a_sign_off(browser: Browser, site: Site) -> None:
    """An auditor finds a receipt, follows a number to its rule line, compares versions, signs both off."""
    browser.forget()
    browser.open("/pages/sign-in?lang=en")
    browser.type_into("Key", site.keys[Role.AUDITOR])
    browser.type_into("Why you look at members", "audit:T-4711")
    browser.go("Sign in", "BUTTON")
    browser.go("Desk")
    browser.type_into("Number", site.receipt)
    browser.go("Find", "BUTTON")
    browser.go(site.receipt)
    browser.go("Follow Delivery: €3.20")
    assert "amount: 3.20" in browser.text()
    browser.go("Back to the document")
    browser.type_into("Note", "as in the tariff")
    browser.go("Sign off", "BUTTON")
    assert "Your sign-off is kept." in browser.text()
    assert "desk-auditor held it to be right" in browser.text()

    old, new = site.versions
    browser.open(f"/pages/desk/versions?old={old}&new={new}")
    browser.go("Sign off", "BUTTON")
    assert "desk-auditor held it to be right" in browser.text()

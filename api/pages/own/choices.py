"""What the member agreed to and chooses; each is changed in one step."""

from collections.abc import Mapping

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from api.current import services
from api.faults import NOT_CHOICE
from api.pages.frame import page, reader_language, see
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, OF_MEMBERS, asks_to_share_no_more, own_member, source
from api.refusals import RequestInvalid
from loyalty.privacy.choice import Choice
from loyalty.privacy.consent import ConsentState, Way
from loyalty.privacy.purpose import Purpose
from loyalty.use_cases.privacy.list_consents import list_consents
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices, show_choices
from loyalty.use_cases.privacy.withdraw_consent import WithdrawConsent, withdraw_consent
from loyalty.wording.catalogue import say
from loyalty.wording.privacy.words import word

own_choices = pages_of("own_choices")
CHOICES = "/pages/me/choices"
WAYS = {"on": True, "off": False}


@own_choices.show(CHOICES, MEMBERS, way="way.choices")
def choices_page(_: Mapping[str, str]) -> Response:
    """Show what the member agreed to, and how each choice stands."""
    language, member = reader_language(), own_member()
    latest = {(e["purpose"], e["recipient"] or ""): e for e in list_consents(services(), member)}
    consents = [
        {
            "purpose": purpose,
            "words": _words(purpose, recipient, language),
            "state": each["state"],
            "decided": each["decided_at"][:10],
            "stands": each["state"] == ConsentState.GIVEN,
        }
        for (purpose, recipient), each in sorted(latest.items())
    ]
    stands = show_choices(services(), member)
    choices = [(str(each), stands[str(each)]) for each in Choice]
    asks = asks_to_share_no_more() and not stands[str(Choice.SHARING)]
    return page("own/choices.html", "own.choices", consents=consents, choices=choices, signal=asks)


def _words(purpose: str, recipient: str, language: str) -> str:
    words = word("purpose", purpose, language)
    return say("own.consent.for", language, purpose=words, recipient=recipient) if recipient else words


@own_choices.take(f"{CHOICES}/withdrawal", OF_MEMBERS, "purpose")
def withdraw_page(given: Mapping[str, str]) -> AnyResponse:
    """Withdraw a consent."""
    if given["purpose"] not in set(Purpose):
        raise RequestInvalid([NOT_CHOICE.at("/purpose")])
    command = WithdrawConsent(own_member(), Purpose(given["purpose"]), Way.FORM, source())
    withdraw_consent(services(), command)
    return see(CHOICES, "withdrawn")


@own_choices.take(CHOICES, OF_MEMBERS, "choice", "way")
def choose_page(given: Mapping[str, str]) -> AnyResponse:
    """Keep one choice."""
    if given["choice"] not in set(Choice) or given["way"] not in WAYS:
        raise RequestInvalid([NOT_CHOICE.at("/choice")])
    chosen = {Choice(given["choice"]): WAYS[given["way"]]}
    set_choices(services(), SetChoices(own_member(), chosen, source()))
    return see(CHOICES, "chosen")

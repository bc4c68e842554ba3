"""Who asks to be erased while something else of theirs goes on: one of the two comes first."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import replace
from datetime import datetime

import pytest

from loyalty.adapters.entropy import SystemEntropy
from loyalty.erasure.erasure import Ground
from loyalty.erasure.refusals import ErasureAsked
from loyalty.kernel.identity import MemberId
from loyalty.privacy.choice import Choice
from loyalty.privacy.consent import Way
from loyalty.privacy.purpose import Purpose
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.privacy.record_consent import RecordConsent, record_consent
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from loyalty.use_cases.services import Services
from tests.stores.test_persons import member, services

__all__ = ["services"]
NAME = "corner-coffee"
LONG = 0.3
"""Seconds in which the other one ends where nothing lets it wait."""


class Meanwhile(SystemEntropy):
    """Chance that is asked for when what is decided on was read; then the other one begins."""

    def __init__(self, begin: Callable[[], Future[object]]) -> None:
        super().__init__()
        self._begin, self.begun = begin, list[Future[object]]()

    def new_id(self, at: datetime) -> int:
        """Let the other one go on as far as it can, once."""
        if not self.begun:
            self.begun.append(self._begin())
            wait(self.begun, LONG)
        return super().new_id(at)


def _merge(services: Services, who: MemberId) -> object:
    return merge_members(services, MergeMembers(member(services, "survivor"), who, "test"))


def _agree(services: Services, who: MemberId) -> object:
    notice = show_notice_at_collection(services, NAME, "en").shown.sha256
    asked = RecordConsent(
        member=who,
        record_id="yes",
        purpose=Purpose.PERSONAL_OFFERS,
        given=True,
        notice=notice,
        way=Way.FORM,
        jurisdiction="CN",
        source="test",
    )
    return record_consent(services, asked)


def _choose(services: Services, who: MemberId) -> object:
    return set_choices(services, SetChoices(who, {Choice.SHARING: True}, "test"))


@pytest.mark.parametrize("other", [_merge, _agree, _choose])
def test_what_begins_while_somebody_asks_to_be_erased_is_refused(
    services: Services, other: Callable[[Services, MemberId], object]
) -> None:
    """Nobody who asked is merged, agrees to something new or allows more, whoever wrote first."""
    who = member(services, "ada")
    set_choices(services, SetChoices(who, {Choice.SHARING: False}, "test"))
    with ThreadPoolExecutor(1) as beside:
        chance = Meanwhile(lambda: beside.submit(other, services, who))
        asking = replace(services, entropy=chance)
        ask_erasure(asking, AskErasure(who, Ground.MEMBER_ASKED, "code-by-email", "test"))
        with pytest.raises(ErasureAsked):
            chance.begun[0].result(20)

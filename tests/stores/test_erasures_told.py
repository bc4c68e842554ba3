"""What an erasure names while it goes on, and what stops it, on both databases."""

import pytest

from loyalty.adoption.version import Person
from loyalty.breaches.breach import BreachStep
from loyalty.cases.case import UNSAID, CaseKey, Cause, Kind, Outcome, Said, Step, Topic
from loyalty.erasure.erasure import Ground
from loyalty.erasure.refusals import ErasureIncomplete
from loyalty.kernel.identity import MemberId
from loyalty.use_cases.breaches.take_step import TakeStep, take_step
from loyalty.use_cases.cases.open_case import OpenCase, open_case
from loyalty.use_cases.cases.take_case_step import TakeCaseStep, take_case_step
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.erasing import erase_member as erasing
from loyalty.use_cases.erasing.ask_erasure import AskErasure, ask_erasure
from loyalty.use_cases.erasing.close_account import close_account
from loyalty.use_cases.erasing.erase_member import erase_member
from loyalty.use_cases.erasing.show_erasure import show_erasure
from loyalty.use_cases.services import Services
from loyalty.vault.contact import Channel, Contact
from tests.stores.test_erasures import ask, lives
from tests.stores.test_persons import elsewhere, services

__all__ = ["elsewhere", "lives", "services"]


def test_a_case_that_is_open_is_named_before_it_ends(lives: tuple[Services, MemberId, MemberId]) -> None:
    """Each answer names what is still open of the member alone; a closed case is not, and none is left."""
    services, ada, bea = lives
    clerk = Person("Clerk")
    for name, who in (("T-1", ada), ("T-2", ada), ("T-3", bea)):
        key = CaseKey("corner-coffee", name)
        open_case(services, OpenCase(key, Kind.COMPLAINT, Topic.SERVICE, clerk, "slow", who))
    done = (
        (Step.ACKNOWLEDGED, "", UNSAID),
        (Step.ASSIGNED, "", Said(to="Clerk")),
        (Step.ANSWERED, "We were slow.", Said(outcome=Outcome.CHANGED)),
        (Step.CLOSED, "", Said(cause=Cause.HANDLING)),
    )
    for taken, words, said in done:
        take_case_step(services, TakeCaseStep(CaseKey("corner-coffee", "T-1"), taken, clerk, words, said))

    asked = ask_erasure(services, AskErasure(ada, Ground.MEMBER_ASKED, "code-by-email", "test")).data
    closed = close_account(services, ada, "test").data

    assert [["T-2"]] * 3 == [each["open_cases"] for each in (asked, closed, show_erasure(services, ada))]
    erased = erase_member(services, ada).data
    assert ([], 2) == (erased["open_cases"], erased["removed"]["service_case"])


def test_a_name_left_in_words_stops_all(
    lives: tuple[Services, MemberId, MemberId], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words in which the name still stands after it was to be taken out are found; nothing is erased."""
    services, ada, _ = lives
    set_contact(services, SetContact(ada, Contact(Channel.EMAIL, "ada@example.org", "Ada Byron")))
    take_step(services, TakeStep("b-1", BreachStep.AWARE, "dpo", content={"nature": "Ada Byron called"}))
    ask(services, ada)
    close_account(services, ada, "test")
    monkeypatch.setattr(erasing, "content_without", lambda _table, text, _names: text)

    with pytest.raises(ErasureIncomplete) as refused:
        erase_member(services, ada)

    assert "breach_step.content" == refused.value.facts["where"]
    assert "Byron" not in f"{refused.value} {refused.value.facts}"
    assert "closed" == show_erasure(services, ada)["step"]

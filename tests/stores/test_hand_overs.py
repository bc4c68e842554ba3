"""What others get of members, on both databases: kept, told of what ends it, and out of reach of others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.handovers.handover import Told
from loyalty.handovers.refusals import HandOverDiffers, SharingStopped
from loyalty.kernel.identity import MemberId
from loyalty.language.shapes.recipients import CONTACT
from loyalty.privacy.choice import Choice
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.handovers.confirm_recipient_notices import (
    ConfirmRecipientNotices,
    confirm_recipient_notices,
)
from loyalty.use_cases.handovers.hand_over import HandOverData, hand_over
from loyalty.use_cases.handovers.list_hand_overs import list_hand_overs
from loyalty.use_cases.handovers.list_recipient_notices import list_recipient_notices
from loyalty.use_cases.members.merge_members import MergeMembers, merge_members
from loyalty.use_cases.members.set_facts import SetFacts, set_facts
from loyalty.use_cases.privacy.export_member import export_member
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices, show_choices
from loyalty.use_cases.privacy.show_notice_at_collection import (
    handed_to_in_force,
    show_notice_at_collection,
)
from loyalty.use_cases.services import Services
from loyalty.vault.contact import Channel, Contact
from tests.stores.making import opened
from tests.stores.test_erasures import all_steps, stands
from tests.stores.test_persons import GIVING, NOW, made, member

COFFEE = "corner-coffee"
BIRTHDAY = "member.birth_day_month"
RECIPIENTS = """
recipients:
  - id: parcel-post
    name: {en: Parcel Post, zh-CN: 包裹邮政}
    contact: p@parcel.example
    gets: [contact, member.birth_day_month]
    for: {en: Bringing parcels., zh-CN: 投递包裹。}
    basis: contract
  - id: panel
    name: {en: The Panel, zh-CN: 调研公司}
    contact: p@panel.example
    gets: [member.birth_day_month]
    for: {en: Counting., zh-CN: 统计。}
    basis: legitimate_interest
    sells: true
    abroad: true
"""


@pytest.fixture
def services(database_url: str) -> Iterator[Services]:
    """Give services with recipients, in a market that asks for no consent to a contract."""
    with opened(database_url) as units:
        found = made(units, NOW)
        source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
        source["programme.yaml"] = source["programme.yaml"].replace("[EU, CN]", "[EU]")
        source["facts.yaml"] = source["facts.yaml"].replace(
            "label: personal,", "label: personal, name: {en: your birthday, zh-CN: 您的生日},", 1
        )
        adopt_programme(found, {**source, "wallets.yaml": GIVING, "recipients.yaml": RECIPIENTS})
        yield found


def gives(services: Services, who: MemberId, name: str, recipient: str, *facts: str) -> dict[str, object]:
    """Hand something over."""
    return dict(hand_over(services, HandOverData(who, name, recipient, facts, "test")).data["values"])


def kinds(services: Services, who: MemberId) -> dict[str, list[str]]:
    """Give what the recipient of each hand-over is told."""
    return {each["id"]: [told["kind"] for told in each["told"]] for each in list_hand_overs(services, who)}


def test_recipients_are_told_until_nothing_is_left(services: Services) -> None:
    """Corrected, stopped, erased: each is told once; the member's copy names who got what, without values."""
    ada, bea = member(services, "ada"), member(services, "bea")
    set_contact(services, SetContact(ada, Contact(Channel.EMAIL, "ada.long@example.org")))
    assert {CONTACT: {"email": "ada.long@example.org"}} == gives(services, ada, "box", "parcel-post", CONTACT)
    assert {BIRTHDAY: "04-17"} == gives(services, ada, "panel-1", "panel", BIRTHDAY)
    assert {BIRTHDAY: "04-17"} == gives(services, bea, "panel-2", "panel", BIRTHDAY)
    with pytest.raises(HandOverDiffers):
        gives(services, bea, "box", "parcel-post", CONTACT)

    set_facts(services, SetFacts(ada, {BIRTHDAY: "04-18"}))
    set_facts(services, SetFacts(ada, {BIRTHDAY: "04-19"}))
    set_choices(services, SetChoices(ada, {Choice.SHARING: False}, "test"))
    assert {"box": [], "panel-1": ["corrected", "stopped"]} == kinds(services, ada)
    assert {"panel-2": []} == kinds(services, bea)
    with pytest.raises(SharingStopped):
        gives(services, ada, "panel-1", "panel", BIRTHDAY)
    gives(services, ada, "box-2", "parcel-post", BIRTHDAY)

    export = export_member(services, ada)
    assert {"box", "box-2", "panel-1"} == {row["handover_id"] for row in export.tables["hand_over"]}
    assert 2 == export.manifest["tables"]["recipient_notice"]["rows"]

    all_steps(services, ada)
    assert all(told[-1] == str(Told.ERASED) for told in kinds(services, ada).values())
    assert [] == stands(services, "ada.long@example.org")
    waiting = list_recipient_notices(services, COFFEE)
    assert {"box", "box-2", "panel-1"} == {each["hand_over"] for each in waiting}
    named = [each["notice"] for each in waiting]
    said = ConfirmRecipientNotices(COFFEE, named, "desk")
    assert len(named) == confirm_recipient_notices(services, said).data["confirmed"]
    assert 0 == confirm_recipient_notices(services, said).data["confirmed"]
    assert [] == list_recipient_notices(services, COFFEE)


def test_what_is_said_under_an_id_of_before_is_said_by_the_person(services: Services) -> None:
    """Recipients are told of a restriction and its end; a yes said there holds, and again it is the same."""
    ada, old = member(services, "ada"), member(services, "old")
    gives(services, ada, "panel-1", "panel", BIRTHDAY)
    merge_members(services, MergeMembers(ada, old, "test"))

    for holds in (True, False):
        set_choices(services, SetChoices(old, {Choice.RESTRICTED: holds}, "test"))
    assert {"panel-1": ["restricted", "unrestricted"]} == kinds(services, ada)

    set_choices(services, SetChoices(ada, {Choice.SHARING: False}, "test"))
    said = SetChoices(old, {Choice.SHARING: True}, "test")
    assert [False, True] == [set_choices(services, said).replayed for _ in range(2)]
    assert show_choices(services, ada)["sharing"]

    set_choices(services, SetChoices(old, {Choice.SHARING: False}, "test"))
    assert "stopped" == kinds(services, ada)["panel-1"][-1]


def test_the_notice_at_collection_names_recipients(services: Services) -> None:
    """Who gets what, on which ground, whether abroad and for something, in both languages."""
    english = "\n".join(show_notice_at_collection(services, COFFEE, "en").sentences)
    chinese = "\n".join(show_notice_at_collection(services, COFFEE, "zh-CN").sentences)
    assert "The Panel may get your birthday, on the ground of legitimate interest" in english
    assert "It is sent abroad." in english
    assert "包裹邮政" in chinese
    assert "调研公司" in "".join(each.name for each in handed_to_in_force(services, "zh-CN")[COFFEE])


def test_the_notice_at_collection_says_who_answers_and_what_is_told(services: Services) -> None:
    """By the names that the programme gives its facts, with where to turn and who hears complaints."""
    english, *_, complain = show_notice_at_collection(services, COFFEE, "en").sentences[1:]
    assert "Corner Coffee GmbH answers for it and is reached at service@corner-coffee.example." == english
    assert "You may complain to the data protection authority of your country." == complain
    chinese = show_notice_at_collection(services, COFFEE, "zh-CN").sentences
    assert "您可以提供您的生日（个人）。" in chinese

"""What is kept of the member: seen, taken along, corrected, forgotten."""

from collections.abc import Mapping

from flask import Response, json
from werkzeug.wrappers import Response as AnyResponse

from api.current import services
from api.pages.frame import page, reader_language, see
from api.pages.group import pages_of
from api.pages.own.whose import MEMBERS, OF_MEMBERS, own_member
from loyalty.decision.refusals import RequestMisfit
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.contacts.show_contact import show_contact
from loyalty.use_cases.members.set_facts import SetFacts, set_facts
from loyalty.use_cases.pages.show_kept import show_kept
from loyalty.use_cases.privacy.export_member import export_member
from loyalty.vault.contact import Channel, Contact, ContactUnclear
from loyalty.wording.catalogue import say
from loyalty.wording.privacy.words import fact_called, word

own_data = pages_of("own_data")
KEPT = "/pages/me/data"
UNPROCESSABLE = 422
FORGET = "forget"


@own_data.show(KEPT, MEMBERS, way="way.data")
def data_page(_: Mapping[str, str]) -> Response:
    """Show everything that is kept, for what and how long."""
    return _page()


@own_data.show("/pages/me/data/export", MEMBERS)
def export_file(_: Mapping[str, str]) -> Response:
    """Give everything that is kept as one file that programs can read."""
    found = export_member(services(), own_member())
    data = {
        "manifest": found.manifest,
        "schema": found.schema,
        "tables": found.tables,
        "explanations": found.explanations,
        "rules": found.rules,
    }
    answer = Response(json.dumps(data), content_type="application/json")
    answer.headers["Content-Disposition"] = 'attachment; filename="my-data.json"'
    return answer


@own_data.take("/pages/me/data/facts", OF_MEMBERS, "fact", "value", optional=(FORGET,))
def correct_fact(given: Mapping[str, str]) -> Response | AnyResponse:
    """Correct or forget one thing that the member told."""
    value = None if given[FORGET] else given["value"]
    if given["fact"] not in show_kept(services(), own_member()).facts:
        return _page(wrong_fact=given["fact"])
    try:
        set_facts(services(), SetFacts(own_member(), {given["fact"]: value}))
    except RequestMisfit:
        return _page(wrong_fact=given["fact"], typed=given["value"])
    return see(KEPT, "forgotten" if value is None else "corrected")


@own_data.take("/pages/me/data/contact", OF_MEMBERS, "channel", "address", optional=("name", FORGET))
def change_contact(given: Mapping[str, str]) -> Response | AnyResponse:
    """Correct or forget where the member is reached."""
    if given[FORGET]:
        set_contact(services(), SetContact(own_member(), None))
        return see(KEPT, "forgotten")
    try:
        channel = Channel(given["channel"])
        contact = Contact(channel, given["address"], given["name"] or None)
    except (ValueError, ContactUnclear) as unclear:
        place = unclear.facts.get("pointer") if isinstance(unclear, ContactUnclear) else "/address"
        return _page(wrong_contact="name" if place == "/name" else "address", filled=given)
    set_contact(services(), SetContact(own_member(), contact))
    return see(KEPT, "corrected")


def _page(
    wrong_fact: str = "", typed: str = "", wrong_contact: str = "", filled: Mapping[str, str] | None = None
) -> Response:
    language, member = reader_language(), own_member()
    kept, contact = show_kept(services(), member), show_contact(services(), member)
    if filled is None:
        filled = (
            {}
            if contact is None
            else {"channel": contact.channel, "address": contact.address, "name": contact.name or ""}
        )
    return page(
        "own/kept.html",
        "own.data",
        UNPROCESSABLE if wrong_fact or wrong_contact else 200,
        rows=[_row(row, language) for row in kept.rows],
        briefly=[says[language] for says in kept.briefly],
        facts=[
            (name, fact_called(name, kept.names, language), kept.facts[name]) for name in sorted(kept.facts)
        ],
        wrong_fact=wrong_fact,
        typed=typed,
        wrong_contact=wrong_contact,
        reached=contact is not None,
        filled=filled,
        channels=[str(each) for each in Channel],
    )


def _row(row: Mapping[str, object], language: str) -> dict[str, object]:
    """Give a table of the register in words."""
    says, recipients = row["says"], row["recipients"]
    assert isinstance(says, Mapping)  # noqa: S101
    assert isinstance(recipients, list)  # noqa: S101
    seen = [word("recipient", each, language) for each in recipients]
    named = {group: word(group, str(row[group]), language) for group in ("purpose", "basis", "kept")}
    return {**named, "what": says[language], "rows": row["rows"], "seen": say("list", language).join(seen)}

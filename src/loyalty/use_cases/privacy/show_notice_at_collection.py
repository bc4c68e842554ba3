"""The notice that is shown to whoever gives data: made from the register and what the rules in force read."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

from loyalty.decision.programme import Programme
from loyalty.decision.trace import label_of
from loyalty.privacy.consent import NoticeShown
from loyalty.privacy.fields.every import OF_NO_MEMBER
from loyalty.privacy.refusals import NoticeStale
from loyalty.use_cases.privacy.show_register import show_register
from loyalty.use_cases.services import Services
from loyalty.wording.amounts import money
from loyalty.wording.languages import LANGUAGES
from loyalty.wording.privacy.notice import Answering, Given, HandedTo, Ruled, Told, collection_notice

NOTICE = "collection"
VERSION_DIGITS = 12
DUE = "total.due"
_KNOWN = frozenset({"member.tier", "member.enrolled"})
_NEVER_TOLD = frozenset({"protected", "proxy"})


@dataclass(frozen=True, slots=True)
class NoticeAtCollection:
    """The notice of a programme in one language, with the fingerprint by which it is cited."""

    shown: NoticeShown
    sentences: tuple[str, ...]


def show_notice_at_collection(services: Services, name: str, language: str) -> NoticeAtCollection:
    """Give the notice of the rules in force. Raises UnknownProgramme, UnknownLanguageError."""
    with services.units.read() as unit:
        programme = services.programmes.in_force(unit, name, services.clock.now())
    return notice_of(programme, language)


def notice_of(programme: Programme, language: str) -> NoticeAtCollection:
    """Give the notice of a version of a programme. Raises UnknownLanguageError."""
    read = _read_by_prices(programme)
    facts = [
        Told(_called(programme, name, language), label_of(name, programme.shape), fact.consent, name in read)
        for name, fact in sorted(programme.shape.facts.items())
        if name.startswith("member.") and name not in _KNOWN and fact.label not in _NEVER_TOLD
    ]
    given, handed_to = _given(programme, language), _handed_to(programme, language)
    ruled = Ruled(facts, "member.tier" in read, given, _answering(programme, language), handed_to)
    rows = [row for row in show_register() if row["table"] not in OF_NO_MEMBER]
    sentences = collection_notice(programme.name, rows, ruled, language)
    sha256 = hashlib.sha256("\n".join(sentences).encode()).hexdigest()
    return NoticeAtCollection(NoticeShown(NOTICE, sha256[:VERSION_DIGITS], sha256, language), sentences)


def handed_to_in_force(services: Services, language: str) -> dict[str, list[HandedTo]]:
    """Give who else gets data of members, by programme, as the rules in force say."""
    with services.units.read() as unit:
        now = services.clock.now()
        known = [
            services.programmes.in_force(unit, name, now)
            for name in sorted({each.programme for each in unit.adoption.list()})
            if unit.adoption.digest_in_force(name, now) is not None
        ]
    return {each.name: told for each in known if (told := _handed_to(each, language))}


def notice_cited(programme: Programme, sha256: str) -> NoticeShown:
    """Give the notice of the version that has this fingerprint, in whatever language. Raises NoticeStale."""
    current: Mapping[str, NoticeShown] = {
        made.shown.sha256: made.shown for made in (notice_of(programme, each) for each in LANGUAGES)
    }
    if sha256 not in current:
        raise NoticeStale
    return current[sha256]


def _given(programme: Programme, language: str) -> Given | None:
    """Give what members get for their data, in the programme's first language where it lacks this one."""
    told, currency = programme.shape.incentive, programme.currency
    if told is None:
        return None
    spoken = _spoken(programme, language)
    return Given(
        summary=told.summary[spoken],
        join=told.join[spoken],
        leave=told.leave[spoken],
        value=money(told.value * 10**currency.exponent, currency.code, currency.exponent, language),
        method=told.method[spoken],
    )


def _handed_to(programme: Programme, language: str) -> list[HandedTo]:
    """Give who else may get data, in the programme's first language where it lacks this one."""
    spoken = _spoken(programme, language)
    return [
        HandedTo(
            name=each.name[spoken],
            contact=each.contact,
            gets=[_called(programme, name, language) for name in each.gets],
            why=each.for_[spoken],
            basis=each.basis,
            abroad=each.abroad,
            sells=each.sells,
        )
        for each in programme.shape.recipients
    ]


def _answering(programme: Programme, language: str) -> Answering:
    """Give who sells, else where the programme has members turn, and who hears complaints."""
    seller, rights = programme.shape.seller, programme.shape.rights
    contact = None if rights is None else rights.human_review
    authority = None if rights is None else rights.complain_to
    if authority is not None and not isinstance(authority, str):
        authority = authority[_spoken(programme, language)]
    if seller is None:
        return Answering(None, contact, authority)
    return Answering(seller.name, seller.contact, authority)


def _called(programme: Programme, name: str, language: str) -> str:
    """Give what members read for a fact, its name in the programme where that says no other."""
    fact = programme.shape.facts.get(name)
    return name if fact is None or fact.name is None else fact.name[_spoken(programme, language)]


def _spoken(programme: Programme, language: str) -> str:
    return language if language in programme.shape.languages else programme.shape.languages[0]


def _read_by_prices(programme: Programme) -> frozenset[str]:
    parts = [programme.basket, *programme.plans.values()]
    return frozenset().union(*(part.compiled.sheet.behind.get(DUE, frozenset()) for part in parts))

"""What is kept of persons and is more than is needed, whether or not a rule reads it.

Of a birthday day and month are enough, of an age a band; nobody's identity document, card or trait is kept.
How somebody is reached is kept apart, sealed, and no fact is made of it: a plain hash of it is one as well.
"""

import re
from collections.abc import Iterator
from typing import Final

from loyalty.decision.telling.lineage import sources_of
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.personal.meaning import meaning
from loyalty.publication.words import About, abouts, in_text, is_of_a_person, parts_of

_UNKEPT: Final = frozenset({"protected", "proxy"})
"""Labels of facts of a member of which no value is ever kept."""
_BIRTH: Final = frozenset(
    parts_of(
        "birth birthday birthdate birthyear born dob yob age aged geburtsdatum geburtstag geburtsjahr "
        "jahrgang naissance urodzenia wiek syntymavuosi syntymaaika nianling nianji shengri chusheng"
    )
)
_AROUND: Final = frozenset(
    parts_of(
        "member customer buyer passenger person guest user of on in at the my full whole exact date day "
        "month year years old de rok data annee"
    )
)
"""What may stand around such a word in a name that says when somebody was born, and nothing else."""
_BIRTH_ZH: Final = ("出生日期", "出生年", "出生日", "出生年月", "年龄", "年纪", "生日")
_NUMBERS: Final = frozenset({"text", "quantity"})
"""Kinds that can hold the number of a document; that one was shown is yes or no, and may be kept."""
_YEAR: Final = 4
"""The digits of a year."""
_EMAILS: Final = "email|e_mail|mail|mailadresse|emailadresse|courriel|sahkoposti|youxiang|youjian"
_PHONES: Final = (
    "phone|telephone|tel|mobile|cellphone|whatsapp|wechat|weixin|telefon|telefonnummer|handy|handynummer|"
    "mobilnummer|telefono|telefonu|puhelin|puhelinnumero|matkapuhelin|dianhua|shoujihao"
)
_NAMES: Final = (
    "(?:first|last|full|given|family|middle|maiden)_name|surname|forename|vorname|nachname|familienname|"
    "prenom|nom_de_famille|imie|nazwisko|etunimi|sukunimi|xingming"
)
_CONTACT = re.compile(rf"(?:^|_)(?:{_EMAILS}|{_PHONES}|{_NAMES})(?=_|$)")
_NUMBERED: Final = "address|addr|adresse|adres|number|no|nr|num|nummer|numer|numero|id"
_REACHED = re.compile(
    rf"(?:^|_)(?:(?:{_EMAILS}|{_PHONES})(?P<numbered>_(?:{_NUMBERED}))?|{_NAMES})(?:_[1-9])?$"
)
"""How somebody is reached, with nothing after it that makes it something else."""
_CONTACT_ZH: Final = (
    "邮箱",
    "电子邮件",
    "邮件地址",
    "电话",
    "电话号码",
    "手机号",
    "手机号码",
    "联系号码",
    "微信号",
    "姓名",
)
_HASHES: Final = frozenset({"hash", "hashed", "hashes", "md", "sha", "crc", "digest", "checksum", "haxi"})
_HASHES_ZH: Final = ("哈希", "散列", "摘要")


def check_collected(matter: Matter) -> Iterator[Breach]:
    """Give facts that are kept of somebody and are more than is needed, each at its place."""
    groups = (sources_of(matter.programme, f"{SEGMENT}{each.id}") for each in matter.shape.segments)
    read = {use.fact for use in matter.uses}.union(*groups)
    for name, fact in matter.shape.facts.items():
        if not _is_kept(name, fact):
            continue
        told = _told(matter, name, fact, read=name in read)
        if told is not None:
            about, help_ = told
            message = f"`{name}` is kept, and is more than is needed: {about}"
            yield Breach("PD-23", "OVER_COLLECTION", fact.span, message, help_)


def _told(matter: Matter, name: str, fact: FactShape, *, read: bool) -> tuple[str, str] | None:
    """Give what is kept that is more than is needed and what to do, None where nothing is."""
    age = read and fact.is_ == "quantity"  # told of each rule that reads it
    if _is_birth(name, fact) and not age:
        return "when somebody was born", "keep `day_month` only, or an age band as a `choice`"
    contact = _contact(name, fact)
    if contact is not None:
        if About.PERSON in meaning(matter, name) and any(use.fact == name for use in matter.uses):
            return None  # told of each rule that reads it
        return contact, "leave it out, and keep it as the member's contact, which is sealed and no rule reads"
    about = _too_much(matter, name, fact, told=read)
    if about == About.TRAIT:
        return about, "leave it out, or declare it `protected`, of which nothing is kept"
    return None if about is None else (about, "leave it out")


def _is_kept(name: str, fact: FactShape) -> bool:
    """Whether values of a fact are kept of a person: by a member, an order or an event; goods are not one."""
    if fact.label in _UNKEPT or fact.is_ == "tier" or fact.sum_of is not None:
        return False
    return not name.startswith("line.") or is_of_a_person(name)


def _is_birth(name: str, fact: FactShape) -> bool:
    """Whether it says the year or the whole day of somebody's birth, by its name or a text of it."""
    owner, _, bare = name.rpartition(".")
    if owner == "member" and fact.is_ == "day" and About.AGE in abouts(name):
        return True
    exact = fact.is_ in {"day", "text"} or (fact.is_ == "quantity" and is_of_a_person(name))
    years = any(value.isdecimal() and len(value) == _YEAR for value in fact.of)
    return (exact or years) and any(map(_says_birth, (bare, *(fact.name or {}).values())))


def _says_birth(text: str) -> bool:
    parts = frozenset(parts_of(text))
    plain = bool(parts & _BIRTH) and parts <= _BIRTH | _AROUND
    return plain or (not parts and text.strip().endswith(_BIRTH_ZH))


def _contact(name: str, fact: FactShape) -> str | None:
    """Give that a fact holds how somebody is reached or what they are called, or a hash of it."""
    if fact.is_ not in _NUMBERS:
        return None
    for text in (name.rpartition(".")[2], *(fact.name or {}).values()):
        parts = parts_of(text)
        plain, chinese = "_".join(parts), text.strip()
        is_hash = not _HASHES.isdisjoint(parts) or any(word in chinese for word in _HASHES_ZH)
        if is_hash and (_CONTACT.search(plain) or any(word in chinese for word in _CONTACT_ZH)):
            return "a plain hash of a contact, which whoever knows the contact can work out again"
        found = _REACHED.search(plain)
        if fact.is_ == "quantity":
            reached = found is not None and found["numbered"] is not None
        else:
            reached = found is not None or (not parts and chinese.endswith(_CONTACT_ZH))
        if reached:
            return "how somebody is reached, or what they are called"
    return None


def _too_much(matter: Matter, name: str, fact: FactShape, *, told: bool) -> str | None:
    """Give what it is about that is kept of nobody; a trait that something reads is told there."""
    texts = (name.rpartition(".")[2], *(fact.name or {}).values())
    about = abouts(name).union(*map(in_text, texts))
    if About.IDENTITY in about and fact.is_ in _NUMBERS:
        return About.IDENTITY
    if not name.startswith("member."):
        return None
    if About.TOO_MUCH in about:
        return "nothing a programme needs"
    trait = About.TRAIT in meaning(matter, name) and not told
    return About.TRAIT if trait else None

"""What is kept of persons and is more than is needed, whether or not a rule reads it.

Of a birthday day and month are enough, of an age a band; nobody's identity document, card or trait is kept.
How somebody is reached is kept apart, sealed, and no fact is made of it: a plain hash of it is one as well.
"""

import re
from collections.abc import Iterator
from typing import Final

from loyalty.decision.telling.lineage import sources_of
from loyalty.language.facts import is_of_place
from loyalty.language.occasions.belonging import SEGMENT
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.naming import Compounds, parts_of
from loyalty.publication.personal.meaning import meaning
from loyalty.publication.words import About, abouts, in_text, is_of_a_person, names_person

_UNKEPT: Final = frozenset({"protected", "proxy"})
"""Labels of facts of a member of which no value is ever kept."""
_BIRTHS: Final = (
    "birth birthday birthdate birthyear born dob yob bday age aged geburtsdatum geburtstag geburtsjahr "
    "jahrgang geb geboren naissance anniversaire urodziny urodzin urodzenia urodzony urodzona wiek syntynyt "
    "syntymavuosi syntymaaika syntymapaiva nianling nianji shengri chusheng"
)
_BIRTH: Final = frozenset(parts_of(_BIRTHS))
_AROUND: Final = frozenset(
    parts_of(
        "member customer buyer passenger person guest user client kunde kunden mitglied asiakas of on in at "
        "the my your their his her full whole exact date day month year years old am im mein dein ihr mon ta "
        "votre moja twoja de des rok data dzien annee datum tag jahr"
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
    "first_name|last_name|full_name|given_name|family_name|middle_name|maiden_name|surname|forename|vorname|"
    "nachname|familienname|prenom|nom_de_famille|imie|nazwisko|etunimi|sukunimi|xingming"
)
_HOMES: Final = "address|adresse|anschrift|adres|osoite|dizhi|zhuzhi"
_OF_MACHINES: Final = "ip mac web site website webseite homepage internet wallet url of"
_NO_HOMES: Final = frozenset(_OF_MACHINES.split())
"""What an address is of that is nobody's home."""
_CONTACT = re.compile(rf"(?:^|_)(?:{_EMAILS}|{_PHONES}|{_NAMES})(?=_|$)")
_NUMBERED: Final = "address|addr|adresse|adres|number|no|nr|num|nummer|numer|numero|id"
_SIDES: Final = "home|work|private|privat|main|haupt|second|zweit"
_REACHED = re.compile(
    rf"(?:^|_)(?:(?:{_EMAILS}|{_PHONES})(?P<numbered>_(?:{_NUMBERED}))?|{_NAMES})(?:_(?:[1-9]|{_SIDES}))?$"
)
"""How somebody is reached, with nothing after it that makes it something else."""
_COMPOUNDS: Final = Compounds(
    tuple(word.split("_"))
    for word in ("date_of_birth", *f"{_EMAILS}|{_PHONES}|{_NAMES}|{_HOMES}".split("|"), *_BIRTHS.split())
)
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
_MACHINE_ZH: Final = re.compile("(?:会员|客户|顾客|用户|您|本人|个人|联系|注册|绑定)?的?(?:手机|微信)")
"""A telephone that is somebody's, and no article."""
_HOMES_ZH: Final = ("住址", "地址")
_OF_TRADE: Final = (
    "shop store branch outlet courier carrier driver seller merchant supplier warehouse depot restaurant "
    "hotel clinic filiale laden haendler kurier lieferant verkaeufer sklep kuriiri myymala mendian"
)
_OTHERS: Final = frozenset(_OF_TRADE.split())
_OTHERS_ZH: Final = ("门店", "店铺", "商家", "商户", "卖家", "快递", "骑手", "仓库", "承运")
"""Who may be reached about an order and is nobody that buys."""
_OF_TAX: Final = re.compile(
    r"(?<![a-z])(?:id_(?:number|no)_for_)?(?:tax|vat|steuer|ust)"
    r"(?:_?(?:id|identity|identification|registration|number|nummer|no|nr))*(?![a-z])"
)
"""A number of an order by which a business buys, as its invoice has to say."""
_PRIVATE: Final = frozenset({"personal", "private", "individual", "person", "persoenliche", "personliche"})
"""Whose such a number is that is no business's."""
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
        elif fact.label == "personal" and not fact.purpose and fact.consent is None:
            message = f"`{name}` is kept, and nobody is told what for"
            help_ = "name what it is for as `purpose`: the ids of the rules that read it, or the use it has"
            yield Breach("PD-01", "FIELD_NOT_REGISTERED", fact.span, message, help_)


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
    parts = frozenset(_COMPOUNDS.words_of(text))
    plain = bool(parts & _BIRTH) and parts <= _BIRTH | _AROUND
    return plain or (not parts and text.strip().endswith(_BIRTH_ZH))


def _contact(name: str, fact: FactShape) -> str | None:
    """Give that a fact holds how somebody is reached or what they are called, or a hash of it."""
    texts = (name.rpartition(".")[2], *(fact.name or {}).values())
    if fact.is_ not in _NUMBERS or _is_of_others(name, texts):
        return None
    for text in texts:
        words, chinese = _COMPOUNDS.words_of(text), text.strip()
        plain = "_".join(words)
        is_hash = not _HASHES.isdisjoint(words) or any(word in chinese for word in _HASHES_ZH)
        if is_hash and (_CONTACT.search(plain) or any(word in chinese for word in _CONTACT_ZH)):
            return "a plain hash of a contact, which whoever knows the contact can work out again"
        found = _REACHED.search(plain)
        if fact.is_ == "quantity":
            reached = found is not None and found["numbered"] is not None
        else:
            reached = found is not None or (not words and _is_reached(chinese))
        if reached or _is_home(name, fact, words, chinese):
            return "how somebody is reached, or what they are called"
    return None


def _is_reached(chinese: str) -> bool:
    return chinese.endswith(_CONTACT_ZH) or _MACHINE_ZH.fullmatch(chinese) is not None


def _is_home(name: str, fact: FactShape, words: list[str], chinese: str) -> bool:
    """Whether a text of a member is where they live; one that is for carriage or tax is of the sale."""
    if not name.startswith("member.") or fact.is_ != "text" or is_of_place(fact):
        return False
    latin = words[-1:] and words[-1] in _HOMES.split("|") and _NO_HOMES.isdisjoint(words)
    return bool(latin) or (not words and chinese.endswith(_HOMES_ZH) and "网" not in chinese)


def _is_of_others(name: str, texts: tuple[str, ...]) -> bool:
    """Whether a fact of an order is of a shop or of who brings the goods, and says so."""
    if name.startswith("member.") or any(map(names_person, texts)):
        return False
    return any(not _OTHERS.isdisjoint(parts_of(text)) or any(w in text for w in _OTHERS_ZH) for text in texts)


def _too_much(matter: Matter, name: str, fact: FactShape, *, told: bool) -> str | None:
    """Give what it is about that is kept of nobody; a trait that something reads is told there."""
    texts = (name.rpartition(".")[2], *(fact.name or {}).values())
    about = abouts(name).union(*map(in_text, texts))
    of_business = not is_of_a_person(name) and all(map(_is_of_business, (name, *texts)))
    if About.IDENTITY in about and fact.is_ in _NUMBERS and not of_business:
        return About.IDENTITY
    if not name.startswith("member."):
        return None
    if About.TOO_MUCH in about:
        return "nothing a programme needs"
    trait = About.TRAIT in meaning(matter, name) and not told
    return About.TRAIT if trait else None


def _is_of_business(text: str) -> bool:
    """Whether a text says nothing of a document but for a number of taxes, which is called nobody's own."""
    parts = parts_of(text)
    rest = _OF_TAX.sub("", "_".join(parts)), "".join(each for each in text if not each.isascii())
    return _PRIVATE.isdisjoint(parts) and not any(About.IDENTITY in in_text(each) for each in rest)

"""What only a charge of an authority may be called: fees, charges and taxes by their texts."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from itertools import groupby, islice, pairwise
from typing import Final

from loyalty.language.shapes.basket import FeeShape, TaxShape
from loyalty.language.shapes.meters import MeterShape
from loyalty.language.shapes.plans import AddOnShape, SeatsShape, UsageShape
from loyalty.publication.breach import Breach
from loyalty.publication.matter import Matter
from loyalty.publication.spoken.texts import Said, texts_of

AUTHORITY: Final = "authority"
_OF_AUTHORITIES: Final = (
    "government governments governmental govt regulatory regulation regulations regulator "
    "statutory statute official levy levies tax taxes surtax taxation duty duties customs "
    "tariff excise vat gst hst pst qst municipal federal council mandated legally law laws ordinance "
    "gesetzlich gesetzliche gesetzlicher behoerde behorde behordlich behordliche amtlich amtliche staatlich "
    "staatliche mwst ust zoll taxe taxes impot impots tva douane redevance gouvernement "
    "podatek podatku podatkowa vat rzadowa rzadowy urzedowa urzedowy ustawowa ustawowy clo "
    "imposta imposte impuesto impuestos belasting belastingen skatt afgift "
    "vero veroa verot alv lakisaateinen lakisaateiset valtion viranomainen viranomaismaksu"
)
_COMPOUNDS: Final = re.compile(r"\w*(?:steuern?|abgaben?|taxe)|\w+(?:vero|veromaksu)")
"""Words of German and Finnish that end in a charge of an authority."""
_OF_PLACES: Final = re.compile(
    r"\b(?:state|city|county|civic|national|provincial|local)(?: authority)?"
    r" (?:fees?|charges?|surcharges?|assessments?|contributions?)\b"
)
_OF_AUTHORITIES_ZH: Final = (
    "税",
    "政府",
    "法定",
    "监管",
    "规费",
    "行政",
    "官方",
    "财政",
    "海关",
    "国家规定",
    "国家费",
    "国家收费",
    "市政",
    "管理局",
    "监督局",
    "公安局",
    "主管部门",
    "法律规定",
)
_OF_STATES: Final = re.compile(r"教育费附加|教育附加|建设费|建设基金|拥堵费|(?:congestion|clean air) charge$")
"""What a state itself takes under the name of a fee."""
_OF_NOBODY: Final = re.compile(
    r"heavy duty|duty free|duty (?:manager|doctor|officer)|on duty"
    r"|tax free|free of tax|(?:tax|vat|duty) refunds?|tax adviser|tax advice|official merchandise|law advice"
    r"|(?:zware|lichte|maximale|max) belasting|belasting (?:tot|van|vanaf|boven) [0-9]+ ?(?:kg|kilo|ton)\b"
    r"|steuerberat\w*|[免退]税|税务咨询|行政酒廊|行政套房"
    r"|法定(?:节?假日|节日|代表人?)"
)
"""What has such a word in it and speaks of no charge of an authority."""
_CHARGED: Final = (
    "fee fees charge charges surcharge surcharges supplement gebuhr gebuhren zuschlag aufschlag frais oplata "
    "oplaty doplata maksu maksut lisamaksu palvelumaksu"
)
"""What a charge is called that anybody may take."""
_SERVED: Final = (
    "gratuity gratuities tip tips service handling booking commission cost costs bearbeitung trinkgeld "
    "pourboire napiwek"
)
"""What is charged by who sells."""
_FEES_ZH: Final = re.compile("(?:费用?|服务|手续|佣金)$")
_ASKED_ZH: Final = re.compile("(?:费用?|手续|佣金)$")
"""What is asked for, where a name that ends with a service is of what is sold."""
_LEVIES: Final = "levy levies tax taxes surtax excise vat gst"
"""What a charge of an authority is called at its end."""
_WORK_ZH: Final = re.compile("[报办退计节]税|代缴|代办|申报|咨询|筹划|培训|[记代做]账|会计|财务")
_WORK: Final = re.compile(
    r"\b(?:accounting|accountancy|accounts|bookkeeping|payroll|invoicing|invoices|reporting|reports|filing"
    r"|compliance|audits?|buchhaltung|lohn|comptabilite|kirjanpito|ksiegowosc)\b"
)
"""Work about taxes, which is sold."""
_CHARGES: Final = (AddOnShape, SeatsShape, UsageShape, MeterShape)
"""What costs money and is the seller's own."""


def check_authorities(matter: Matter) -> Iterator[Breach]:
    """Give what is called a charge of an authority and is none, and taxes that are called fees."""
    for fee, _ in matter.fees():
        yield from _of_fee(fee)
    named = (said for said in texts_of(matter.shape) if said.key == "name")
    for _, texts in groupby(named, key=lambda said: id(said.owner)):
        yield from islice(_of_charges(texts), 1)


def _of_fee(fee: FeeShape) -> Iterator[Breach]:
    if fee.recipient == AUTHORITY:
        return
    texts = [("name", called(text)) for text in fee.name.values()] + [("purpose", called(fee.purpose))]
    texts += [("formula", _charge_in(text)) for text in (fee.formula or {}).values()]
    key, found = next(((key, word) for key, word in texts if word is not None), ("", ""))
    if found:
        message = f"the fee `{fee.id}` is called `{found}`, and `{fee.recipient}` receives it, no authority"
        help_ = (
            "call it what it is, or write `recipient: authority` and its `legal_basis` where one receives it"
        )
        yield Breach("PX-04", "FEE_MISNAMED", fee.place(key), message, help_)
    elif fee.legal_basis is not None:
        message = f"the fee `{fee.id}` names a law that asks for it, and `{fee.recipient}` receives it"
        help_ = "leave `legal_basis` out, or write `recipient: authority` where an authority receives it"
        yield Breach("PX-04", "FEE_MISNAMED", fee.place("legal_basis"), message, help_)


def _of_charges(texts: Iterable[Said]) -> Iterator[Breach]:
    """Give what is wrong with the names of a part in each language: a charge of the seller's, or a tax."""
    for said in texts:
        if isinstance(said.owner, _CHARGES):
            found = _charge_in(said.text) or _levy_at_end(said.text)
            message = f"what the seller charges is called `{found}`: `{said.text}`"
            help_ = "call it what it is, or write a fee with `recipient: authority` and its `legal_basis`"
        elif isinstance(said.owner, TaxShape):
            found = said.text if _is_fee(said.text) else None
            message = f"the tax `{found}` is called like a fee, and an authority receives a tax"
            help_ = "write it under `fees` with its `recipient`, or call it by the name of the tax"
        else:
            return
        if found is not None:
            yield Breach("PX-04", "FEE_MISNAMED", said.span, message, help_)


def called(text: str) -> str | None:
    """Give the word by which a text speaks of a charge of an authority, None where it has none."""
    bare = _OF_NOBODY.sub(" ", bare_words(text))
    found = {word for word in bare.split() if _is_official(word)}
    places = (match[0] for match in _OF_PLACES.finditer(bare))
    return next(iter([*sorted(found), *places, *(word for word in _OF_AUTHORITIES_ZH if word in bare)]), None)


def _charge_in(text: str) -> str | None:
    """Give the words of a charge of an authority in a text that may speak of its law or of its taxes, too."""
    bare = _OF_NOBODY.sub(" ", bare_words(text))
    words = bare.split()
    for word, following in pairwise(words):
        if _is_official(word) and following in _CHARGED.split():
            return f"{word} {following}"
    place = _OF_PLACES.search(bare)
    return place[0] if place is not None else None


def _levy_at_end(text: str) -> str | None:
    """Give the word for a charge of an authority that a name is about: its last one."""
    bare = _OF_NOBODY.sub(" ", bare_words(text)).strip()
    last = bare.rpartition(" ")[2]
    if _WORK_ZH.search(last) or _WORK.search(bare):
        return None
    if last in _LEVIES.split() or _COMPOUNDS.fullmatch(last):
        return last
    return called(last) if last.endswith("税") or _ASKED_ZH.search(last) else None


def _is_official(word: str) -> bool:
    return word in _OF_AUTHORITIES.split() or _COMPOUNDS.fullmatch(word) is not None


def _is_fee(text: str) -> bool:
    """Whether a name is that of a fee, and has no word of an authority."""
    last = bare_words(text).rpartition(" ")[2]
    fee = last in f"{_CHARGED} {_SERVED}".split() or _FEES_ZH.search(last) is not None
    return fee and called(text) is None and _OF_STATES.search(bare_words(text)) is None


def bare_words(text: str) -> str:
    """Give the words of a text, small and without accents, a space between two."""
    parts = unicodedata.normalize("NFKD", text.lower().replace("ł", "l"))
    plain = "".join(each for each in parts if not unicodedata.combining(each))
    return " ".join(re.split(r"[\W_]+", plain)).strip()

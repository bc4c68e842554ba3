"""Free text about a person: short, and without the number of a card or a word of somebody's health.

The words are short lists, which find what is said most: names of illnesses and of what is done against
them. Words that mean something else as often ("sick of waiting", "a disabled account") are on none.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping
from typing import Final

from loyalty.kernel.card_numbers import holds_card_number
from loyalty.privacy.refusals import FreeTextRisk
from loyalty.privacy.written_lines import without_personal

FREE_TEXT_MAX: Final = 200
NOTE_MAX: Final = 400
"""The most characters of a text, and of a note of the staff."""
HEALTH: Final = frozenset(
    [
        "abortion",
        "adhd",
        "allergic",
        "allergies",
        "allergy",
        "antidepressant",
        "antidepressants",
        "asthma",
        "autism",
        "autistic",
        "bipolar",
        "cancer",
        "celiac",
        "chemo",
        "chemotherapy",
        "coeliac",
        "covid",
        "dementia",
        "depression",
        "diabetes",
        "diabetic",
        "diagnosed",
        "diagnosis",
        "dialysis",
        "disabilities",
        "disability",
        "disease",
        "epilepsy",
        "epileptic",
        "hiv",
        "hospital",
        "hospitalised",
        "hospitalized",
        "illness",
        "insulin",
        "medication",
        "migraine",
        "miscarriage",
        "pregnancy",
        "pregnant",
        "prescription",
        "psychiatric",
        "psychiatrist",
        "schizophrenia",
        "surgery",
        "tumor",
        "tumour",
        "wheelchair",
    ]
)
"""Words of somebody's health in English."""
_ELSEWHERE: Final = (
    # German
    "schwanger schwangere schwangerschaft fehlgeburt abtreibung krebserkrankung zuckerkrank depressionen "
    "asthma allergie allergien allergisch behinderung behindert schwerbehindert rollstuhl "
    "krankheit erkrankung erkrankt krankenhaus krankgeschrieben diagnostiziert chemotherapie demenz "
    "epilepsie autismus magersucht "
    # French
    "grossesse avortement diabète diabétique dépression épilepsie épileptique asthme asthmatique "
    "allergique handicapé handicapée maladie malade hôpital hospitalisé hospitalisée chimiothérapie "
    "démence autisme tumeur "
    # Polish
    "ciąża ciąży ciążę poronienie aborcja cukrzyca cukrzycę cukrzycy nowotwór nowotworu depresja "
    "depresję padaczka padaczkę astma astmę alergia alergię uczulenie niepełnosprawność niepełnosprawny "
    "niepełnosprawna choroba chorobę choroby szpital szpitalu chemioterapia "
    # Finnish
    "raskaana raskaus raskauden keskenmeno abortti diabeetikko syöpä syövän syöpää masennus epilepsia "
    "allergia allerginen pyörätuoli pyörätuolissa vammainen sairaus sairauden sairaala sairaalassa "
    "kemoterapia autismi"
)
HEALTH_ELSEWHERE: Final = frozenset(_ELSEWHERE.split())
"""Such words in the other languages of the markets whose law is known, as they are said most."""
HEALTH_ZH: Final = (
    *("怀孕", "孕妇", "流产", "糖尿病", "癌", "艾滋", "抑郁", "癫痫", "哮喘", "过敏", "残疾", "轮椅"),
    *("确诊", "诊断", "疾病", "患病", "病历", "住院", "手术", "化疗", "处方", "服药", "痴呆", "自闭症"),
    *("新冠", "精神病", "肿瘤", "透析", "高血压", "心脏病"),
)
"""Words of somebody's health in Chinese, found wherever they stand: Chinese has no spaces."""
_WORDS: Final = HEALTH | HEALTH_ELSEWHERE
_WORD: Final = re.compile(r"[^\W\d_]+")
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_GOES_ON: Final = (
    r"(?:(?:and|but|so|or|when|while|because|since|after|before|during|in|on|at|by|from|with|last|this|the|an?|"
    r"yesterday|today|again|twice|once|two|three|i|he|she|it|we|my|his|her|could|cannot|can)\b|\w+ing\b)"
)
"""What follows a limb that is no part of a thing's name, as in a foot pump."""
_HAD: Final = re.compile(
    r"\b(?:habe|hab|hat|hatte|(?:wir|sie)\s+(?:haben|hatten)|gegen|wegen)\s+krebs\b|"
    r"\b(?:starb|starben|leide|leidet|litt)\s+an\s+krebs\b|\ban\s+krebs\s+(?:gestorben|verstorben|gelitten)\b|"
    r"\b(?:mam|ma|mamy|mają|miałem|miałam|miał|miała|z powodu)\s+raka\b|"
    r"\b(?:chor[yae]|chorzy|choruję|choruje|choruj[aą]|(?:za)?chorowała?|zmarła?|umarła?)\s+na\s+raka\b|"
    r"\b(?:broke|broken|fractured)\s+(?:my|his|her)\s+(?:(?:left|right)\s+)?"
    r"(?:leg|arm|hip|ankle|wrist|foot|hand)(?!-)\b(?!\s+(?!" + _GOES_ON + r")\w)"
)
"""What somebody has, in words that by themselves are of animals, or of things that break."""
_DENIED: Final = re.compile(
    r"(?:^|(?<=[.,;:(/]))\s*(?:(?:no|without|free from|keine?|ohne|sans|aucune?|pas d[e'’]|bez|brak|ei)\s*"
    r"(?:(?:known|any|bekannten?|food)\s+)?[^\W\d_]+|(?:无|没有|不)(?:任何)?(?:"
    + "|".join(HEALTH_ZH)
    + r")史?)\s*(?=$|[.,;:)/。，；])"
)
"""What somebody says that they have not, in a few words and no more: what follows may take it back."""
_SIGNS: Final = r"(?:zodiac|star[ -]?sign|sun[ -]?sign|horoscope|astrology|sternzeichen|signe|znak)"
_OF_STARS: Final = re.compile(rf"\bcancer\W+(?:the\s+)?{_SIGNS}\b|\b{_SIGNS}(?:\s+(?:sign|is))*\W+cancer\b")
"""The sign of the zodiac that is called as an illness is."""
_DAY: Final = re.compile(r"(?<![\d.+-])(?:19|20)\d\d-[01]\d-[0-3]\d(?!\d)", re.ASCII)
_DECIMAL: Final = r"\d+(?: \d{3})*\.\d{1,2}"
_ADDED: Final = re.compile(
    rf"\+(?:{_DECIMAL}(?:[ /-]+{_DECIMAL})*|\d{{1,3}}(?P<gap>[ .])(?:\d{{3}}(?P=gap))*000)(?![ ./-]?\d)",
    re.ASCII,
)
"""What is added to prices and points: decimals, and thousands in groups that end in three noughts."""
_NAME: Final = re.compile(r"\b(?:[A-ZÄÖÜ][^\W\d_]+[ .'-]+)+[A-ZÄÖÜ][^\W\d_]+")
_OF_PLACES: Final = (
    "hospital hospitals clinic clinics centre center institute research university college school trust "
    "foundation society museum street road lane square station hospice klinik klinikum krankenhaus institut "
    "stiftung strasse platz hôpital clinique rue place szpital ulica klinika sairaala katu"
)
_PLACES: Final = frozenset(_OF_PLACES.split())
"""What a house or a street is called, of which words with capitals are the name."""
_HOUSE: Final = re.compile(r"@((?:[\w-]+\.)+(?:internal|lan|localhost))(?![\w-]|\.\w)", re.IGNORECASE)
"""The host of an account on a machine of the house, where nobody gets letters."""


def refuse_free_text(fields: Mapping[str, str | None], goods: Collection[str] = ()) -> None:
    """Give nothing where every text, by its JSON pointer, may be kept; None is no text.

    ``goods`` are names of what was bought, which say nothing of who writes. Raises FreeTextRisk with the
    first place and what is wrong there, never with the text.
    """
    for pointer, text in fields.items():
        risk = risk_of(text or "", goods=goods)
        if risk is not None:
            raise FreeTextRisk(pointer, risk)


def refuse_note(pointer: str, note: str | None) -> None:
    """Give nothing where a note of the staff that stays for ever may be kept: it says nothing of a person.

    Beside what no free text holds that is an address, a telephone number or an identity number. Raises
    FreeTextRisk.
    """
    risk = risk_of(note or "", NOTE_MAX)
    if risk is not None:
        raise FreeTextRisk(pointer, risk)
    refuse_reason(pointer, note)


def refuse_reason(pointer: str, reason: str | None) -> None:
    """Give nothing where a reason of the audit may stay: it is of rules, which may be of medicines.

    An address, a telephone, card or identity number is refused; a day, a decimal and a round number with
    a plus before it are of rules, and an account on a machine of the house is nobody's address. Raises
    FreeTextRisk.
    """
    of_rules = _HOUSE.sub(r" at \1", _ADDED.sub("x", _DAY.sub("x", reason or "")))
    if without_personal(of_rules)[1]:
        raise FreeTextRisk(pointer, "it says who somebody is, or where they are reached")


def fact_risk_of(text: str) -> str | None:
    """Give why a text may not be kept as a fact of a member, None where it may.

    Where somebody is reached and by which number they are known has its own place. Words with capitals that
    follow each other and say so are the name of a house or a street, as of a hospital that one works for.
    """
    if without_personal(text)[1]:
        return "it says who somebody is, or where they are reached"
    return risk_of(_NAME.sub(lambda found: " " if _is_place(found[0]) else found[0], text))


def _is_place(name: str) -> bool:
    return not _PLACES.isdisjoint(word.casefold() for word in _WORD.findall(name))


def risk_of(text: str, most: int = FREE_TEXT_MAX, goods: Collection[str] = ()) -> str | None:
    """Give why a text may not be kept, None where it may; ``most`` is how many characters it may have."""
    if len(text) > most:
        return f"it is longer than {most} characters"
    if holds_card_number(text):
        return "it holds the number of a payment card"
    if _tells_of_health(text, goods):
        return "it tells of somebody's health"
    return None


def _tells_of_health(text: str, goods: Collection[str]) -> bool:
    """Say so in whatever width, case and with whatever invisible characters the words are written."""
    plain = _plain(text)
    for name in sorted(filter(_names_goods, map(_plain, goods)), key=len, reverse=True):
        plain = re.sub(_as_written(name), " ", plain)
    plain = _OF_STARS.sub(" ", _DENIED.sub(" ", plain))
    words = {found[0] for found in _WORD.finditer(plain)}
    chinese = "".join(plain.split())
    said = not words.isdisjoint(_WORDS) or _HAD.search(plain) is not None
    return said or any(word in chinese for word in HEALTH_ZH)


def _plain(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text).casefold()
    return "".join(each for each in plain if unicodedata.category(each) != "Cf")


def _names_goods(name: str) -> bool:
    """Give whether a name says more than one word, or one of Chinese that is more than a word of health."""
    chinese = "".join(_CHINESE.findall(name))
    rest = re.sub("|".join(HEALTH_ZH), "", chinese)
    return len(_WORD.findall(name.replace("'", "").replace("’", ""))) > 1 or len(rest) > 1


def _as_written(name: str) -> str:
    """Give how a name may stand in a text: whole, with its own signs between the words or with none."""
    parts = _WORD.findall(name)
    between = re.escape("".join(sorted({each for each in name if not each.isalpha()})))
    first, last = ("" if _CHINESE.match(end) else r"[^\W_]" for end in (parts[0], parts[-1][-1]))
    pattern = rf"[\s_'’{between}-]*".join(parts)
    return (rf"(?<!{first})" if first else "") + pattern + (rf"(?!{last})" if last else "")

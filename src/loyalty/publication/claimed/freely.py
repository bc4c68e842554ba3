"""Words that say that something costs nothing, and what only looks like them."""

import re
from collections.abc import Iterator
from fractions import Fraction
from typing import Final

from loyalty.publication.claimed.numerals import CURRENCY, number_of, numbers_as_words

_WITHOUT: Final = "".join(
    rf"(?<!\b{each} )"
    for each in (
        *("feel", "caffeine", "gluten", "sugar", "lactose", "dairy", "milk", "nut", "egg", "wheat", "fat"),
        *("salt", "alcohol", "plastic", "cruelty", "smoke", "fragrance", "duty"),
    )
)
"""Not what is free of something, nor somebody who is: `caffeine free`, `feel free`."""
FREE: Final = re.compile(
    rf"(?<![\w-]){_WITHOUT}free\b(?![ -](?:range|flow|from|standing|trade|choice|time|text|form|will|hand)\b)"
    r"(?! of (?!charge))|\b(?:fee|charge|cost|interest|postage|shipping)-free\b|\bfor nothing\b"
    r"|\bpay(?:ing)? (?:nothing|nowt)\b|\bcosts? (?:you )?(?:nothing|nowt|zero)\b"
    r"|\bnothing (?:at all )?to pay\b"
    r"|\b(?:(?:pay(?:ing)?|costs?(?: you)?) (?:not )?a single|not a(?: single)?) (?:penny|cent)\b"
    r"(?! (?:more|less|extra|over|above|too much|dearer|cheaper)\b)"
    r"|\bfür (?:lau|umme|nix)\b|\b(?:nichts|nix|keinen cent) (?:zu )?(?:be)?zahlen\b|\bpour rien\b"
    r"|\bon us\b(?=\W*$)"
    r"|\bcomplimentary\b|\bon the house\b|\b(?:at no|no|without|zero|free of) (?:extra )?(?:charge|cost)\b"
    r"|\b(?:no|zero|without) (?:delivery|shipping|postage|carriage) (?:charge|cost|fee)s?\b"
    r"|\bgr[aá]tis\w*|\bkosten(?:los|frei)\w*|\bumsonst\b|\b(?:versandkosten|gebühren|porto|spesen)frei\w*"
    r"|\bgratui(?:t|te|ts|tes|to|ta|tos|tas|tement)\b|\bofferte?s?\b|\bsans frais\b|\bza darmo\b|\bdarmow\w+"
    r"|\bbezpłatn\w+|\bilmai(?:nen|seksi|sia|set|sen|sta)\b|\bmaksutt?[ao]\w*|\bkosteloos\b|\bkostnadsfri\w*"
    r"|免费|免[^疫税打除]{0,3}(?:费|邮)|包邮|免单|白送|白拿|不花钱|不要钱|白嫖|分文不[取收花付要]|不[花要收付用][一半][分毛](?!钟)|一[分毛]钱?[也都]?不[花要收付用]|赠送|买[一二两三四五1-5][送赠](?!一?半价)|零元|無料"
    rf"|(?<![0-9.,])(?:0|零)(?:[.,]00?)? ?{CURRENCY}|{CURRENCY} ?0(?:[.,]00?)?(?![0-9.,])",
    re.IGNORECASE,
)
_DENIED: Final = re.compile(
    r"(?:(?<!\bwhy )\b(?:not|never|no|non|without|nicht|nie|niemals|ohne|pas|jamais|sans|nie jest|ei|ei ole)"
    r"|(?<=\w )\w{2,6}n[’']t|\bkein(?:e[mnrs]?)?) "
    r"(?:(?:an?|the|yet|always|be|been|for|any|immer|mehr|ganz) ){0,2}$"
    r"|(?:[不非未没无]|没有|不是|不再|不能|不予|不可|无法|不支持|不享受?|不提供)$",
    re.IGNORECASE,
)
_DENIED_BEHIND: Final = re.compile(
    r"(?: (?:delivery|shipping|postage|versand|lieferung))? ?[:,(–-]? ?(?:is |are |ist )?"
    r"(?:not (?:included|available|offered|possible)|excluded|unavailable|ausgeschlossen"
    r"|nicht (?:enthalten|möglich|verfügbar|inbegriffen)|除外|不适用)[)）]?(?=\s*(?:$|[.;!。；！]))",
    re.IGNORECASE,
)
"""And nothing more: what is not available for furniture is for the rest."""


def is_denied(found: re.Match[str]) -> bool:
    """Whether the words around deny what was found: `not free`, `kein Gratisversand`, `不包邮`.

    `Not only free` denies nothing, nor do `no minimum, free delivery` and `isn't free delivery great`.
    """
    before, behind = found.string[: found.start()], found.string[found.end() :]
    return _DENIED.search(before) is not None or _DENIED_BEHIND.match(behind) is not None


_CARRIAGE: Final = (
    r"(?:delivery|shipping|postage|carriage|versand|versandkosten|lieferung|porto|livraison|dostawa"
    r"|wysyłka|toimitus(?:kulut)?)"
)
_CARRIAGE_ZH: Final = r"(?:运费|邮费|配送费)"
_OF_NOTHING_ELSE: Final = (
    r"(?!\s+(?!(?:ab|from|over|dès|im|in|dans|by|for|für|pour|with|bei|und|and|et"
    r"|today|now|always|heute|jetzt|immer)\b)\w)"
)
"""Not `shipping inclusive of packaging`, which is charged, nor `covered up to 20 kg`."""
_NOT: Final = "".join(
    rf"(?<!\b{word} )" for word in ("not", "never", "without", "nicht", "nie", "ohne", "non")
)
_NOT_ZH: Final = r"(?<![不未没非包])(?<!没有)(?<!不另)"
OF_CARRIAGE: Final = re.compile(
    r"deliver|shipp|postage|carriage|carrier|freight|courier|dispatch|versand|liefer|porto\b|fracht|kurier"
    r"|spedition|zustell|livraison|frais (?:de port|d[’']envoi)|expédition|dostaw|wysyłk|przesyłk|toimitus"
    r"|postikulu|rahti|bezorg|verzend|envío|spedizion|consegna|运费|邮费|邮寄|配送|快递|送货|物流",
    re.IGNORECASE,
)
"""Words of the name, purpose or recipient of a fee for bringing what is bought."""
INCLUDED: Final = re.compile(
    rf"\b{_CARRIAGE} (?:(?:is|are|costs?|charges?|always|ist|sind|est|aina) )*"
    r"(?:included|paid by us|inbegriffen|enthalten|geschenkt|incluse|w cenie|wliczona|sisältyy"
    rf"|(?:inclusive|covered|inklusive|inkl\.|comprise){_OF_NOTHING_ELSE})"
    rf"|\bwe (?:pay|cover) (?:for )?(?:your |the |all )*{_CARRIAGE}\b"
    rf"|\bwir (?:zahlen|übernehmen|schenken)(?: \w+)?? (?:die |den |das |ihre |ihren )?{_CARRIAGE}"
    rf"|{_NOT}\b(?:including|incl\.|inkl\.|inklusive) {_CARRIAGE}\b"
    rf"|{_NOT_ZH}(?:包含|[含包]){_CARRIAGE_ZH}(?!说明|规则|政策|条款|标准|详情|计算|险)"
    rf"|{_CARRIAGE_ZH}(?:已含|全包|我们?出|由我们)",
    re.IGNORECASE,
)
"""Words that say that carriage is in the price."""
PAYS_BACK: Final = re.compile(
    r"\bpay(?:s|ing)? for itself\b|\bcome out ahead\b|\bmore than your money back\b"
    r"|\b(?:earn|get|win)s? back (?:your|the|its) (?:\w+ )?fee\b|\b(?:your|the|its) (?:\w+ )?fee back\b"
    r"|\brechnet sich\b|(?:gebühr|beitrag|mitgliedschaft) lohnt sich (?:immer|ab|schon|bereits)\b"
    r"|\blohnt sich (?:\w+ )?\w*(?:gebühr|beitrag|mitgliedschaft) (?:immer|ab|schon|bereits)\b"
    r"|\b(?:bezahlt sich|macht sich (?:schnell )?bezahlt)\b"
    r"|\brentabilis[ée]\w*|\bzwraca się\b|\bmaksaa itsensä takaisin\b|回本|稳赚|包赚|只赚不亏",
    re.IGNORECASE,
)
"""Words that say that a fee comes back, which is each member's own sum (PX-15)."""
_SO_MANY: Final = rf"{numbers_as_words()}|1[0-2]|[一二两三四五六]"
_MONTHS: Final = r"(?:months?|monate?n?|mois|miesiąc[ae]?|miesięcy|kuukau\w+|个?月)"
_FREELY: Final = (
    r"(?:free|gratis|kosten(?:los|frei)\w*|umsonst|gratuite?s?|offerts?|za darmo|ilmaiseksi|免费)"
)
_MONTHS_FREE: Final = re.compile(
    rf"(?<![a-z0-9.,])({_SO_MANY}) ?{_MONTHS}[ -]?(?:are |sind |for )?{_FREELY}(?!\w)"
    rf"|\b({_SO_MANY}) {_FREELY} {_MONTHS}\b|\b{_FREELY} (?:for|für|pendant) ({_SO_MANY}) {_MONTHS}\b"
    rf"|(?:赠送|白送|送|免费)({_SO_MANY}) ?{_MONTHS}",
    re.IGNORECASE,
)
"""Months of a plan that are not paid: `2 months free`."""
_DAYS: Final = r"(?:days?|tage?n?|jours?|dni|päivää|天|日)"
_WEEKS: Final = r"(?:weeks?|wochen?|semaines?|tygodni\w*|viikko\w*|周|个?星期)"
_SPAN: Final = rf"({_SO_MANY}|[1-9][0-9]{{1,2}}) ?-?(?:({_DAYS})|{_WEEKS})"
_NO_THING: Final = r"(?=\W*(?:$|[,.;:()]|to try\b|trial\b|test|probe|试用|体验))"
"""Not `30 days free returns`."""
_DAYS_FREE: Final = re.compile(
    rf"(?<![a-z0-9.,]){_SPAN}[ -]?(?:are |sind |for )?{_FREELY}{_NO_THING}"
    rf"|\b{_FREELY} (?:for|für|pendant) {_SPAN}(?!\w)"
    rf"|\b{_FREELY} {_SPAN}[ -](?:trial|test)|免费(?:试用|体验){_SPAN}",
    re.IGNORECASE,
)
"""Days or weeks that are not paid: `30 days free`."""


def times_free(text: str) -> Iterator[tuple[str, Fraction]]:
    """Give what a text says of time that is not paid, with how many months that is, 30 days each."""
    for found in _MONTHS_FREE.finditer(text):
        yield found[0], Fraction(number_of(next(each for each in found.groups() if each)))
    for found in _DAYS_FREE.finditer(text):
        number, days = next(pair for pair in zip(*[iter(found.groups())] * 2, strict=True) if pair[0])
        yield found[0], Fraction(number_of(number) * (1 if days else 7), 30)


def without_times(text: str) -> str:
    """Give a text without what it says of time that is not paid."""
    return _DAYS_FREE.sub(" ", _MONTHS_FREE.sub(" ", text))

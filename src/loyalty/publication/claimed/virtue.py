"""Words by which a text claims that a price or a programme is lawful, fair or without bias.

This is a net in the languages of the markets, not a proof: a text that claims so in other words passes.
"""

import re
import unicodedata
from typing import Final

_GOODS: Final = re.compile(
    r"\bfair(?:ly)?[ -]?trade\b|\b(?:book|trade|job|art|arts|craft|crafts|county|country|state|street|school"
    r"|science|world|wine|food|antiques?|toy|village|spring|summer|autumn|winter|christmas|easter|holiday"
    r"|travel|career|fun|vanity|annual|our|the) fairs?\b(?! (?:pric|deal|offer|fee|charg|rat|valu|discount))"
    r"|\bfair[ -](?:isle|ground|weather|hair|haired|skin|skinned|city|lady|ladies|maid|maiden)\b|\bfairs\b"
    r"|\b(?:commerce|caf[e]|cafes|th[e]|thes|chocolat|coton) equitables?\b|\bsprawiedliw\w* handl?\w*"
    r"|\breilu\w* kaup\w+|公平贸易|公平貿易|公平交易认证",
    re.IGNORECASE,
)
"""What has such a word in it and speaks of goods: fair trade, the fair of a town, Fair Isle, a fair lady."""
_LAW: Final = (
    r"(?:law|laws|lawfully|legal|legally|legislation|legality|statutes?|regulations?|regulators?|regulatory"
    r"|authority|authorities|courts?|directives?|privacy|gdpr|uk-gdpr|ccpa|cpra|pipl|appi|dsgvo|rgpd|rodo|cma"
    r"|ftc|recht|rechtlich|gesetz|gesetze|gesetzlich|datenschutz|loi|lois|legale?s?|legalement|prawo|prawem"
    r"|prawnie|laki|lain)"
)
_ASSURED: Final = (
    r"(?:certified|certification|approved|verified|audited|accredited|endorsed|vetted|conform|conforms"
    r"|conforming|conformant|conformity|complies|comply|complying|compliance|obeys?|adheres?|guaranteed"
    r"|checked|tested|zertifiziert\w*|gepruft\w*|bestatigt\w*|zugelassen\w*|konform\w*|certifie\w*"
    r"|approuve\w*|conformes?|conformement|certyfikowan\w*|zatwierdzon\w*|hyvaksy\w+|sertifioi\w+|mukai\w+)"
)
_GAP: Final = r"(?:[ ,:/&-]+(?!required|requires|needed)[\w%]+){0,4}[ ,:/&-]+"
_PRICE: Final = (
    r"(?:pric\w*|deals?|discounts?|offers?|charges?|charging|fees?|rates?|tariffs?|bills?|billing|costs?"
    r"|values?|preis\w*|angebot\w*|rabatt\w*|prix|offres?|cen[ayę]?|hin(?:ta|nat|noittelu)\w*)"
)
_VIRTUE: Final = (
    r"(?:honest|honestly|equitable|equitably|ethical|ethically|ehrlich\w*|gerecht\w*|faire[rnsm]?"
    r"|honnetes?|justes?|ethiques?|rehelli\w+|uczciw\w+)"
)
_CLAIM: Final = re.compile(
    r"\bcompliant\b|\bunbiased\b|\bbias[ -]free\b|\b(?:no|without|free (?:of|from)) (?:any )?bias\b"
    r"|\bimpartial\w*"
    r"|\bunprejudiced\b|\bnon[ -]?discriminat\w+|\b(?:no|without|never|not) discriminat\w+"
    r"|\bfair(?:ly|ness|est|er)?\b|\bin (?:full )?compliance\b|\blawful(?:ly)?\b"
    r"|\bcourt[ -]proof\b"
    r"|(?:100 ?% |\b(?:fully|completely|perfectly|entirely|totally) )legal\b"
    r"|\blegally (?:sound|safe|clean|correct|watertight|secure)\b|\bjust pric\w+"
    r"|\b(?:rechts|gesetzes)[ -]?konform\w*|\brechtssicher\w*|\brechtmassig\w*|\bdiskriminierungsfrei\w*"
    r"|\bunparteiisch\w*|\bvorurteilsfrei\w*|\bsans discrimination\b|\bequitables?\b"
    r"|\bzgodn\w+ z (?:rodo|praw\w+|przepis\w+)|\bbezstronn\w+|\bsprawiedliw\w+"
    r"|\breilu(?:t|n|a|sti|in|mpi)?\b|\blainmukai\w+|\boikeudenmukai\w+|\btasapuoli\w+|\bsyrjimat\w+"
    rf"|\b{_ASSURED}{_GAP}{_LAW}\b|\b{_LAW}{_GAP}{_ASSURED}\b"
    rf"|\b{_VIRTUE}{_GAP}{_PRICE}\b|\b{_PRICE}{_GAP}{_VIRTUE}\b"
    r"|合[规規](?![定格则則划劃范範律])|合法|公平|公正|公道|公允|童叟无欺|诚信价|良心价"
    r"|[无無不零][偏歧][见視视]|符合[^，。；]{0,8}(?:法律|法规|监管|条例|保护法|GDPR)"
    r"|(?:法律|监管|政府)[^，。；]{0,4}(?:认证|认可|批准|核准|保证)|準拠|法令[遵順]守",
    re.IGNORECASE,
)


def virtue_in(text: str) -> str:
    """Give the words of a text that claim to be lawful, fair or without bias, empty where there are none."""
    found = _CLAIM.search(_GOODS.sub(" ", _plain(text)))
    return found[0].strip() if found is not None else ""


def _plain(text: str) -> str:
    """Give a text without accents, wide letters and characters that nobody sees."""
    seen = (each for each in unicodedata.normalize("NFKC", text) if unicodedata.category(each) != "Cf")
    parts = unicodedata.normalize("NFKD", "".join(seen))
    return unicodedata.normalize("NFC", "".join(each for each in parts if not unicodedata.combining(each)))

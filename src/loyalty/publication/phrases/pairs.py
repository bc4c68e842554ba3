"""Pairs of words that give away together what a fact is about, and say nothing apart.

A push is a bicycle's until it is opened; digits are engraved unless they are the last of a number; a mode
is for gifts unless it is for the elderly.
"""

from dataclasses import dataclass
from typing import Final

from loyalty.publication.naming import parts_of
from loyalty.publication.words import About

_BASKETS: Final = "cart basket trolley checkout warenkorb einkaufswagen panier koszyk ostoskori gouwuche"
_GIVEN_UP: Final = (
    "removed emptied cleared deleted dropped abandoned abandoning deserted "
    "entfernt geleert verlassen abandonne retire vide porzucony porzucono oproznil hylatty tyhjennetty "
    "fangqi yichu qingkong shanchu"
)
_FIRST_SEEN: Final = "visit view viewed look looked opened click clicked landing login search"
_SHORT_WHILE: Final = "seconds secs minutes hours"
_LOOKING: Final = "looked looking browsed browsing considered considering hesitated"
_PAGES: Final = "page pages webpage website homepage"
_SEEN: Final = "visit visits visited view views viewed opened looked reloads reloaded refreshed"
_EARNED: Final = "earnings earner earners wage wages"
_BRACKETS: Final = "band bracket range bucket monthly annual yearly net gross"
_LAST: Final = (
    "last final ending end closing trailing terminal letzte letzter letzten letztes schluss dernier "
    "derniers derniere dernieres ostatnia ostatni ostatnie ostatnich koncowa koncowe viimeinen viimeiset "
    "zuihou mowei"
)
_DIGITS: Final = "digit digits ziffer ziffern chiffre chiffres cyfra cyfry cyfr shuzi yiwei weishu"
_PARITIES: Final = "odd even parity gerade ungerade parzysty nieparzysty parillinen pariton"
_NUMBERED: Final = (
    "number numbers nr nummer numer numero digit digits ziffer receipt invoice bon kassenbon paragon facture "
    "rechnung rechnungsnummer minute minutes second seconds"
)
_WHEELS: Final = "wheel rad roue kolo pyora dice wuerfel wurfel"
_TURNED: Final = (
    "spin spun spins stopped gave landed lands turned prize won result gedreht drehen tourne zakrecono"
)
_PRIZES: Final = "prize prizes gewinn lot nagroda palkinto reward gift present"
_DRAWN: Final = "drawn draw random randomly chance luck lucky gezogen verlost wylosowana wylosowano arvottu"
_PUSH: Final = "push pushes pushed tuisong"
_NOTICE: Final = "notification notifications benachrichtigung powiadomienie powiadomienia ilmoitus tongzhi"
_OPENED: Final = (
    "opened opener clicked clicks tapped swiped read received seen enabled activated subscribed "
    "subscriber accepted allowed permitted geoffnet geoeffnet angeklickt angetippt aktiviert "
    "erhalten ouvert ouverte clique cliquee active activee recu otwarte otwarty klikniete wlaczone avattu "
    "dakai dianji kaiqi"
)
_SENT: Final = (
    "notification notifications notice message messages alert alerts token campaign coupon voucher link "
    "nachricht nachrichten meldung meldungen benachrichtigung message powiadomienie viesti ilmoitus xiaoxi "
    "tongzhi"
)
_TAPPED: Final = "tapped swiped clicked opened angetippt angeklickt geoffnet geoeffnet klikniete avattu"
_MODES: Final = (
    "mode modus moshi tryb tila display interface ui ansicht anzeige affichage widok naytto jiemian"
)
_NEEDING: Final = (
    "elder elders elderly senior seniors seniorow seniori seniorit accessible accessibility accessibilite "
    "accessibles dostepnosci dostepny esteettomyys esteeton "
    "dyslexia dyslexic colourblind colorblind malvoyant malvoyants sehbehindert sehschwach ikaantyneet "
    "zhangzhe zhangbei laonian laoren guanhuai"
)

_ASKING: Final = (
    "asked asks asking requested requests requesting demanded demands wanted wants claimed applied "
    "beantragt verlangt demande zazadal solicitado richiesto"
)
_ASKED: Final = (
    "forgotten forget erased erase deletion delete deleted removal rectification correction refund refunds "
    "refunded geloescht loeschung geloscht loschung effacement oubli usuniecie zapomnienie olvido "
    "cancellazione rueckzahlung erstattung remboursement zwrot reembolso rimborso"
)
_ALLOWING: Final = (
    "accept accepts accepted agree agrees agreed allow allows allowed opt opted permission permits grants "
    "granted refuses refused declines declined denies denied erlaubt zugestimmt abgelehnt accepte refuse"
)
_USE_OF_DATA: Final = (
    "marketing profiling tracking tracked cookies cookie analytics advertising ads adverts "
    "personalisation personalization sharing werbung verfolgung publicite suivi sledzenie profilowanie"
)
_MACHINES: Final = "ai ki model modell algorithm algo algorithmus neural classifier predictor"
_VERDICTS: Final = (
    "tag group label segment value verdict says said choice decision decides index flag output result pick "
    "klasse gruppe wert ergebnis estimate guess worth"
)


@dataclass(frozen=True, slots=True)
class _Pair:
    """Words of which one of each group must be there, and one ``among`` them where one is named.

    ``chinese`` are the groups of such words as they are found anywhere in a text.
    """

    about: About
    first: frozenset[str]
    second: frozenset[str]
    among: str = ""
    chinese: tuple[str, ...] = ()

    def is_in(self, parts: frozenset[str], text: str) -> bool:
        """Give whether both are in a text of these words: a word alone is no pair of itself."""
        one, other = parts & self.first, parts & self.second
        latin = bool(one and other and len(one | other) > 1) and (not self.among or self.among in parts)
        said = (any(word in text for word in words.split()) for words in self.chinese)
        return latin or (bool(self.chinese) and all(said))


def _pair(about: About, first: str, second: str, among: str = "", chinese: tuple[str, ...] = ()) -> _Pair:
    return _Pair(about, frozenset(first.split()), frozenset(second.split()), among, chinese)


_PAIRS: Final = (
    _pair(About.WILLINGNESS, _BASKETS, _GIVEN_UP),
    _pair(About.WILLINGNESS, _FIRST_SEEN, _SHORT_WHILE, among="since"),
    _pair(About.WILLINGNESS, _LOOKING, _SHORT_WHILE),
    _pair(About.WILLINGNESS, _PAGES, _SEEN),
    _pair(About.WILLINGNESS, _EARNED, _BRACKETS),
    _pair(About.CHANCE, _LAST, _DIGITS, chinese=("最后 末尾 结尾", "位数 单号")),
    _pair(About.CHANCE, "viimeinen viimeiset", "numero numerot"),
    _pair(About.CHANCE, "endet konczy finit", "bon kassenbon nummer nr numer paragon ticket"),
    _pair(About.CHANCE, "tirage", "gagnant gagne sort"),
    _pair(About.CHANCE, "pair impair", "numero facture ticket"),
    _pair(About.CHANCE, _WHEELS, _TURNED),
    _pair(About.CHANCE, _PRIZES, _DRAWN),
    _pair(About.CHANCE, _PARITIES, _NUMBERED, chinese=("单号 双号 奇数 偶数", "小票 订单号 票号 尾")),
    _pair(About.APP, _PUSH, f"{_OPENED} {_SENT}", chinese=("推送", "打开 点开 点击 开启 订阅 通知 消息")),
    _pair(About.APP, _NOTICE, _TAPPED, chinese=("通知", "点开 点击")),
    _pair(
        About.ACCESSIBILITY,
        _MODES,
        _NEEDING,
        chinese=("模式 界面 版本", "长者 老人 老年 长辈 敬老 关怀 适老 视障 大字"),
    ),
)
"""What is told by two words; a visit of so many minutes is one to a doctor, unless they were since then."""
_OF_PERSONS: Final = (
    _pair(About.RIGHTS, _ASKING, _ASKED),
    _pair(About.RIGHTS, "data donnees daten danych datos", "copy copies export exported portability"),
    _pair(
        About.RIGHTS,
        _ALLOWING,
        _USE_OF_DATA,
        chinese=("同意 接受 允许 拒绝 授权", "营销 个性化 画像 跟踪 追踪 广告"),
    ),
    _pair(About.SCORE, _MACHINES, _VERDICTS),
)
"""What is told where it is of a person: of a sale an export of data is something that is sold."""
_ELSEWHERE: Final = (
    (frozenset({"click", "collect"}), "click"),
    (frozenset({"chiffre", "affaires"}), "chiffre"),
)
"""Words beside which a word says something else: `click_and_collect` is no click, a turnover no digit."""


def together(text: str, *, of_person: bool = False) -> frozenset[About]:
    """Give what pairs of words in a name or a text say that it is about, more where it is of a person."""
    parts = frozenset(parts_of(text))
    parts -= {word for beside, word in _ELSEWHERE if parts >= beside}
    return frozenset(
        pair.about for pair in (_PAIRS + _OF_PERSONS if of_person else _PAIRS) if pair.is_in(parts, text)
    )


def chosen(name: str, value: str) -> frozenset[About]:
    """Give what a choice says beside the name of its fact: a mode of display is chosen by who needs it."""
    return together(f"{name}_{value}") & {About.ACCESSIBILITY}

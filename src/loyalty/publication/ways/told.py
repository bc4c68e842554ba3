"""Whether a fact tells by which channel somebody buys, or how they pay: by its name, texts and choices.

A name says it in whole words. Choices say it where they are mostly words of one meaning: `phone` and `web`
are channels, `phone`, `internet` and `tv` are goods. A fact that is yes or no says it where its name has
words of that meaning only: `is_phone`, `paid_by_card`, and not `phone_case`.
"""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from loyalty.language.readers.python import Value
from loyalty.language.shapes.programme import FactShape
from loyalty.publication.naming import parts_of
from loyalty.publication.words import About, abouts, in_text

_CHINESE: Final = re.compile(r"[\u3400-\u9fff]+")


def split(text: str) -> tuple[str, ...]:
    """Give the words of a name or a text: Latin ones small and without accents, Chinese ones in a row."""
    return (*parts_of(text), *_CHINESE.findall(text))


def one_way(words: str) -> frozenset[str]:
    """Give words that have one meaning, written with blanks between them, as texts have them."""
    return frozenset(word if _is_chinese(word) else "_".join(parts_of(word)) for word in words.split())


def has_one_of(said: tuple[str, ...], words: Iterable[str]) -> bool:
    """Give whether words have one of others: whole ones between `_`, a Chinese one anywhere."""
    joined = f"_{'_'.join(said)}_"
    return any(word in joined if _is_chinese(word) else f"_{word}_" in joined for word in words)


def _is_chinese(word: str) -> bool:
    return _CHINESE.match(word) is not None


ONLINE: Final = one_way(
    "app apps mobile_app self_service selfservice web website webshop webstore site "
    "online web_shop web_store eshop e_shop ecommerce "
    "e_commerce ios android mini_program miniprogram chat chatbot whatsapp wechat onlineshop internetseite "
    "strona sklep_internetowy aplikacja appli application en_ligne verkko verkkokauppa nettisivu sovellus "
    "wangzhan wangye xianshang xiaochengxu 网站 网页 官网 网店 线上 网上 应用 小程序 公众号"
)
"""Channels of a machine of one's own, by words that mean nothing else."""
BY_PEOPLE: Final = one_way(
    "counter kiosk till cashier call_center call_centre callcenter callcentre hotline telesales teleshopping "
    "in_store instore in_person face_to_face assisted teller theke schalter filiale kasse infolinia okienko "
    "stacjonarny tiski guichet comptoir caisse guitai mendian xianxia 柜台 柜面 柜员 门店 店内 窗口 收银台 "
    "人工 线下 实体店 自助机 热线"
)
"""Channels of people and places, by words that mean nothing else."""
ACCESSIBLE: Final = one_way(
    "accessible accessibility relay text_relay video_relay textphone minicom tty sign_language braille "
    "barrierefrei gebärdensprache gebaerdensprache esteetön esteeton viittomakieli accessibilité "
    "langue_des_signes dostępny dostepny wuzhangai shouyu 无障碍 手语 盲文"
)
"""Channels for who cannot use the others."""
_CALLED: Final = one_way(
    "phone phones telephone telephonic tel tele call calls telefon telefonisch telefonicznie puhelin "
    "puhelimitse telephonique téléphone téléphonique dianhua 电话 致电"
)
PLACES: Final = one_way(
    "shop shops store stores branch branches desk laden geschäft geschaft sklep salon myymälä myymala "
    "magasin boutique agency agence 店铺 网点 商店 营业厅"
)
"""Shops, which are channels where others are."""
_LETTERS: Final = one_way(
    "mail post letter fax email e_mail internet mobile sms brief poczta posti courrier 邮寄 传真"
)
_HELPED: Final = one_way(
    "help_staff staff_help staff_assistance assistance_staff assisted_staff helped_staff served_staff "
    "help_clerk help_agent agent_help agent_assistance assisted_agent hilfe_personal personal_hilfe "
    "aide_vendeur 店员协助 店员帮助 工作人员协助"
)
"""Help of people, in the words that are left of `with the help of our staff`."""
_HELPERS: Final = one_way(
    "agent agents advisor adviser clerk associate vendeur berater doradca myyjä 店员 坐席"
)
"""People who sell, as a choice beside other channels; by themselves they buy or earn something, too."""
_CARDS: Final = one_way("card cards karte karta kortti carte ec cb ka 卡")
_CASH: Final = one_way("cash bar bargeld gotówka gotowka käteinen kateinen especes espèces xianjin 现金")
_BILLED: Final = one_way(
    "invoice transfer cheque check credit debit wire rechnung vorkasse überweisung ueberweisung przelew "
    "lasku virement facture ideal cod installments instalments 转账 汇款 分期"
)
_PAYING: Final = one_way(
    "credit_card debit_card creditcard debitcard bank_card visa mastercard master_card maestro amex "
    "american_express diners unionpay union_pay girocard bancontact blik przelewy24 giropay klarna paypal "
    "sepa direct_debit lastschrift bank_transfer apple_pay applepay google_pay googlepay alipay wechat_pay "
    "wechatpay weixin contactless swish vipps kreditkarte cash_on_delivery yinhangka xinyongka zhifubao "
    "venmo zelle cash_app paypay line_pay kakaopay kakao_pay twint mobilepay bizum satispay jcb rupay "
    "afterpay clearpay scalapay trustly payconiq samsung_pay shop_pay amazon_pay revolut_pay pay_by_bank "
    "bitcoin 银行卡 信用卡 借记卡 储蓄卡 支付宝 微信支付 银联 云闪付 花呗 白条 货到付款 刷卡"
)
_ALSO_PAYING: Final = one_way("wechat 微信 ewallet e_wallet wallet prepaid_card 电子钱包")
"""What is a way to pay beside another one, and by itself something else."""
_OTHER_MATTER: Final = one_way(
    "delivery delivered deliver shipping shipment shipped ship carriage carrier collect collected collection "
    "pickup pick_up fulfilment fulfillment handover return returns returned refund refunded gift notice "
    "notification notifications newsletter reminder receipt support contact versand lieferung abholung "
    "dostawa odbiór odbior toimitus nouto livraison retrait peisong 配送 取货 送货 自提 收货 退货 通知 客服"
)
"""Words by which a fact tells of something else that has ways of its own: carriage, notices."""
_SERVICES: Final = one_way(
    "lesson lessons course courses training tuition tutoring coaching consultation consultations advice "
    "consulting workshop seminar installation assembly unterricht kurs kurse schulung beratung montage cours "
    "formation conseil szkolenie kurssi koulutus neuvonta 咨询 课程 上课 授课 培训 辅导 安装"
)
"""What is bought itself, and given online or face to face."""
_ORDERED: Final = one_way(
    "ordered ordering sold bought buying purchased purchase booked booking placed reserved "
    "reservation gebucht buchung bestellt bestellung gekauft commande commandé réservation zamówienie "
    "rezerwacja varaus tilaus 下单 订购 预订 预定 订票 订位 购买"
)
"""What says of a name that it is how something is ordered."""
_AROUND: Final = one_way(
    "is was by at in via with over on through from the a an of our your use uses used using order "
    "orders ordered "
    "ordering sale sales sold buy buys buying bought purchase purchased book booked booking place placed "
    "paid pay pays paying payment settled settle customer member prefers preferred flag fee surcharge per "
    "par po durch bei mit 是否 通过 使用 下单 订购 预订 预定 订票 订位 购买 订单 付款 支付 结账 用 经 的"
)
"""Words around the one that tells, in the name of a fact that is yes or no."""
_BY: Final = frozenset({"by", "via", "over", "at", "per", "par", "po", "bei", "am", "durch", "chez"})
"""What stands before the way by which something is ordered: `course_booked_by_phone`."""
_CHARGED: Final = one_way(
    "fees charge charges processing handling transaction cost costs gebühr aufschlag zuschlag frais opłata "
    "附加费 手续费 服务费 处理费 费用 费"
)
"""Words around the one that tells, in the name of what is charged."""
_PAID: Final = one_way(
    "pay pays paying paid payment payments processing transaction surcharge zahlung paiement "
    "płatność 支付 付款 刷卡"
)
_SURCHARGED: Final = one_way(
    "fee fees charge charges surcharge surcharges cost costs pay pays paying paid gebühr aufschlag zuschlag "
    "frais opłata 费 加价 附加"
)
"""What says of an add-on that it is charged for paying, and is no feature."""
_PLASTIC: Final = one_way(
    "credit_card debit_card bank_card mastercard amex kreditkarte carte_bancaire 信用卡 借记卡 银行卡"
)
_DOCUMENTS: Final = one_way(
    "bill bills billing invoice invoices invoicing receipt receipts statement statements correspondence "
    "communication communications notice notices notification notifications confirmation contract "
    "documents rechnung rechnungen "
    "rechnungsversand beleg belege kassenbon quittung kontoauszug "
    "mitteilung mitteilungen facture factures recu relevé releve faktura faktury rachunek paragon lasku "
    "laskut kuitti tosite zhangdan fapiao shouju 账单 发票 收据 小票 对账单 通知 合同"
)
"""What tells somebody of what they bought and owe."""
_TICKETS: Final = one_way("ticket tickets boarding_pass fahrkarte fahrschein billet 车票 门票 登机牌")
"""What is shown to be let in, and is bought itself: bringing it is carriage."""
_ON_CONTRACT: Final = frozenset({("contract", "print"), ("contract", "printing"), ("contract", "printer")})
"""Work on contract, which makes goods, where `printed contract` is a document."""
_LETTER: Final = one_way("letter letters schreiben 信件")
"""What does so where it may come another way, and is goods by itself: printed letters."""
_SUPPLIES: Final = one_way(
    "printer printers roll rolls paper_roll toner cartridge drucker bondrucker imprimante drukarka tulostin "
    "打印机 打印纸 纸卷 卷纸"
)
"""Goods with which documents are made: a receipt printer."""
_PAPER: Final = one_way(
    "paper printed print printout hardcopy hard_copy post posted postal by_mail mail mailed letter papier "
    "papierform papierrechnung papierowy papierowa papierowe paperi paperilasku paperinen brief poczta "
    "posti courrier gedruckt ausgedruckt imprime zhizhi youji 纸质 纸面 打印 邮寄 书面"
)
"""Ways of a document that ask for no machine of one's own."""
_PAPERLESS: Final = one_way(
    "paperless ebill e_bill ebilling einvoice e_invoice ereceipt email e_mail electronic electronically "
    "digital online pdf app web internet mobile handy eticket "
    "e_ticket sms elektronisch elektroniczna elektroniczny sahkoinen verkkolasku "
    "numerique dianzi 电子 邮件 短信 线上 网上"
)
"""Ways of a document that do."""
_WORDED: Final = frozenset({"choice", "text", "truth"})
_TWO: Final = 2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What words say of a fact: ``sure`` ones mean nothing else, of ``groups`` two must meet.

    ``chosen`` are of it as choices only, and where a name says that something is ordered so.
    """

    about: About
    sure: frozenset[str]
    groups: tuple[frozenset[str], ...]
    also: frozenset[str] = frozenset()
    chosen: frozenset[str] = frozenset()

    @property
    def words(self) -> frozenset[str]:
        """Give every word of the meaning."""
        return self.sure.union(self.also, *self.groups)

    def is_of(self, choices: Collection[tuple[str, ...]]) -> bool:
        """Whether choices, as words, are mostly of this meaning."""
        known = [said for said in choices if has_one_of(said, self.words | self.chosen)]
        if len(known) < _TWO or _TWO * len(known) <= len(choices):
            return False
        met = [group for group in self.groups if any(has_one_of(said, group) for said in known)]
        return len(met) >= _TWO or any(has_one_of(said, self.sure) for said in known)

    def is_name(self, said: tuple[str, ...]) -> bool:
        """Whether the name of a fact that is yes or no, as words, has words of this meaning only."""
        ordered = has_one_of(said, _ORDERED)
        by = max((at for at, word in enumerate(said) if word in _BY), default=None) if ordered else None
        rest = tuple(left for word in said[by:] if (left := _left(word, _AROUND)))
        words = self.words | self.chosen if ordered else self.words
        parts = {part for phrase in words for part in phrase.split("_")}
        only = bool(rest) and not any(_left(word, parts | _AROUND) for word in said[by:])
        alone = rest == said and not has_one_of(rest, self.sure | self.groups[0])
        return only and not alone and has_one_of(rest, words)


CHANNEL: Final = Meaning(
    About.CHANNEL,
    ONLINE | BY_PEOPLE,
    (_CALLED, PLACES),
    _LETTERS | ACCESSIBLE | _HELPED,
    _HELPERS,
)
"""By which channel somebody buys."""
PAYMENT: Final = Meaning(
    About.PAYMENT,
    _PAYING,
    (_CASH, _CARDS, _BILLED),
    _ALSO_PAYING,
)
"""How somebody pays."""
_OF_PEOPLE: Final = BY_PEOPLE | _CALLED | PLACES | _LETTERS | ACCESSIBLE | _HELPED | _HELPERS


def tells_of(meaning: Meaning, name: str, fact: FactShape, met: Collection[str] = ()) -> bool:
    """Whether a fact of the order or the member tells of it; ``met`` are texts rules compare it with."""
    if meaning.about is About.PAYMENT and fact.is_ not in _WORDED:
        return False  # what is paid, and when, is not how
    texts = tuple((fact.name or {}).values())
    owner, _, bare = name.rpartition(".")
    of_line = owner == "line"
    about = abouts(f"order.{bare}" if of_line else name).union(*map(in_text, texts))
    told = meaning.about in about
    if told and not of_line:
        return True
    if any(_is_of_else(meaning, split(each)) for each in (bare, *texts)):
        return False
    if of_line and not told and not any(has_one_of(split(each), _ORDERED) for each in (bare, *texts)):
        return False  # the goods
    if fact.is_ == "truth":
        return any(meaning.is_name(split(each)) for each in (bare, *texts))
    return meaning.is_of([words_of(fact, choice) for choice in fact.of or met]) or (
        meaning.about is About.CHANNEL and bare.casefold() == "via"
    )


def _is_of_else(meaning: Meaning, said: tuple[str, ...]) -> bool:
    """Whether words tell of carriage or notices, or by which way a service is given, not ordered."""
    if meaning.about is About.PAYMENT:
        whole = {phrase for phrase in meaning.sure if "_" in phrase}  # `cash_on_delivery` delivers nothing
        return has_one_of(said, _OTHER_MATTER) and not has_one_of(said, whole)
    given = has_one_of(said, _SERVICES) and not has_one_of(said, _ORDERED)
    return given or has_one_of(said, _OTHER_MATTER)


def amount_by_card(name: str, fact: FactShape) -> bool:
    """Whether a number of a fact is what is paid in one way: `order.paid_by_card`, and not `order.cards`."""
    texts = (name.rpartition(".")[2], *(fact.name or {}).values())
    said = tuple(split(each) for each in texts)
    return fact.is_ in {"money", "quantity"} and any(len(each) > 1 and PAYMENT.is_name(each) for each in said)


def is_of_cards(text: str, *, asked: bool = True) -> bool:
    """Whether a name of a charge says that it is for paying by card: `card surcharge`, not `card holder`.

    What nobody is ``asked`` for, as they choose it, is a feature that is sold unless it says that it is a
    charge, or that somebody pays: `credit card processing` lets a shop take cards.
    """
    said = split(text)
    rest = tuple(left for word in said if (left := _left(word, _CHARGED)))
    named = PAYMENT.is_name((*rest, "fee")) and has_one_of(rest, _CARDS | _PAYING)
    return named and has_one_of(said, _PAID | _PLASTIC) and (asked or has_one_of(said, _SURCHARGED))


def papers_of(
    name: str, fact: FactShape, met: Collection[str] = (), *, brought: bool = False
) -> tuple[Value, ...]:
    """Give the values by which a fact says that somebody gets documents on paper, none where it says not so.

    It speaks of a document, by its name, texts or choices, and of paper beside what is electronic. Tickets
    are one unless they are ``brought`` for the fee.
    """
    if name.startswith("line.") or fact.is_ not in _WORDED:
        return ()
    texts = tuple(split(each) for each in (name.rpartition(".")[2], *(fact.name or {}).values()))
    texts = tuple(said for said in texts if _ON_CONTRACT.isdisjoint(pairwise(said)))
    documents = _DOCUMENTS if brought else _DOCUMENTS | _TICKETS
    if fact.is_ == "truth":
        told = [said for said in texts if has_one_of(said, documents | {"paperless"})]
        if any(has_one_of(said, _SUPPLIES) for said in texts):
            return ()
        if any(has_one_of(said, _PAPERLESS) for said in told):
            return (0,)
        return (1,) if any(has_one_of(said, _PAPER) for said in told) else ()
    choices = {each: words_of(fact, each) for each in fact.of or met}
    papers = tuple(each for each, said in choices.items() if has_one_of(said, _PAPER))
    others = (said for each, said in choices.items() if each not in papers)
    spoken = any(has_one_of(said, documents | _LETTER) for said in (*texts, *choices.values()))
    return papers if spoken and any(has_one_of(said, _PAPERLESS) for said in others) else ()


def words_of(fact: FactShape, choice: str) -> tuple[str, ...]:
    """Give the words of a choice and of how members read it."""
    texts = (fact.words or {}).get(choice, {}).values()
    return tuple(word for text in (choice, *texts) for word in split(text))


def is_online(said: tuple[str, ...]) -> bool | None:
    """Whether a channel is one of a machine, False where it is one of people, None where nobody knows."""
    if has_one_of(said, ONLINE):
        return True
    return False if has_one_of(said, _OF_PEOPLE) else None


def _left(word: str, known: Collection[str]) -> str:
    """Give what of a word is not known: nothing or all of it, but of a Chinese one the rest."""
    if not _is_chinese(word):
        return "" if word in known else word
    for each in sorted(known, key=len, reverse=True):
        if _is_chinese(each):
            word = word.replace(each, "")
    return word

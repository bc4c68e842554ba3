"""Words by which a fact gives away what it is about: English, Chinese, pinyin and common short forms.

This is a net, not a proof: what a declared lineage says is proved elsewhere.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from loyalty.publication.goods.machines import (
    DEVICES,
    DIRECTLY,
    ENGINES,
    SITES,
    SOLD,
    SYSTEMS,
    VAGUE,
    VISIT,
)
from loyalty.publication.goods.telling import TELLING
from loyalty.publication.goods.titles import without_titles
from loyalty.publication.naming import Compounds, names_thing, parts_of
from loyalty.publication.terms import abroad
from loyalty.publication.terms.bare import is_grade


class About(StrEnum):
    """What a fact may be about that has rules of its own."""

    TRAIT = "a protected trait"
    CONCESSION = "a trait for which there may be a concession"
    AGE = "age"
    RESIDENCE = "nationality or residence"
    PLACE = "an address"
    PERSON = "a name, a language or an e-mail address"
    EMPLOYER = "a school or an employer"
    WILLINGNESS = "what somebody would be willing to pay"
    PAYMENT = "how somebody pays"
    SCORE = "a score"
    RIGHTS = "the use of a right"
    ACCESSIBILITY = "a setting for accessibility"
    CHANCE = "chance or a hidden experiment"
    CHANNEL = "a channel"
    APP = "an app"
    GOODS = "goods that tell too much of a person"
    IDENTITY = "an identity document or a card number"
    TOO_MUCH = "more than is needed"


_WORDS: Final[Mapping[About, str]] = {
    About.TRAIT: "sex gender gndr sexe salutation marital marriage married unmarried divorced widow widowed "
    "spouse mr mrs form_of_address honorific pregnancy pregnant trimester ethnic ethnicity ethnie racial "
    "skin_colour skin_color tribe caste birthplace place_of_birth native_place household_register "
    "hukou huji religion religious faith belief church mosque synagogue parish union_member trade_union "
    "political_party political_opinion health illness diagnosis blood_type bmi genetic biometric "
    "sexual_orientation lgbt lgbtq gay lesbian transgender male female woman women ladies lady "
    "able_bodied number_of_children has_children "
    "creed hiv blood_group sexuality pronoun pronouns civil_status family_status "
    "baby_due_date party_member political_view politics unionist indigenous sexo "
    f"{abroad.TRAITS}",
    About.CONCESSION: "disability disabled handicap handicapped wheelchair low_income carer "
    f"{abroad.CONCESSIONS}",
    About.AGE: "age aged birthday birthdate birth_date birth_year birthyear date_of_birth dob yob "
    "year_of_birth year_born born senior elderly pensioner retired retiree retirement millennial boomer "
    "graduation_year year_of_graduation school_leaving_year birth_decade decade_of_birth birth_month_year "
    f"agegroup gen_x gen_z {abroad.AGES}",
    About.RESIDENCE: "nationality citizenship citizen residence resident residency id_country "
    "passport_country card_country home_country country_of_origin origin_country country_of_birth "
    "birth_country immigrant migrant foreigner refugee visa_status expat tourist "
    "established_in place_of_establishment local_resident locals lives_locally "
    "student_visa work_visa visa_holder visa_type visa_category foreign_student foreign_national "
    "foreign_born foreign_citizen overseas_student international_student residence_permit "
    f"{abroad.HOMES}",
    About.PLACE: "postcode post_code postal zip zipcode zip_code plz postleitzahl code_postal "
    "kod_pocztowy postinumero address street district neighbourhood neighborhood "
    "census_tract census_block lat_long latlng home_city home_town home_region home_county "
    "region_of_home county_of_home anschrift adresse adres "
    "osoite wohnort youbian dizhi 邮编 地址 街道",
    About.PERSON: "language locale lang mother_tongue accent first_name last_name surname given_name "
    "forename family_name full_name email email_domain mail_domain email_provider mail_provider "
    "ip ip_country ip_address "
    "sprache muttersprache vorname nachname familienname langue prenom jezyk imie nazwisko "
    "kieli aidinkieli etunimi sukunimi yuyan kouyin xingming xingshi 语言 口音 姓名 姓氏 邮箱",
    About.EMPLOYER: "school university college employer company_name student pupil apprentice "
    "schule arbeitgeber ecole employeur szkola pracodawca koulu tyonantaja xuexiao gongsi 学校 雇主 学生",
    About.WILLINGNESS: "device phone_model phone_price handset browser user_agent os operating_system "
    "os_version battery_level referrer referer time_on_page dwell_time hesitation abandoned abandonment "
    "cart_abandoned income salary wealth credit_limit spending_power willingness price_sensitivity "
    "screen_resolution phone_brand phone_charge low_battery charge_level is_mac "
    "time_in_cart seconds_in_cart minutes_in_cart hours_in_cart cart_age cart_time time_on_site "
    "seconds_on_page minutes_on_page seconds_on_site session_length session_seconds session_minutes "
    "scroll_depth mouse_hover hover_time page_views pages_viewed times_viewed view_count "
    "views_before_buying visits_before_buying traffic_source utm utm_source utm_medium utm_campaign "
    "ad_click comparison_site compare_site comparison_portal price_comparison compared_prices card_issuer "
    "issuer_country issuing_country issuing_bank card_bin spending_habit spending_habits spending_level "
    "spending_class buying_habit buying_habits pay_habit payment_habit payment_habits affluence affluent "
    "wealthy budget_class purchasing_power buying_power elasticity price_elasticity price_insensitive "
    "price_tolerance bargain_hunter deal_seeker discount_sensitivity coupon_sensitivity never_uses_coupons "
    "last_price_paid max_price_paid highest_price_paid ios_user android_user on_ios on_android "
    "referring_site referred_from page_visits cart_abandons card_bank pays_full_price "
    "full_price_buyer reservation_price incognito private_browsing private_mode adblock adblocker ad_blocker "
    "pixel_ratio left_cart cart_left search_count searches_today number_of_searches "
    "using_vpn vpn_user inkognito viewed_times visits_before previous_visits returning_visitor haggled "
    f"household_income {abroad.SIGNALS}",
    About.PAYMENT: "payment payments payment_method paid_by paid_with pay_with pay_method pay_type "
    "paying_by way_to_pay ways_to_pay how_you_pay tender card_type card_brand card_scheme card_network "
    f"card_kind credit_card debit_card wallet_type {abroad.PAYING}",
    About.SCORE: "score scoring propensity predicted prediction clv ltv churn risk_class risk_model "
    "model_output likelihood probability lookalike lifetime_value customer_value customer_index value_index "
    "trust_index reliability_index customer_rank customer_ranking creditworthiness affinity sentiment "
    "ml_output ai_output likely_to unlikely_to leaving_risk risk_of_leaving flight_risk attrition "
    f"defection_risk retention_risk fico credit_rating {abroad.SCORES}",
    About.RIGHTS: "complaint complained objection objected erasure erased access_request "
    "privacy_request data_request refund_request chargeback dispute opted_out opt_out do_not_sell "
    "unsubscribed consent consented dsar subject_access cookie_choice cookie_settings cookies_refused "
    "refused_cookies declined_cookies cookies_accepted accepted_cookies cookies_allowed refund_claim "
    f"{abroad.RIGHTS}",
    About.ACCESSIBILITY: "accessibility screen_reader screenreader high_contrast large_text "
    "reduced_motion captions voiceover talkback braille sign_language barrierefrei wuzhangai "
    "无障碍 读屏 大字版",
    About.CHANCE: "experiment experiment_group ab_group ab_test control_group treatment_group test_group "
    "holdout random dice hash member_hash member_id customer_id user_id member_number customer_number "
    "uuid guid cohort_id last_digit lottery lucky_number timestamp current_time shuffle "
    "coin_flip coin_toss spin_result wheel_of_fortune fortune_wheel seconds_now unix_time epoch millisecond "
    "milliseconds microseconds page_version page_variant card_number_even card_number_odd random_seed "
    "gluecksrad glucksrad losnummer mitgliedsnummer kundennummer zufallszahl kolo_fortuny onnenpyora "
    "zufall zufallig losowy arvottu suiji shiyan choujiang chouqian zhuanpan weihao huiyuanhao "
    "scratch_card scratchcard lucky_draw prize_draw prize_won raffle tombola sweepstake loot_box gacha "
    "rubbellos rubbelkarte verlosung loterie loteria losowanie arvonta guaguale 刮刮 刮奖 中奖 "
    "drawn_by_lot by_chance tirage_au_sort ausgelost number_ends_with ends_in_digit endziffer "
    "schlussziffer quersumme digit_sum 随机 实验 会员号 会员编号 抽签 抽奖 抽取 抽中 "
    "摇奖 摸奖 抓阄 手气 转盘 尾号 尾数 末位",
    About.CHANNEL: "channel channels sales_route order_route ordering_route purchase_route route_to_market "
    "touchpoint touch_point point_of_sale sales_point order_source ordering_source sale_source sales_source "
    "order_method ordering_method purchase_method booking_method how_ordered how_bought how_you_order "
    "how_you_buy ordered_via ordered_through bought_via bought_through sold_via sold_through placed_via "
    "placed_through booked_via booked_through order_via sale_via sales_medium order_medium way_to_order "
    "ways_to_order way_to_buy kanal vertriebskanal verkaufskanal vertriebsweg verkaufsweg bestellweg "
    "bestellkanal kanava myyntikanava tilauskanava tilaustapa canal mode_de_commande qudao xiadan_fangshi "
    "goumai_fangshi 渠道 销售途径 购买途径 下单方式 下单途径 购买方式 订购方式",
    About.APP: "app apps mobile_app smartphone push_enabled push_notification push_token "
    "notifications_on notifications_enabled digital_coupon mobile_coupon mini_program "
    "xiaochengxu 应用 小程序",
    About.IDENTITY: "identity_number id_number id_card identity_card national_id passport ssn "
    "social_security national_insurance nino tax_number tax_id driving_licence drivers_licence "
    "driving_license drivers_license driver_license card_number pan iban cvv personalausweis ausweisnummer "
    "reisepass steuer_id sozialversicherungsnummer fuhrerschein carte_identite carte_vitale "
    "numero_securite_sociale passeport pesel dowod_osobisty paszport henkilotunnus hetu passi personnummer "
    "shenfenzheng sfz huzhao tax_file_number my_number social_insurance numero_assurance_sociale nhs_number "
    "medicare_card kojin_bango 身份证 护照 驾驶证 驾照 社保号 卡号 マイナンバー 個人番号",
    About.TOO_MUCH: "photo selfie contacts address_book gps latitude longitude geolocation location lat_long "
    "lat_lon lat_lng latlng coordinates geohash breitengrad laengengrad langengrad koordinaten "
    "szerokosc_geograficzna dlugosc_geograficzna leveysaste pituusaste fingerprint imei imsi mac_address "
    "advertising_id income salary household_size 照片 通讯录 定位 经度 纬度 指纹 收入",
}
"""What gives a fact away, whosever it is."""
_OF_MEMBERS: Final[Mapping[About, str]] = {
    About.GOODS: TELLING,
    About.TRAIT: "title race skin orientation man men mother father husband wife bride "
    "hijab niqab ramadan kippah baptised bar_mitzvah sons daughters daughter "
    f"vaccinated vaccination {abroad.TRAITS_OF_PERSONS}",
    About.PLACE: "city town county borough suburb area_code",
    About.AGE: "generation alter eta ika zodiac shengxiao shuxiang 生肖 属相",
    About.PERSON: "initials",
    About.WILLINGNESS: "battery clicks urgency screen_size screen_width house_value home_value "
    "property_value",
    About.SCORE: "model rating percentile decile quintile at_risk may_leave might_leave will_leave "
    f"about_to_leave ml_class ml_segment ml_tag ml_group ml_value 评级 {abroad.SCORES_OF_PERSONS}",
    About.RIGHTS: "request review ticket nps csat satisfaction stars_given sued lawsuit litigation "
    "has_withdrawn withdrew asked_for_copy copy_asked_for zgoda zgody",
    About.ACCESSIBILITY: "font_size contrast",
    About.CHANCE: "variant bucket now clock id huidu 灰度",
    About.IDENTITY: "nir",
    About.TOO_MUCH: "lat lon lng coords household haushalt menage 家庭",
}
"""What gives a fact away where it is a person's: of a sale or of goods these words say something else."""
_HARMLESS: Final = (
    "account_age membership_age card_age age_of_account age_of_membership name_day "
    "review_date review_day next_review last_review annual_review tier_review "
    "email_confirmed email_verified address_confirmed language_course school_holiday school_holidays "
    "golf_handicap handicap_race handicap_cup handicap_tournament eta_minutes staz_lat liczba_lat "
    "has_withdrawn_points has_withdrawn_cash "
    "club_card_number loyalty_card_number gift_card_number passport_cover "
    "street_food household_goods zip_bag race_number race_day model_year mother_day mother_s_day father_day "
    "father_s_day mutter_tag vater_tag my_fair_lady little_women pretty_woman "
    "event_ticket concert_ticket season_ticket train_ticket raffle_ticket lottery_ticket "
    f"{abroad.HARMLESS}"
)
"""Longer names in which a word from above is about something else."""
_VALUES: Final[Mapping[About, str]] = {
    About.GOODS: TELLING,
    About.TRAIT: "male female man woman men women boy girl mr mrs ms mum mom dad mama papa "
    "boys girls gentleman gentlemen parish mosque synagogue gay lesbian lgbt transgender bisexual hiv "
    "atheist lady ladies married divorced widowed muslim christian catholic protestant jewish "
    f"hindu buddhist hispanic latino latina caucasian pregnant {abroad.TRAIT_VALUES}",
    About.AGE: "senior pensioner elderly retired youth boomer millennial gen_z gen_x 老年 青年",
    About.EMPLOYER: "student pupil 学生",
    About.RIGHTS: "complained objected opted_out withdrawn",
    About.CHANCE: "control treatment holdout test_group control_group arm_a arm_b heads tails odd even "
    "gerade ungerade 对照组 实验组 单号 双号 奇数 偶数",
}
"""Values that give away what a fact of a member is about, whatever it is called."""
_PARITY: Final = frozenset({"odd", "even", "gerade", "ungerade"})
_WEEKS: Final = frozenset({"week", "weeks", "woche", "wochen", "semaine", "tydzien", "viikko"})
"""Whose being odd or even is a matter of the calendar; that of a sale's fact is one of places, too."""
_LETTERED: Final = frozenset({"group_a", "group_b"})
"""Values that are of a hidden experiment where the fact is called one: a course has groups as well."""
_TRIALS = re.compile(r"(?:^|_)(?:tests?|trials?|pilot|split|cohort|arm|versuch)(?:_|$)|^(?:group|gruppe)$")
_PERSONS: Final = frozenset(
    {"member", "buyer", "customer", "client", "passenger", "patient", "guest", "user", "person", "traveller"}
    | {"driver", "rider", "player", "tenant", "subscriber", "participant", "attendee", "spectator"}
)
_PERSONS_TOLD: Final = ("会员", "买家", "顾客", "客户", "乘客", "患者", "用户", "本人")
_AROUND_TOLD: Final = re.compile(f"[是否为的]|{'|'.join(_PERSONS_TOLD)}")
"""Who may stand in the name of a fact of a line, so that it is about them and not about the goods."""
_OF_EVENTS: Final = frozenset(
    {About.TRAIT, About.CONCESSION, About.AGE, About.RESIDENCE, About.RIGHTS, About.CHANCE}
)
"""What a fact of something a member did may be about; its place or language is that of the doing."""
_TRAITS: Final = (
    "m f|m w|m f x|m w d|male female|male female other|man woman|男 女|nan nv|pan pani|mr ms|sr sra"
)
_SHAPES: Final = {frozenset(shape.split()): About.TRAIT for shape in _TRAITS.split("|")}
"""Choices that give away what a fact is about, whatever it is called."""
_SHAPES_OF_PERSONS: Final = frozenset(frozenset(shape.split()) for shape in abroad.SHAPES.split("|"))
_PHONES: Final = (
    "app apps mobile mobile_app ios android mini_program miniprogram xiaochengxu handy wechat weixin "
    "应用 小程序 手机"
)
APPS: Final = frozenset(_PHONES.split())
"""Channels that need a smartphone."""
_PHRASE_MAX: Final = 4
_SEVERAL: Final = 2
UPWARDS: Final = "over|above|ab|plus|plus_de"
DOWNWARDS: Final = "under|below|unter|moins_de|u"
_YEARS = re.compile(rf"(?:^|_)(?:{UPWARDS}|{DOWNWARDS})_[1-9][0-9](?:_years|_ans|s|_s)?$")
"""An age as a name writes it: `over_65`, `under30s`."""
_GROWN_UP: Final = (
    "adult adults grown grownup up full age volljahrig volljaehrig erwachsen erwachsene erwachsener "
    "adulte adultes majeur majeure dorosly pelnoletni aikuinen taysi ikainen chengnian chengren"
)
_NOT_GROWN_UP: Final = (
    "minor minors underage under age child children kid kids infant infants toddler teen teens "
    "teenager teenagers youth young youngster junior juniors minderjahrig minderjaehrig jugendlich "
    "jugendliche jugendlicher mineur mineure enfant niepelnoletni dziecko alaikainen lapsi "
    "weichengnian ertong"
)
_FILLING: Final = (
    "member customer buyer person is of a an the not non no nicht kein pas nie ei proof proved proven "
    "verified confirmed checked pass card"
)
"""What may stand around in a name without saying of whom it is."""
ADULTS, YOUNG, AROUND = (frozenset(words.split()) for words in (_GROWN_UP, _NOT_GROWN_UP, _FILLING))


@dataclass(frozen=True, slots=True)
class _Net:
    """Words by what they say: Latin ones as whole parts of a name, Chinese ones anywhere in a text."""

    latin: Mapping[tuple[str, ...], frozenset[About]]
    chinese: frozenset[tuple[str, About]]
    compounds: Compounds

    def caught(self, text: str) -> frozenset[About]:
        """Give what a text says, each part of it counted in the longest name it belongs to."""
        found = {about for word, about in self.chinese if word in text}
        parts, at = self.compounds.words_of(text), 0
        while at < len(parts):
            length, said = self._longest(parts[at : at + _PHRASE_MAX])
            found |= said
            at += length
        return frozenset(found)

    def _longest(self, parts: list[str]) -> tuple[int, frozenset[About]]:
        for length in range(len(parts), 0, -1):
            for last in (parts[length - 1], parts[length - 1].removesuffix("s")):
                said = self.latin.get((*parts[: length - 1], last))
                if said is not None:
                    return length, said
        return 1, frozenset()


def _net(*tables: Mapping[About, str]) -> _Net:
    latin: dict[tuple[str, ...], set[About]] = {tuple(name.split("_")): set() for name in _HARMLESS.split()}
    chinese: set[tuple[str, About]] = set()
    said = ((about, words) for table in tables for about, words in table.items())
    for about, word in ((about, word) for about, words in said for word in words.split()):
        if word.isascii():
            for spelt in {tuple(word.split("_")), (word.replace("_", ""),)}:
                latin.setdefault(spelt, set()).add(about)
        else:
            chinese.add((word, about))
    told = {spelt: frozenset(said) for spelt, said in latin.items()}
    return _Net(told, frozenset(chinese), Compounds(spelt for spelt, said in told.items() if said))


_OF_ANY, _OF_A_PERSON, _OF_VALUES = _net(_WORDS), _net(_WORDS, _OF_MEMBERS), _net(_VALUES)


def abouts(name: str, values: Collection[str] = ()) -> frozenset[About]:
    """Give what a fact's name and the values it may have say that it is about.

    Of a fact of a line that names no person nothing is said: it is about the goods.
    """
    owner, _, bare = name.rpartition(".")
    owner, of_person = owner.partition(".")[0], is_of_a_person(name)
    if owner == "line" and not of_person:
        return frozenset()
    thing = names_thing(name)
    found = (_OF_A_PERSON if of_person and not thing else _OF_ANY).caught(bare)
    if is_local(bare, of_person=of_person):
        found |= {About.RESIDENCE}
    if of_person and is_grade(frozenset(parts_of(bare)) - AROUND - _PERSONS):
        found |= {About.SCORE}
    if of_person and (_YEARS.search("_".join(parts_of(bare))) or any(map(_is_age_group, (bare, *values)))):
        found |= {About.AGE}
    lettered = not _LETTERED.isdisjoint("_".join(parts_of(value)) for value in values)
    if of_person and lettered and _TRIALS.search("_".join(parts_of(bare))):
        found |= {About.CHANCE}
    if not of_person or not _WEEKS.isdisjoint(parts_of(bare)):
        values = [value for value in values if value.casefold() not in _PARITY]
    found |= _by_values([*values], of_person=of_person and not thing) | by_machines(name, values)
    return found & _OF_EVENTS if owner == "event" else found


def is_of_a_person(name: str) -> bool:
    """Give whether a fact is of a member, or names somebody: of a sale and of goods others say nothing."""
    owner, _, bare = name.rpartition(".")
    return owner.partition(".")[0] in {"", "member"} or names_person(bare)


def names_person(text: str) -> bool:
    """Give whether a name or text speaks of who buys."""
    return not _PERSONS.isdisjoint(parts_of(text)) or any(word in text for word in _PERSONS_TOLD)


def is_local(text: str, *, of_person: bool) -> bool:
    """Give whether a text is of who lives here: a delivery or a shop that is local is one of a place."""
    parts = frozenset(parts_of(text))
    said = parts - AROUND - _PERSONS == {"local"} and (of_person or "is" in parts)
    return said or (of_person and _AROUND_TOLD.sub("", text) == "本地")


def in_text(text: str) -> frozenset[About]:
    """Give what a text that members read of a fact says that it is about."""
    return _OF_ANY.caught(without_titles(text))


def in_text_of_person(text: str) -> frozenset[About]:
    """Give what a text of a fact that is somebody's says: all that any says, and goods that tell too much."""
    plain = without_titles(text)
    return _OF_ANY.caught(plain) | (_OF_A_PERSON.caught(plain) & {About.GOODS})


def in_choice(text: str) -> frozenset[About]:
    """Give what a choice of somebody, as it is written for them, says where it is one word: `Man`."""
    return _OF_VALUES.caught(text) if len(set(parts_of(text)) - AROUND) <= 1 else frozenset()


def _is_age_group(text: str) -> bool:
    """Give whether a text is of the grown-up or of the young, and of nothing else."""
    parts = frozenset(parts_of(text)) - AROUND - _PERSONS
    return bool(parts) and parts <= ADULTS | YOUNG


def _by_values(values: list[str], *, of_person: bool) -> frozenset[About]:
    """Give what values say: of a person's one is enough, of a sale's all of them are of one or by chance."""
    letters = frozenset(value.lower() for value in values)
    shape = _SHAPES.get(letters)
    said = [_OF_VALUES.caught(value) for value in values]
    if shape is not None:
        return frozenset({shape})
    if of_person and letters in _SHAPES_OF_PERSONS:
        return frozenset({About.TRAIT})
    if of_person:
        return frozenset().union(*said)
    return frozenset[About].intersection(*said) & {About.TRAIT, About.CHANCE} if said else frozenset()


def by_machines(name: str, values: Collection[str]) -> frozenset[About]:
    """Give whether values, as words, tell of somebody's machine, or that they compared prices."""
    said, called = {value.casefold().replace(" ", "_") for value in values}, frozenset(parts_of(name))
    of_person = is_of_a_person(name)
    found, named = said & DEVICES, said & (DEVICES | SYSTEMS)
    least = 1 if of_person or called & VISIT else _SEVERAL
    machines = bool(found) and len(named) >= least and said <= named | VAGUE
    sold = not of_person and bool(called & SOLD)
    searches = bool(said & ENGINES) and said <= ENGINES | DIRECTLY
    alike = len(said) > 1 and ((machines and not sold) or searches)
    return frozenset({About.WILLINGNESS} if alike or not said.isdisjoint(SITES) else ())

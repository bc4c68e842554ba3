"""Words by which a fact gives away what it is about: English, Chinese, pinyin and common short forms.

This is a net, not a proof: what a declared lineage says is proved elsewhere.
"""

import re
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Final


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
    TOO_MUCH = "more than is needed"


_WORDS: Final[Mapping[About, str]] = {
    About.TRAIT: "sex gender gndr sexe title salutation marital marriage married spouse pregnancy "
    "pregnant race racial ethnic ethnicity tribe caste birthplace native_place hometown "
    "household_register hukou huji religion religious faith belief union_member health illness diagnosis "
    "genetic biometric orientation xingbie xb chenghu chengwei hunyin huaiyun minzu zhongzu jiguan "
    "zongjiao xinyang jiankang jiyin 性别 称谓 婚姻 怀孕 民族 种族 籍贯 户籍 户口 宗教 信仰 健康 基因 "
    "生物识别 性取向",
    About.CONCESSION: "disability disabled handicap handicapped canji 残疾 残障",
    About.AGE: "age ages birthday birthdate birth_date birth_year birthyear date_of_birth dob yob "
    "year_of_birth senior elderly pensioner nianling shengri chusheng 年龄 出生 老年",
    About.RESIDENCE: "nationality citizenship citizen residence resident residency id_country "
    "passport_country card_country home_country guoji juzhu 国籍 居住",
    About.PLACE: "postcode postal zip zipcode zip_code plz address street district neighbourhood "
    "neighborhood youbian dizhi 邮编 地址 街道",
    About.PERSON: "language locale lang first_name last_name surname given_name forename family_name "
    "full_name email email_domain mail_domain ip ip_country ip_address yuyan xingming 语言 姓名 姓氏 "
    "邮箱",
    About.EMPLOYER: "school university college employer company_name xuexiao gongsi 学校 雇主",
    About.WILLINGNESS: "device phone_model handset browser user_agent os operating_system battery "
    "referrer referer time_on_page dwell_time hesitation abandoned abandonment cart_abandoned income "
    "salary wealth credit_limit spending_power willingness shebei shouji liulanqi dianliang shouru 设备 "
    "机型 浏览器 电量 收入 支付能力",
    About.PAYMENT: "payment payment_method paid_by pay_method pay_type tender card_type card_brand "
    "credit_card debit_card wallet_type zhifu fukuan 支付 付款",
    About.SCORE: "score propensity predicted prediction model clv ltv churn risk_class pingfen yuce 评分 "
    "预测 得分",
    About.RIGHTS: "complaint complained complaints ticket tickets objection objected erasure erased "
    "access_request privacy_request data_request opted_out opt_out tousu yiyi 投诉 异议 申诉",
    About.ACCESSIBILITY: "accessibility screen_reader screenreader high_contrast large_text font_size "
    "reduced_motion captions wuzhangai 无障碍 读屏",
    About.CHANCE: "experiment experiment_group ab_group ab_test variant bucket random dice hash "
    "member_hash cohort_id suiji shiyan 随机 实验",
    About.CHANNEL: "channel qudao 渠道",
    About.TOO_MUCH: "identity_number id_number id_card identity_card national_id passport passport_number "
    "ssn social_security tax_number photo selfie contacts gps latitude longitude location fingerprint "
    "income salary household_income card_number pan iban cvv shenfenzheng sfz 身份证 护照 照片 通讯录 "
    "定位 卡号",
}
_SHAPES: Final[Mapping[frozenset[str], About]] = dict.fromkeys(
    (
        frozenset({"m", "f"}),
        frozenset({"m", "w"}),
        frozenset({"m", "f", "x"}),
        frozenset({"m", "w", "d"}),
        frozenset({"male", "female"}),
        frozenset({"male", "female", "other"}),
        frozenset({"man", "woman"}),
        frozenset({"男", "女"}),
        frozenset({"nan", "nv"}),
    ),
    About.TRAIT,
)
"""Choices that give away what a fact is about, whatever it is called."""
APPS: Final = frozenset(
    {
        "app",
        "apps",
        "mobile",
        "mobile_app",
        "ios",
        "android",
        "mini_program",
        "miniprogram",
        "应用",
        "小程序",
        "手机",
    }
)
"""Channels that need a smartphone."""
SENSITIVE: Final = frozenset(
    {
        "pregnancy",
        "maternity",
        "medicine",
        "medicines",
        "medication",
        "pharmacy",
        "prescription",
        "contraception",
        "contraceptive",
        "condom",
        "condoms",
        "fertility",
        "religious",
        "halal",
        "kosher",
        "bible",
        "quran",
        "erotic",
        "adult_toys",
        "incontinence",
        "孕妇",
        "母婴",
        "药品",
        "处方药",
        "避孕",
        "清真",
        "宗教",
        "情趣",
        "计生",
    }
)
"""Kinds of goods whose purchase tells of health, faith, sex life or pregnancy."""
_ASCII = re.compile(r"[a-z0-9]+")


def abouts(name: str, choices: Iterable[str] = ()) -> frozenset[About]:
    """Give what a fact's name, without its owner, and its choices say that it is about."""
    bare = name.rpartition(".")[2].lower()
    found = {about for about, words in _WORDS.items() if any(_has(bare, word) for word in words.split())}
    shape = _SHAPES.get(frozenset(choice.lower() for choice in choices))
    return frozenset(found | ({shape} if shape is not None else set()))


def is_one_of(text: str, words: frozenset[str]) -> bool:
    """Give whether a choice is, or has as one of its parts, one of the words."""
    bare = text.lower().replace("-", "_")
    return any(_has(bare, word) for word in words)


def _has(name: str, word: str) -> bool:
    """Give whether a name has a word: whole parts between `_` of a Latin one, anywhere of a Chinese one."""
    if not word.isascii():
        return word in name
    return f"_{word}_" in f"_{'_'.join(_ASCII.findall(name))}_"

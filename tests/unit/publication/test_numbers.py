"""Numbers of a text are compared between languages, however each of them writes them."""

import pytest

from loyalty.publication.spoken.numbers import contradiction
from tests.unit.publication.trying import DISCOUNT, codes_of

APART = [
    ("Half price tea", "茶叶七折", "zh-CN"),
    ("Buy two, get one free", "买三送一", "zh-CN"),
    ("€12.50 off", "15,20 € de remise", "fr"),
    ("Until 20 December: a gift", "12月25日前：礼品", "zh-CN"),
    ("Open 9 to 5", "营业9时至18时", "zh-CN"),
    ("10,000 thanks", "十万次感谢", "zh-CN"),
    ("Within 24 hours", "48小时内", "zh-CN"),
    ("Third cup week", "第二杯周", "zh-CN"),
    ("Buy 6 or more", "买8件起", "zh-CN"),
    ("Two weeks of tea", "三周茶", "zh-CN"),
    ("20 points from €30", "满50欧元送20积分", "zh-CN"),
    ("Double points", "三倍积分", "zh-CN"),
    ("€4.00 in the far zone", "远区收 3 元", "zh-CN"),
    ("Valid for 12 months", "两年内有效", "zh-CN"),
    ("Two weeks of tea", "trois semaines de thé", "fr"),
    ("Two weeks of tea", "kolme viikkoa teetä", "fi"),
    ("Two weeks of tea", "trzy tygodnie herbaty", "pl"),
    ("5th visit free", "第十次光临免费", "zh-CN"),
    ("Children under 12", "14岁以下儿童", "zh-CN"),
    ("500 g bag", "250克装", "zh-CN"),
    ("Two nights", "三晚", "zh-CN"),
    ("£1,000 insured", "承保1万英镑", "zh-CN"),
    ("Save 15% on tea", "茶叶九折", "zh-CN"),
    ("Triple points on Mondays", "周一四倍积分", "zh-CN"),
    ("20% off on Wednesdays", "周三七折", "zh-CN"),
    ("Every 10th coffee free", "买十二送一", "zh-CN"),
    ("Lunch 11:30 to 14:00", "午餐十一点半至三点", "zh-CN"),
    ("Children under 120 cm", "1.4米以下儿童", "zh-CN"),
    ("Beans 500 g", "2公斤咖啡豆", "zh-CN"),
]
TOGETHER = [
    ("20% off tea", "茶叶八折", "zh-CN"),
    ("Half price tea", "茶叶半价", "zh-CN"),
    ("Buy two, get one free", "买二送一", "zh-CN"),
    ("€12.50 off", "12,50 € de remise", "fr"),
    ("€1,000 off", "1 000 € alennus", "fi"),
    ("Coffee No. 7 week", "7号咖啡周", "zh-CN"),
    ("10,000 thanks", "一万次感谢", "zh-CN"),
    ("From 9 am to 5 pm", "9时至17时", "zh-CN"),
    ("9:30 to 5:30 pm", "上午9点30分至下午5点30分", "zh-CN"),
    ("24/7 support", "全天候支持", "zh-CN"),
    ("7-Eleven week", "7-11便利店周", "zh-CN"),
    ("3 for 2", "买二送一", "zh-CN"),
    ("Five for three", "买三送二", "zh-CN"),
    ("5 for 4", "买四送一", "zh-CN"),
    ("Sandwich week", "三明治周", "zh-CN"),
    ("Two sandwiches", "两个三明治", "zh-CN"),
    ("Singles' Day 11.11", "双十一", "zh-CN"),
    ("National Day", "十一黄金周", "zh-CN"),
    ("Summer 2026", "二〇二六年夏", "zh-CN"),
    ("14 days", "两周", "zh-CN"),
    ("12 months", "一年", "zh-CN"),
    ("Two hundred points", "200积分", "zh-CN"),
    ("1.5 litre", "1,5 litre", "fr"),
    ("One more coffee", "再来一杯", "zh-CN"),
    ("One week of sandwiches", "三明治周", "zh-CN"),
    ("85% of its price", "八五折", "zh-CN"),
    ("Spend €100, save €20", "满100欧减20", "zh-CN"),
    ("20th anniversary", "二十周年", "zh-CN"),
    ("First class", "头等舱", "zh-CN"),
    ("The 2nd half price", "第二件半价", "zh-CN"),
    ("A quarter of an hour", "15分钟", "zh-CN"),
    ("Half a year", "6个月", "zh-CN"),
    ("Until 31 March", "jusqu'au 31 mars", "fr"),
    ("Until 31 March", "至3月31日", "zh-CN"),
    ("31.3.2026", "31 March 2026", "en"),
    ("Q4 offer", "第四季度优惠", "zh-CN"),
    ("Student offer", "学生9折", "zh-CN"),
    ("Top 10", "十佳", "zh-CN"),
    ("Gold 3-in-1", "三合一", "zh-CN"),
    ("4-season jacket", "四季外套", "zh-CN"),
    ("Four Seasons", "四季", "zh-CN"),
    ("two-for-one", "买一送一", "zh-CN"),
    ("10k steps", "一万步", "zh-CN"),
    ("12 o'clock", "noon", "en"),
    ("1st order", "首单", "zh-CN"),
    ("Twelve bottles", "一打12瓶", "zh-CN"),
    ("Happy hour 5 to 7 pm", "17点至19点欢乐时光", "zh-CN"),
    ("A dozen eggs", "12枚鸡蛋", "zh-CN"),
    ("Ten thousand steps", "一万步", "zh-CN"),
    ("€0.50 deposit", "5角押金", "zh-CN"),
    ("50p off", "0.50英镑", "zh-CN"),
    ("Lunch 11:30–14:00", "午餐 11:30–14:00", "zh-CN"),
    ("Mid-Autumn: 15th of the 8th month", "八月十五", "zh-CN"),
    ("Save €1.5 million", "省150万欧元", "zh-CN"),
    ("Two-day return", "两日往返", "zh-CN"),
    ("Second-hand week", "二手周", "zh-CN"),
    ("Third-party seller", "第三方卖家", "zh-CN"),
    ("Seven Sisters tea", "七姐妹茶", "zh-CN"),
    ("A tenth off", "九折", "zh-CN"),
    ("a third off tea", "茶叶立减三分之一", "zh-CN"),
    ("May Day", "五一劳动节", "zh-CN"),
    ("One of three gifts", "三选一礼品", "zh-CN"),
    ("5G tariff", "5G套餐", "zh-CN"),
    ("4K film", "4K影片", "zh-CN"),
    ("Level 3 member", "三级会员", "zh-CN"),
    ("four-star hotel", "四星酒店", "zh-CN"),
    ("Second Tuesday", "第二个周二", "zh-CN"),
    ("every Tuesday from 10", "每周二10点起", "zh-CN"),
    ("A fifth off", "八折", "zh-CN"),
    ("20% off tea", "tê-hio̍h 20% off", "nan"),
    ("3 beers for 2", "啤酒买二送一", "zh-CN"),
    ("Every sixth coffee free", "买五送一", "zh-CN"),
    ("Ten washes for the price of eight", "洗八次送两次", "zh-CN"),
    ("Double points on Saturdays", "周六双倍积分", "zh-CN"),
    ("Triple points on Mondays", "周一三倍积分", "zh-CN"),
    ("4x the points on Tuesdays", "周二四倍积分", "zh-CN"),
    ("10% off Monday to Friday", "周一至周五九折", "zh-CN"),
    ("Wednesdays: €10 off", "星期三十元优惠", "zh-CN"),
    ("€30 a week", "每周三十元", "zh-CN"),
    ("Every 10th coffee free", "买九送一", "zh-CN"),
    ("Every tenth coffee is free", "集满9杯送1杯", "zh-CN"),
    ("Lunch 11:30 to 14:00", "午餐十一点半至两点", "zh-CN"),
    ("Weekday lunch 11:30–14:00", "工作日午餐十一点半至两点", "zh-CN"),
    ("Children under 120 cm", "1.2米以下儿童", "zh-CN"),
    ("5 km run", "5000米跑", "zh-CN"),
    ("1.5 l bottle", "1500毫升瓶装", "zh-CN"),
    ("2 kg bag", "四斤装", "zh-CN"),
    ("Stars of 4111 1111 1111 1111", "4111111111111111 之星", "zh-CN"),
]


@pytest.mark.parametrize(("english", "other", "language"), APART)
def test_each_text_tells_a_number_that_the_other_does_not(english: str, other: str, language: str) -> None:
    """In digits, in words, as a date or a time, as what is off or what is left of a price."""
    assert contradiction((english, "en"), (other, language)) is not None
    assert contradiction((other, language), (english, "en")) is not None


@pytest.mark.parametrize(("english", "other", "language"), TOGETHER)
def test_the_same_number_is_written_in_another_way(english: str, other: str, language: str) -> None:
    """Or it is part of a word or of a name, or one of the texts leaves it out."""
    assert contradiction((english, "en"), (other, language)) is None
    assert contradiction((other, language), (english, "en")) is None


def test_a_version_is_refused_whose_texts_tell_different_days() -> None:
    """The finding stands at the text."""
    rule = DISCOUNT.replace("en: Off", "en: Off for 20 days").replace("zh-CN: 减", "zh-CN: 30天优惠")

    assert {"LANGUAGE_MISSING"} == codes_of("member.id: {is: truth, label: membership}", rule % "true")

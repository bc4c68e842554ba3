"""Words by which a fact of an order gives away what it is about: a channel, joining, a place, a stage.

This is a net, not a proof. What is about none of these is something the buyer chooses.
"""

import re
from collections.abc import Collection, Iterable
from typing import Final

_CHANNEL: Final = "channel channels qudao 渠道"
_CHANNELS: Final = (
    "app apps mobile mobile_app ios android mini_program miniprogram web website online "
    "internet browser shop shops store stores in_store counter desk till kiosk branch "
    "phone telephone hotline call_centre call_center telesales 应用 小程序 手机 网页 网站 "
    "网店 线上 线下 门店 柜台 电话"
)
_CARRIAGE: Final = (
    "delivery deliver shipping ship carriage collect pickup pick_up fulfilment fulfillment 配送 送货 自提"
)
_JOINING: Final = (
    "member members membership join joins joined joining club loyalty enrol enroll "
    "enrolment enrollment signup sign_up registered register vip 会员 入会 俱乐部"
)
_NOT_JOINING: Final = (
    "no none not_now off without never guest nobody non_member nonmember decline "
    "declined 否 无 不 非会员 游客"
)
_TOLD_LATE: Final = (
    "country region zone area island islands city town village address postcode postal zip zipcode "
    "district province remote rural distance km kilometres kilometers miles destination location "
    "weight volume parcel 国家 地区 区域 省 城市 邮编 地址 偏远 距离 重量 体积"
)
_PLACES: Final = f"{_TOLD_LATE} market bulky oversize oversized heavy fragile"
_STAGE: Final = (
    "stage step page screen funnel phase at_checkout in_checkout checked_out "
    "checking_out at_payment in_cart in_basket at_the_till an_der_kasse confirmed placed "
    "schritt bestellschritt etape vaihe etap krok 阶段 步骤 页面"
)
_REACHED: Final = (
    "checkout is_checkout checkout_done payment_done paying is_paying paid is_paid payment_page submitted "
    "is_submitted ordered is_ordered 结账 结算 下单 提交订单 付款时 支付时 已付款 已支付 已下单"
)
"""What is a stage where it is the whole name of what only holds or does not: `paid`, but not `paid_by`."""
_STAGES: Final = "checkout basket cart first_price confirmation 结算 结账 购物车"
_CIRCUMSTANCES: Final = (
    "season weather rain raining rainy snow snowing snowy storm stormy surge demand "
    "tianqi yutian wangji danji gaofengqi"
)
_QUALIFIED: Final = f"{_CIRCUMSTANCES} high low peak off bad good is"
_ASCII = re.compile(r"[a-z0-9]+")


def is_channel(name: str, choices: Collection[str] = ()) -> bool:
    """Whether a fact is where something is sold: by its name, or because all it can be are channels."""
    if _is_one(name, _CHANNEL):
        return True
    return (
        bool(choices) and not _is_one(name, _CARRIAGE) and all(_is_one(each, _CHANNELS) for each in choices)
    )


def is_joining(text: str) -> bool:
    """Whether a name or a choice is about joining a club."""
    return text.lower() not in _NOT_JOINING.split() and _is_one(text, _JOINING)


def is_staying_out(choice: str) -> bool:
    """Whether a choice is not to join."""
    return choice.lower() in _NOT_JOINING.split()


def is_place(name: str) -> bool:
    """Whether a fact is where something goes, or how far or heavy it is, which nobody chooses."""
    return _is_one(name, _PLACES)


def is_circumstance(name: str) -> bool:
    """Whether a whole name is of the weather, the season or the demand, which nobody chooses."""
    words = set(_ASCII.findall(name.rpartition(".")[2].lower()))
    return words <= set(_QUALIFIED.split()) and not words.isdisjoint(_CIRCUMSTANCES.split())


def is_told_late(name: str) -> bool:
    """Whether a fact of an order is known only once somebody says where it goes, or it is packed."""
    return name.startswith(("order.", "member.")) and _is_one(name, _TOLD_LATE)


def is_stage(name: str, choices: Iterable[str] = ()) -> bool:
    """Whether a fact is how far somebody is with an order."""
    listed = tuple(choices)
    reached = not listed and name.rpartition(".")[2].lower() in _REACHED.split()
    return reached or _is_one(name, _STAGE) or any(_is_one(choice, _STAGES) for choice in listed)


def has_word(name: str, word: str) -> bool:
    """Give whether a name has a word: whole parts between `_` of a Latin one, anywhere of a Chinese one."""
    if not word.isascii():
        return word in name
    return f"_{word}_" in f"_{'_'.join(_ASCII.findall(name))}_"


def _is_one(text: str, words: str) -> bool:
    bare = text.rpartition(".")[2].lower()
    return any(has_word(bare, word) for word in words.split())

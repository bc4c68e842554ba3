"""Words of closed lists about prices: what an amount off is of, units of measure, for whom a reduction is."""

from collections.abc import Mapping, Sequence
from typing import Final

OF_PRICES: Final[Sequence[Mapping[str, tuple[str, str]]]] = (
    {
        "kg": ("a kilogram", "千克"),
        "l": ("a litre", "升"),
        "m": ("a metre", "米"),
        "m2": ("a square metre", "平方米"),
        "piece": ("a piece", "件"),
    },
    {
        "public": ("everybody", "所有人"),
        "members_general": ("nearly every member", "几乎全体会员"),
        "group": ("a group of members", "部分会员"),
        "individual": ("one person", "个别会员"),
    },
    {
        "order": ("the order", "整单"),
        "line": ("each line", "每个商品行"),
        "unit": ("each unit", "每件商品"),
        "reached": ("each full time the order comes to that", "每满一次"),
    },
    {"order": ("the goods of an order together", "整单商品合计"), "line": ("each line", "每一行")},
)
"""What each word means, in English and simplified Chinese."""

"""Machines, browsers and sites as choices: goods, or by what somebody came who looks at goods."""

from typing import Final

_MACHINES: Final = (
    "iphone ipad mac macbook macos windows linux desktop laptop android_phone android_tablet chrome safari "
    "firefox edge opera samsung huawei xiaomi oppo vivo 苹果手机 安卓手机 华为手机 小米手机"
)
DEVICES: Final = frozenset(_MACHINES.split())
"""Choices of machines and browsers, which give a fact away where all of its choices are such."""
SYSTEMS: Final = frozenset({"android", "ios", "安卓"})
"""What does so beside one of them, and alone is an app."""
VAGUE: Final = frozenset({"tablet", "other", "其他"})
"""What does so beside two of them, or one where the name speaks of a visit: repairs have an iPhone, too."""
VISIT: Final = frozenset({"visit", "visits", "visitor", "session", "machine", "phone", "system", "client"})
SOLD: Final = frozenset(
    {"edition", "licence", "license", "version", "software", "repair", "insured", "trade"}
)
"""What the name of an order's fact says where machines are what is sold or served."""
ENGINES: Final = frozenset({"google", "bing", "baidu", "duckduckgo", "yahoo", "paid_search", "百度"})
DIRECTLY: Final = frozenset({"direct", "other", "none", "link", "ads", "search", "organic"})
"""Where somebody came from, all of the choices."""
_COMPARING: Final = (
    "compare_site comparison_site price_comparison comparison_portal price_portal price_search idealo "
    "geizhals pricerunner google_shopping 比价网"
)
SITES: Final = frozenset(_COMPARING.split())
"""Where somebody came from who compares prices, one of which is enough."""

"""The sentences about what a till had promised without the network."""

from collections.abc import Mapping

from loyalty.wording.languages import EN, ZH

TILL_PATTERNS: Mapping[str, Mapping[str, str]] = {
    "offline": {EN: "What the till had promised", ZH: "收银机离线时的承诺"},
    "offline.payable": {EN: "Taken by the till", ZH: "收银机已收"},
    "offline.earned": {EN: "Points promised", ZH: "承诺的积分"},
    "offline.used": {EN: "Points said to be used", ZH: "告知将使用的积分"},
    "offline.reason": {
        EN: "The till had no network. What is decided holds; the difference is booked as {reason}.",
        ZH: "收银机当时离线。以此处的计算为准，差额以 {reason} 入账。",
    },
}

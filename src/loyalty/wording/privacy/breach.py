"""The prepared texts of a breach: for the authority, and for the people it is about."""

from collections.abc import Mapping, Sequence
from typing import Any

from loyalty.wording.languages import EN, ZH

_UNKNOWN = {EN: "not known yet", ZH: "尚不清楚"}
_SIGN = {EN: ", ", ZH: "、"}
_COUNTED = {EN: "{what} ({count})", ZH: "{what}（{count}）"}
_AUTHORITY = {
    EN: (
        "Notice of a personal data breach (GDPR Art. 33, PIPL Art. 57)",
        "Our reference: {breach}",
        "We became aware of it: {aware}",
        "What happened: {nature}",
        "Kinds of data, with how many members each is of: {touched}",
        "Members at most: {members}",
        "Likely consequences: {consequences}",
        "What we did and will do: {measures}",
        "Whom to ask: {contact}",
        "Why this notice comes late: {late}",
    ),
    ZH: (
        "个人数据泄露通知（GDPR 第 33 条、《个人信息保护法》第 57 条）",
        "我方编号：{breach}",
        "我方知悉时间：{aware}",
        "事件经过：{nature}",
        "数据种类及所涉会员人数：{touched}",
        "所涉会员至多：{members}",
        "可能的后果：{consequences}",
        "已采取和拟采取的措施：{measures}",
        "联系人：{contact}",
        "延迟通知的原因：{late}",
    ),
}
_PEOPLE = {
    EN: (
        "Something happened to data that we keep of you",
        "What happened: {nature}",
        "Which data: {kinds}",
        "What may come of it: {consequences}",
        "What we did, and what you can do: {measures}",
        "Ask us: {contact}",
    ),
    ZH: (
        "关于我们保存的您的数据发生的事件",
        "事件经过：{nature}",
        "涉及的数据：{kinds}",
        "可能的影响：{consequences}",
        "我们已采取的措施以及您可以做的：{measures}",
        "联系我们：{contact}",
    ),
}


def authority_text(told: Mapping[str, Any], language: str) -> str:
    """Give the notice to an authority; ``told`` is a breach as plain data. What is not known says so."""
    late = any(clock["late"] for clock in told["clocks"])
    lines = _AUTHORITY[language] if late else _AUTHORITY[language][:-1]
    return _filled(lines, told, language)


def people_text(told: Mapping[str, Any], language: str) -> str:
    """Give the notice to the people a breach is about, in plain words."""
    return _filled(_PEOPLE[language], told, language)


def _filled(lines: Sequence[str], told: Mapping[str, Any], language: str) -> str:
    unknown, sign = _UNKNOWN[language], _SIGN[language]
    touched, steps = told["touched"], told["steps"]
    counted = (_COUNTED[language].format(what=t["says"][language], count=t["members"]) for t in touched)
    aware = next((each["at"] for each in steps if each["step"] == "aware"), None)
    reason = next(
        (each["reason"] for each in steps if each["step"] == "authority-told" and each["reason"]), None
    )
    words = {
        "breach": told["breach"],
        "aware": aware or unknown,
        "touched": sign.join(counted) or unknown,
        "kinds": sign.join(t["says"][language] for t in touched) or unknown,
        "members": max((t["members"] for t in touched), default=None),
        "late": reason or unknown,
        **{name: told["content"].get(name) for name in ("nature", "consequences", "measures", "contact")},
    }
    filled = {name: unknown if value is None else value for name, value in words.items()}
    return "\n".join(line.format(**filled) for line in lines) + "\n"

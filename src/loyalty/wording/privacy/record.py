"""The record of processing activities (GDPR Art. 30, PIPL Art. 55), made from the register."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from loyalty.wording.languages import EN, ZH
from loyalty.wording.privacy.notice import HandedTo, handed_to_sentences
from loyalty.wording.privacy.words import word

_TITLE = {EN: "# Record of processing activities", ZH: "# 个人数据处理活动记录"}
_CONTROLLER = {EN: "Controller: {controller}", ZH: "数据控制者：{controller}"}
_CONTACT = {EN: "Contact: {contact}", ZH: "联系方式：{contact}"}
_ABOUT = {
    EN: "Whose data: members of the programmes, and the shop's own staff.",
    ZH: "数据主体：各计划的会员及商户员工。",
}
_ABROAD = {
    EN: "The engine itself sends nothing abroad; where it runs is the controller's decision.",
    ZH: "本系统本身不向境外传输数据；部署地点由数据控制者决定。",
}
_SAFE = {
    EN: "How it is kept safe: contact data are sealed with a key for each member (AES-256-GCM), which a "
    "master key outside the database wraps; people are found by keyed hashes; each look of the staff is kept "
    "with its reason; books and audits cannot be changed; erasing destroys the key.",
    ZH: "安全措施：联系方式以每位会员各自的密钥封存（AES-256-GCM），该密钥由数据库之外的主密钥加密；"
    "以密钥散列查找会员；工作人员的每次查看均记录理由；账簿与审计记录不可更改；删除时销毁密钥。",
}
_HEAD = {
    EN: ("Kinds of data", "On which ground", "Who sees it", "Erased after"),
    ZH: ("数据种类", "法律依据", "谁可查看", "保存期限"),
}
_OTHERS = {EN: "Who else gets data of members", ZH: "还有谁获得会员数据"}
_SIGN = {EN: ", ", ZH: "、"}
_NOBODY = {EN: "nobody", ZH: "无人"}


def record_page(
    rows: Sequence[Mapping[str, Any]],
    others: Mapping[str, Sequence[HandedTo]],
    controller: str,
    contact: str,
    language: str,
) -> str:
    """Give the record in Markdown: a section for each purpose, and who else gets something.

    ``rows`` are those of `show_register`, ``others`` by programme.
    """
    head = (
        _TITLE[language],
        "",
        _CONTROLLER[language].format(controller=controller) + "  ",
        _CONTACT[language].format(contact=contact) + "  ",
        _ABOUT[language],
    )
    by_purpose = groupby(sorted(rows, key=_purpose), key=_purpose)
    sections = [line for purpose, of in by_purpose for line in _section(purpose, list(of), language)]
    sections += _others(others, language)
    return "\n".join([*head, *sections, "", _ABROAD[language], "", _SAFE[language]]) + "\n"


def _others(others: Mapping[str, Sequence[HandedTo]], language: str) -> Iterator[str]:
    """Give everybody who gets data of members and decides alone what becomes of them, and whether abroad."""
    yield from ("", f"## {_OTHERS[language]}", "")
    if not others:
        yield _NOBODY[language]
    for programme, handed_to in others.items():
        for each in handed_to:
            yield f"- {programme}: " + " ".join(handed_to_sentences(each, language))


def _purpose(row: Mapping[str, Any]) -> str:
    return str(row["purpose"])


def _section(purpose: str, rows: Sequence[Mapping[str, Any]], language: str) -> Iterator[str]:
    yield ""
    yield f"## {word('purpose', purpose, language)}"
    yield ""
    yield f"| {' | '.join(_HEAD[language])} |"
    yield f"| {' | '.join('---' for _ in _HEAD[language])} |"
    alike = sorted(rows, key=_alike)
    for (basis, kept, recipients), of in groupby(alike, key=_alike):
        what = _SIGN[language].join(row["says"][language] for row in of)
        seen = _SIGN[language].join(word("recipient", each, language) for each in recipients)
        cells = (
            what,
            word("basis", basis, language),
            seen or _NOBODY[language],
            word("kept", kept, language),
        )
        yield f"| {' | '.join(cells)} |"


def _alike(row: Mapping[str, Any]) -> tuple[str, str, tuple[str, ...]]:
    return str(row["basis"]), str(row["kept"]), tuple(row["recipients"])

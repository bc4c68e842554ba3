"""Words of privacy by group and language: purposes, grounds, classes, labels, recipients."""

from collections.abc import Mapping

from loyalty.wording.catalogue import PATTERNS, language_of, say
from loyalty.wording.languages import EN, ZH

WORDS: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "purpose": {
        "membership": {EN: "membership", ZH: "会员服务"},
        "personal_offers": {EN: "personal offers", ZH: "个性化优惠"},
        "birthday_benefit": {EN: "birthday benefit", ZH: "生日优惠"},
        "email_marketing": {EN: "marketing by e-mail", ZH: "电子邮件营销"},
        "sms_marketing": {EN: "marketing by text message", ZH: "短信营销"},
        "partner_sharing": {EN: "sharing with partners", ZH: "与合作方共享"},
        "research_statistics": {EN: "research and statistics", ZH: "研究与统计"},
        "sensitive_data": {EN: "use of sensitive data", ZH: "处理敏感个人信息"},
        "sent_abroad": {EN: "sending data abroad", ZH: "向境外提供数据"},
    },
    "basis": {
        "contract": {EN: "contract", ZH: "履行合同"},
        "legal_duty": {EN: "legal duty", ZH: "法定义务"},
        "legitimate_interest": {EN: "legitimate interest", ZH: "正当利益"},
        "consent": {EN: "consent", ZH: "同意"},
    },
    "kept": {
        "account": {EN: "as long as the membership, and 30 days", ZH: "会员关系存续期间及其后 30 天"},
        "contact": {EN: "as long as the membership", ZH: "会员关系存续期间"},
        "ledger": {EN: "ten years, the term of book-keeping", ZH: "十年（会计资料保存期限）"},
        "orders": {EN: "24 months, then thinned", ZH: "24 个月，其后精简"},
        "consent": {EN: "as long as the membership, and three years", ZH: "会员关系存续期间及其后三年"},
        "optional": {EN: "until it is withdrawn", ZH: "直至撤回"},
        "service": {EN: "24 months", ZH: "24 个月"},
        "security": {EN: "13 months", ZH: "13 个月"},
        "briefly": {EN: "30 days", ZH: "30 天"},
    },
    "label": {
        "public": {EN: "public", ZH: "公开"},
        "transaction": {EN: "transaction", ZH: "交易"},
        "membership": {EN: "membership", ZH: "会员"},
        "personal": {EN: "personal", ZH: "个人"},
        "pseudonym": {EN: "pseudonym", ZH: "假名标识"},
        "contact": {EN: "contact", ZH: "联系方式"},
        "staff": {EN: "staff", ZH: "员工"},
    },
    "recipient": {
        "shop": {EN: "the shop", ZH: "商家"},
        "staff": {EN: "its staff, with a reason", ZH: "商家员工（须有理由）"},
        "member": {EN: "the member", ZH: "会员本人"},
        "auditor": {EN: "auditors", ZH: "审计人员"},
    },
}


def word(group: str, name: str, language: str) -> str:
    """Give one word in a language. Raises UnknownLanguageError."""
    return WORDS[group][name][language_of(language)]


def fact_called(name: str, names: Mapping[str, Mapping[str, str]], language: str) -> str:
    """Give what a fact is called: by the programme's ``names``, else as everywhere, else by its own parts."""
    named = names.get(name, {})
    if language in named:
        return named[language]
    if f"fact.{name}" in PATTERNS:
        return say(f"fact.{name}", language)
    return next(iter(named.values()), name.removeprefix("member.").replace("_", " "))

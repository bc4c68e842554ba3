"""Words of closed lists about people: labels, consents, grounds."""

from collections.abc import Mapping, Sequence
from typing import Final

OF_PEOPLE: Final[Sequence[Mapping[str, tuple[str, str]]]] = (
    {
        "public": ("known to everybody", "公开信息"),
        "transaction": ("of the order itself", "交易信息"),
        "membership": ("of taking part in the programme", "会员身份信息"),
        "personal": ("about the person; only for a stated purpose, and only in their favour", "个人信息"),
        "protected": ("a protected characteristic, which may not count", "受保护特征"),
        "proxy": ("stands for a protected characteristic, which may not count", "受保护特征的替代信息"),
        "rights": ("whether somebody used a right of theirs, which may not count", "权利行使情况"),
    },
    {
        "membership": ("taking part", "参加会员计划"),
        "personal_offers": ("personal offers", "个性化优惠"),
        "birthday_benefit": ("a benefit on the birthday", "生日优惠"),
        "email_marketing": ("marketing by e-mail", "电子邮件营销"),
        "sms_marketing": ("marketing by text message", "短信营销"),
        "partner_sharing": ("sharing with partners", "与合作方共享"),
        "research_statistics": ("research and statistics", "研究与统计"),
        "sensitive_data": ("use of sensitive data", "处理敏感个人信息"),
    },
    {
        "contract": ("what was agreed with the member", "履行与会员的约定"),
        "legal_duty": ("a duty the law sets", "法定义务"),
        "legitimate_interest": ("an interest that outweighs the member's", "正当利益"),
        "consent": ("the member's consent", "会员的同意"),
    },
)

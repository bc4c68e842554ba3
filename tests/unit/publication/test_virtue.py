"""Texts that claim to be lawful, fair or without bias, in the languages of the markets, and others."""

import pytest

from loyalty.publication.claimed.virtue import virtue_in
from tests.unit.publication.trying import codes_of

CLAIMS = (
    "GDPR conform",
    "legally certified",
    "honest price guaranteed",
    "geprüft fair",
    "GDPR-compliant tea",
    "In compliance with the law",
    "Fully lawful discount",
    "100% legal pricing",
    "Approved by regulators",
    "DSGVO-konform",
    "rechtssicher",
    "Non-discriminatory price",
    "Just prices",
    "Equitable pricing",
    "Ethical price",
    "prix juste",
    "Conforme au RGPD",
    "Zgodne z RODO",
    "uczciwa cena",
    "reilu hinta",
    "No discrimination",
    "\uff26\uff21\uff29\uff32 price",
    "fa\u200bir price",
    "conforms to EU law",
    "bias-free",
    "Impartial",
    "court-proof",
    "We comply with the GDPR",
    "certified by the data protection authority",
    "Our prices are honest",
    "Faire Preise",
    "gerechte Preise",
    "lainmukainen",
    "price that is fair to all",
    "Approved under EU law",
    "prix équitable",
    "符合法律",
    "合法",
    "法律认证",
    "公道价",
    "诚信价",
    "公允价格",
    "无歧视定价",
    "无偏见",
    "符合《个人信息保护法》",
    "合规",
    "公平价",
    "监管部门认可",
    "our fair deal",
    "GDPR準拠",
)
OTHERS = (
    "Certified organic tea",
    "Book fair week",
    "Christmas fair",
    "Fair Isle jumpers",
    "Reilu kauppa tea",
    "Fair trade coffee",
    "Fairtrade",
    "commerce équitable",
    "Approved by your bank",
    "Law students",
    "Legal advice hotline",
    "Proof of age required by law",
    "Deposit required by law",
    "Compliance training course",
    "savoir-faire",
    "Honest Kitchen dog food",
    "Legal fees",
    "Just 5.00 today",
    "Affair of the heart",
    "Fairy lights",
    "Fairfield coffee",
    "altersgerecht",
    "Certificate required by law",
    "Verified students",
    "Tested for allergens",
    "符合规定的订单",
    "组合规格",
    "集合规则",
    "公平贸易茶",
    "不符合规定的退货",
    "Authority for schools",
    "Privacy screen",
    "Court shoes",
    "Regulation football",
    "Approved retailers",
    "Guaranteed delivery by noon",
    "Lawn mower",
    "Conforming sheets",
)
FEE = (
    "  fees: [{id: box, name: {en: Box, zh-CN: 盒子}, amount: 1.00, purpose: a fair share of the packing,"
    " recipient: seller, refundable: true, taxed_as: coffee}]\n"
)


@pytest.mark.parametrize("text", CLAIMS)
def test_what_claims_a_virtue_is_found(text: str) -> None:
    """Whatever the language and the spelling, what calls itself lawful, fair or without bias is found."""
    assert virtue_in(text)


@pytest.mark.parametrize("text", OTHERS)
def test_what_speaks_of_goods_is_let_be(text: str) -> None:
    """Fair trade, the fair of a town, lawyers and tests of goods are no claim about prices."""
    assert not virtue_in(text)


def test_the_purpose_of_a_fee_claims_nothing_either() -> None:
    """What a fee is for is read beside its price, and is held to the same."""
    assert "CLAIM_WORD" in codes_of("", FEE)

"""Who answers for a child: another grown-up member of the same programme, whoever asks."""

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.use_cases.adopt_programme import adopt_programme
from tests.unit.api.routes.shop import RULES, Shop


def test_a_guardian_is_another_member_of_the_same_programme(shop: Shop) -> None:
    """Neither oneself nor who belongs elsewhere answers for a child, or agrees for anybody."""
    files = read_rule_folder(RULES).source
    renamed = {
        path: text.replace("programme: corner-coffee", "programme: tea") for path, text in files.items()
    }
    adopt_programme(shop.services, renamed)
    child, grown = shop.member(), shop.member()
    stranger = shop.ask("POST", "/v1/members", {"programme": "tea"})["member"]
    notice = shop.ask("GET", "/v1/programmes/corner-coffee/collection-notice")["sha256"]
    record = {"id": "c-1", "purpose": "research_statistics", "answer": "given", "notice": notice}
    yes = {**record, "way": "form", "jurisdiction": "DE", "facts": []}
    before = shop.rows()

    for guardian in (stranger, child):
        told = shop.send("PUT", f"/v1/members/{child}/age", {"age": "child", "guardian": guardian})
        assert (404, "unknown-member") == (told.status_code, told.get_json()["code"])
    for member, guardian in ((child, stranger), (grown, grown)):
        told = shop.send("POST", f"/v1/members/{member}/consents", {**yes, "guardian": guardian})
        assert (404, "unknown-member") == (told.status_code, told.get_json()["code"])
    assert before == shop.rows()

    shop.ask("PUT", f"/v1/members/{child}/age", {"age": "child", "guardian": grown})
    assert "given" == shop.ask("POST", f"/v1/members/{child}/consents", {**yes, "guardian": grown})["state"]

"""Two adopted versions compared over the API."""

from loyalty.access.scopes import Scope
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.use_cases.adopt_programme import adopt_programme
from tests.unit.api.routes.shop import RULES, Shop

PATH = "/v1/programmes/corner-coffee/comparison"


def test_two_versions_are_compared(shop: Shop) -> None:
    """Both digests, the diffs, and every change with its sentences; the same version changes nothing."""
    source = read_rule_folder(RULES).source
    other = {**source, "tiers.yaml": source["tiers.yaml"].replace("discount: 2%", "discount: 3%")}
    old, new = (adopt_programme(shop.services, files).programme.digest for files in (source, other))
    shop.key(Scope.PROGRAMMES_READ, programme="corner-coffee")

    found = shop.ask("GET", f"{PATH}?old={old}&new={new}")
    [change] = found["changes"]

    assert (old, new) == (found["old"]["digest"], found["new"]["digest"])
    assert ["tiers.yaml"] == list(found["texts"])
    assert "tiers, silver: discount 2% → 3%" == change["sentence"]["en"]
    assert {"outcomes", "cases", "cases_decided"} == found["effect"].keys()
    assert [] == shop.ask("GET", f"{PATH}?old={old}&new={old}")["changes"]


def test_unknown_versions_and_programmes_are_refused(shop: Shop) -> None:
    """A digest nobody adopted is named in a problem; another programme's key reaches nothing."""
    unknown = shop.send("GET", f"{PATH}?old={'0' * 64}&new={'1' * 64}")
    missing = shop.send("GET", PATH)
    shop.key(Scope.PROGRAMMES_READ, programme="tea-house")
    other = shop.send("GET", f"{PATH}?old={'0' * 64}&new={'1' * 64}")

    assert (422, "unknown-digest") == (unknown.status_code, unknown.get_json()["code"])
    assert (422, 2) == (missing.status_code, len(missing.get_json()["errors"]))
    assert (403, "programme-out-of-reach") == (other.status_code, other.get_json()["code"])

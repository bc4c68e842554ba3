"""Sign-offs of reviewers, and bundles: what is signed holds, and whatever is changed is named."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from loyalty.adapters.seal_keys import PrivateKey
from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.version import Person
from loyalty.database.engine import open_engine
from loyalty.desk.bundle import MANIFEST, SIGN_OFFS, Manifest, manifest_of, packed, unpacked
from loyalty.desk.checking import FileCheck
from loyalty.desk.filed import Wanted
from loyalty.desk.refusals import AuthorSignsOff, TooMuchForABundle, UnknownNumber
from loyalty.desk.sign_off import FIRST, Judgement
from loyalty.kernel.identity import id_text
from loyalty.privacy.choice import Choice
from loyalty.privacy.refusals import FreeTextRisk
from loyalty.seals.canonical import canonical, parsed
from loyalty.seals.keys import SealKey
from loyalty.seals.verification import State, Verdict
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import AtOnce, adopt_programme
from loyalty.use_cases.contacts.set_contact import SetContact, set_contact
from loyalty.use_cases.desk.compare_decisions import CompareDecisions, compare_decisions, compared_data
from loyalty.use_cases.desk.export_bundle import DOCUMENTS_MAX, ExportBundle, export_bundle
from loyalty.use_cases.desk.list_sign_offs import list_sign_offs
from loyalty.use_cases.desk.search_documents import search_documents
from loyalty.use_cases.desk.sign_off_comparison import sign_off_comparison
from loyalty.use_cases.desk.sign_off_document import sign_off_document
from loyalty.use_cases.desk.signing_off import Judged
from loyalty.use_cases.desk.trace_number import trace_number
from loyalty.use_cases.desk.verify_bundle import verify_bundle
from loyalty.use_cases.hold_points import HoldPoints, hold_points
from loyalty.use_cases.lifecycle.show_audit import show_audit, show_unreviewed
from loyalty.use_cases.once import Once
from loyalty.use_cases.privacy.set_choices import SetChoices, set_choices
from loyalty.use_cases.refusals import UnknownExplanation
from loyalty.vault.contact import Channel, Contact
from tests.steps.reading import coffee
from tests.unit.use_cases.sealing import PROGRAMME, Shop, opened_shop

REVIEWER = Person("Rita R")
RIGHT = Judged(Judgement.RIGHT, REVIEWER, "as in the tariff")
Change = Callable[[dict[str, bytes]], None]


@dataclass
class Case:
    """A shop with two receipts and two versions, signed off; and the bundle of them all."""

    shop: Shop
    receipts: tuple[str, str]
    digests: tuple[str, str]
    content: bytes


@pytest.fixture
def case(sqlite_database: str) -> Iterator[Case]:
    """Give a case that a reviewer has decided."""
    with closing(Units(open_engine(sqlite_database))) as units:
        shop = opened_shop(units)
        receipts = shop.own("o-1"), shop.sell("o-2", None)
        shop.close(date(2026, 11, 22))
        files = dict(coffee())
        files["basket.yaml"] = files["basket.yaml"].replace("until: 2026-12-24", "until: 2026-12-23")
        emergency = AtOnce(Person("Anna Author"), "a mistake in the double points")
        new = adopt_programme(shop.services, files, emergency).programme.digest
        old = next(each for each in {step.of["digest"] for step in _steps(shop)} if each != new)
        sign_off_document(shop.services, receipts[0], RIGHT)
        sign_off_comparison(shop.services, PROGRAMME, old, new, RIGHT)
        asked = ExportBundle(PROGRAMME, receipts, (old, new))
        yield Case(shop, receipts, (old, new), export_bundle(shop.services, asked).content)


def test_a_sign_off_is_kept_signed_and_chained(case: Case) -> None:
    """Said again it is the same one; another judgement is another one, which names the one before."""
    services, (receipt, other) = case.shop.services, case.receipts
    assert sign_off_document(services, receipt, RIGHT).replayed
    wrong = sign_off_document(services, receipt, replace(RIGHT, judgement=Judgement.WRONG, note=None))
    assert not sign_off_document(services, receipt, RIGHT).replayed

    first, compared, second, third = list_sign_offs(services, PROGRAMME, limit=9)
    assert [FIRST, first.hash, compared.hash, second.hash] == [
        each.before for each in (first, compared, second, third)
    ]
    assert wrong.sign_off == second
    assert case.shop.file(receipt)["document"]["integrity"]["sha256"] == first.of.sha256
    assert [first, second, third] == list_sign_offs(services, PROGRAMME, receipt, limit=9)
    assert [] == list_sign_offs(services, PROGRAMME, other, limit=9)
    last = _steps(case.shop)[-1]
    assert ("signed-off", "Rita R", case.digests[1]) == (last.step, last.by.name, last.of["digest"])


def test_a_note_that_names_the_member_is_not_signed(case: Case) -> None:
    """It would stay when the member is erased; a word of the name alone may stay, and so elsewhere."""
    services, (receipt, other) = case.shop.services, case.receipts
    set_contact(services, SetContact(case.shop.member, Contact(Channel.EMAIL, "ada@example.org", "Ada Long")))
    for note in ("told Ada Long so", "ADA LONG asked", "Ada Long"):
        with pytest.raises(FreeTextRisk) as refused:
            sign_off_document(services, receipt, replace(RIGHT, note=note))
        assert "Long" not in str(refused.value)
    sign_off_document(services, receipt, replace(RIGHT, note="how long it took is as promised"))
    sign_off_document(services, other, replace(RIGHT, note="Ada Long looked at it"))
    notes = [each.note for each in list_sign_offs(services, PROGRAMME, receipt, limit=9)]
    assert ["as in the tariff", "how long it took is as promised"] == notes


def test_an_emergency_that_makes_the_same_change_again_is_looked_at_again(case: Case) -> None:
    """The same sign-off is a step once more where somebody waits for it, and only there."""
    services, (old, new) = case.shop.services, case.digests
    again = replace(next(step for step in _steps(case.shop) if step.step == "emergency"), number=0)
    with services.units.write() as unit:
        unit.adoption_plans.record(again)
        unit.commit()
    before = len(_steps(case.shop))

    assert 1 == len(show_unreviewed(services, PROGRAMME))
    assert sign_off_comparison(services, PROGRAMME, old, new, RIGHT).replayed
    assert [] == show_unreviewed(services, PROGRAMME)
    assert sign_off_comparison(services, PROGRAMME, old, new, RIGHT).replayed
    assert before + 1 == len(_steps(case.shop))


def test_a_change_of_points_is_found_signed_off_and_taken_along(case: Case) -> None:
    """By the number of its entry, never by an amount of money; it has no total to follow."""
    shop, services, asked = case.shop, case.shop.services, Wanted(PROGRAMME)
    shop.clock.at += timedelta(days=60)
    hold_points(services, HoldPoints(shop.member, 10, 3600, "till"), Once("till", "hold-1", "x"))

    (hold,) = search_documents(services, asked, f"{id_text('mem', shop.member)}/3", 9).found
    assert ("points_change", 0, "", shop.member) == (hold.kind, hold.amount, hold.currency, hold.member_id)
    assert "points_change" not in {
        each.kind for each in search_documents(services, replace(asked, least=0), None, 9).found
    }
    sign_off_document(services, hold.explanation_id, RIGHT)
    bundle = export_bundle(services, ExportBundle(PROGRAMME, (hold.explanation_id,))).content
    assert verify_bundle(bundle).verdict is Verdict.VALID
    with pytest.raises(UnknownNumber):
        trace_number(services, hold.explanation_id, "/total/due")


def test_another_version_decides_what_was_told_again(case: Case) -> None:
    """Receipts by the version itself come to the same; where the fee is higher, to so much more."""
    services, (old, new) = case.shop.services, case.digests
    same = compare_decisions(services, CompareDecisions(PROGRAMME, old, new))
    assert {each.explanation_id for each in same.receipts} == set(case.receipts)
    assert not any(each.changed or each.why_not for each in same.receipts)

    files = {**coffee(), "examples.yaml": "examples: []\n"}
    files["basket.yaml"] = files["basket.yaml"].replace("amount: 3.20", "amount: 4.20")
    emergency = AtOnce(Person("Anna Author"), "a dearer carrier")
    dearer = adopt_programme(services, files, emergency).programme.digest
    found = compare_decisions(services, CompareDecisions(PROGRAMME, old, dearer, most=1))

    assert ([100], True) == ([each.due_again - each.due for each in found.receipts], found.more)
    assert {"decided": 1, "changed": 1, "dearer": 1, "cheaper": 0}.items() <= compared_data(found).items()
    assert () == found.assumed


def test_who_wanted_no_personal_price_pays_what_everybody_pays_by_another_version_too(case: Case) -> None:
    """A tier that would save something saves nothing of what was sold to who chose so, and else does."""
    shop, services = case.shop, case.shop.services
    set_choices(services, SetChoices(shop.member, {Choice.PERSONALISE: False}, "test"))
    unwilling = shop.own("o-3")
    files = {**coffee(), "examples.yaml": "examples: []\n"}
    files["tiers.yaml"] = files["tiers.yaml"].replace("earn: 1x,    discount: 0%", "earn: 1x, discount: 1%")
    new = adopt_programme(services, files, AtOnce(Person("Anna Author"), "1 %")).programme.digest
    found = [
        each
        for digest in case.digests
        for each in compare_decisions(services, CompareDecisions(PROGRAMME, digest, new)).receipts
    ]

    saved = {each.explanation_id: each.due - each.due_again for each in found}
    assert {case.receipts[0]: 35, case.receipts[1]: 0, unwilling: 0} == saved


def test_nobody_signs_off_by_rules_that_they_wrote(case: Case) -> None:
    """In whatever spelling of the name; of the version before she is not the author, and may."""
    own = replace(RIGHT, by=Person(" anna  AUTHOR"))

    with pytest.raises(AuthorSignsOff):
        sign_off_comparison(case.shop.services, PROGRAMME, *case.digests, own)
    sign_off_document(case.shop.services, case.receipts[0], own)
    with pytest.raises(AuthorSignsOff):
        sign_off_document(case.shop.services, case.shop.own("o-3"), own)
    with pytest.raises(UnknownExplanation):
        sign_off_document(case.shop.services, case.receipts[0], RIGHT, "other-house")
    with pytest.raises(UnknownExplanation):
        export_bundle(case.shop.services, ExportBundle(PROGRAMME, ("exp_0000000000000",)))
    many = tuple(f"exp_{n}" for n in range(DOCUMENTS_MAX + 1))
    with pytest.raises(TooMuchForABundle):
        export_bundle(case.shop.services, ExportBundle(PROGRAMME, many))


def test_a_bundle_verifies_from_its_bytes_alone(case: Case) -> None:
    """Every file holds, by its own keys and by published ones; one bit more or less, and not all do."""
    with case.shop.services.units.read() as unit:
        published = unit.seals.keys()
    keys = {key.key_id: key for key in published}

    for trusted in (None, keys):
        found = verify_bundle(case.content, trusted)
        assert (Verdict.VALID, {"holds"}) == (found.verdict, {str(check.state) for check in found.checks})
    names = {check.file for check in found.checks}
    assert {f"documents/{each}.json" for each in case.receipts} < names
    assert f"comparisons/{'..'.join(case.digests)}.json" in names
    assert verify_bundle(case.content, _keys(PrivateKey.fresh(), keys)).verdict is Verdict.INVALID
    asked = ExportBundle(PROGRAMME, case.receipts, case.digests)
    assert case.content == export_bundle(case.shop.services, asked).content

    for place in range(0, len(case.content), len(case.content) // 3):
        spoilt = bytearray(case.content)
        spoilt[place] ^= 1
        assert verify_bundle(bytes(spoilt)).verdict is not Verdict.VALID, place
    for cut in (b"", b"PK", case.content[:-1], case.content + b"x", case.content[40:]):
        assert verify_bundle(cut).verdict is Verdict.INVALID


def test_what_was_changed_is_named_also_where_the_manifest_was_made_to_fit(case: Case) -> None:
    """A line of a rule, an amount, a sign-off, their order, a file: whoever has no key cannot hide it."""
    document, rules = f"documents/{case.receipts[0]}.json", f"rules/{case.digests[0]}/"

    def amount(files: dict[str, bytes]) -> None:
        files[document] = files[document].replace(b'"due":', b'"due":1', 1)

    def line(files: dict[str, bytes]) -> None:
        files[f"{rules}earn.yaml"] = files[f"{rules}earn.yaml"].replace(b"2x", b"9x")

    def order(files: dict[str, bytes]) -> None:
        files[SIGN_OFFS] = canonical(parsed(files[SIGN_OFFS].decode())[::-1])

    def judgement(files: dict[str, bytes]) -> None:
        files[SIGN_OFFS] = files[SIGN_OFFS].replace(b'"right"', b'"wrong"', 1)

    def swapped(files: dict[str, bytes]) -> None:
        other = f"documents/{case.receipts[1]}.json"
        files[document], files[other] = files[other], files[document]

    for change, file, code in (
        (amount, document, "document-invalid"),
        (line, rules, "other-rules"),
        (order, SIGN_OFFS, "sign-offs-broken"),
        (judgement, SIGN_OFFS, "sign-off-unsigned"),
        (swapped, document, "document-of-other"),
    ):
        failed = {(check.file, check.code) for check in _failing(_forged(case, change))}
        assert {(file, code), (MANIFEST, "unsigned")} <= failed
    missing = {(check.file, check.code) for check in _failing(_without(case, document))}
    assert (document, "missing") in missing


def _steps(shop: Shop) -> Sequence[AuditRecord]:
    return show_audit(shop.services, PROGRAMME, limit=99)


def _failing(content: bytes) -> list[FileCheck]:
    return [check for check in verify_bundle(content).checks if check.state is State.FAILS]


def _inside(case: Case) -> tuple[Manifest, dict[str, bytes]]:
    files = dict(unpacked(case.content))
    return Manifest.read(files.pop(MANIFEST)), files


def _forged(case: Case, change: Change) -> bytes:
    """Give the bundle with a change, and a manifest that lists what is there now."""
    manifest, files = _inside(case)
    change(files)
    fitting = manifest_of(manifest.programme, manifest.made_at, files)
    forged = replace(fitting, key_id=manifest.key_id, signature=manifest.signature)
    return packed(forged, files)


def _without(case: Case, name: str) -> bytes:
    manifest, files = _inside(case)
    del files[name]
    return packed(manifest, files)


def _keys(other: PrivateKey, keys: dict[str, SealKey]) -> dict[str, SealKey]:
    key = SealKey.begun(other, min(key.valid_from for key in keys.values()))
    return {key.key_id: key}

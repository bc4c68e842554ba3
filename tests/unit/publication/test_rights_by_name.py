"""That somebody used a right or refused consent is told by two words together; so is a machine's guess."""

import pytest

from loyalty.publication.phrases.pairs import together
from loyalty.publication.words import About, abouts
from tests.unit.publication.trying import DISCOUNT, codes_of

RIGHTS, SCORE = "RIGHTS_EXERCISE_FLOW", "OPAQUE_SCORE"
TRUTH = "{is: truth, label: membership, default: false}"


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        *(
            (name, {RIGHTS})
            for name in (
                "has_withdrawn",
                "asked_to_be_forgotten",
                "requested_deletion",
                "wants_refund",
                "data_copy_sent",
                "accepts_profiling",
                "marketing_opt_in",
                "refused_tracking",
                "sued_us",
                "zgoda_marketingowa",
                "loeschantrag",
            )
        ),
        *((name, {SCORE}) for name in ("ai_tag", "ki_wert", "model_verdict", "ml_segment")),
        *(
            (name, set[str]())
            for name in (
                "newsletter",
                "returns_ok",
                "ai_course",
                "accepts_vouchers",
                "asked_for_receipt",
                "has_withdrawn_points",
                "coffee_machine_value",
                "bottle_500_ml_label",
                "opted_for_paperless",
            )
        ),
    ],
)
def test_what_somebody_asked_for_or_allowed(name: str, codes: set[str]) -> None:
    """FA-09, FA-13: behind a price it is refused, and what only shares a word with it is not."""
    assert codes == codes_of(f"member.{name}: {TRUTH}", DISCOUNT % f"member.{name}")


def test_a_consent_in_chinese_is_one() -> None:
    """FA-09: what members read says that they agreed to a use of their data."""
    assert frozenset({About.RIGHTS}) == together("同意个性化营销", of_person=True)
    assert frozenset() == together("个性化刻字", of_person=True)


@pytest.mark.parametrize(
    ("classes", "codes"),
    [("family, adult", set[str]()), ("adult, group", set[str]()), ("family, adult, child", set[str]())],
)
def test_a_ticket_for_a_family_is_no_class_of_age(classes: str, codes: set[str]) -> None:
    """Beside one for adults it may be cheaper; there is nobody whose age makes it dearer."""
    cheaper = "child" if "child" in classes else classes.replace("adult", "").strip(", ")
    fact = f"order.ticket: {{is: choice, of: [{classes}], default: adult}}"

    assert codes == codes_of(fact, DISCOUNT % f'order.ticket == "{cheaper}"')


@pytest.mark.parametrize("text", ["data copy", "model group", "refund wanted"])
def test_of_a_sale_the_same_words_are_goods(text: str) -> None:
    """An export of data is something that is sold."""
    assert frozenset() == together(text)


@pytest.mark.parametrize("name", ["staz_lat", "treuejahre", "anciennete_mois", "antiguedad", "anzianita"])
def test_years_of_the_neighbours_are_years_with_us(name: str) -> None:
    """FA-07: who is a customer for longer pays no more, whatever their years are called."""
    fact = f"member.{name}: {{is: quantity, label: membership, default: 0, attested_by: A. Li}}"

    assert {"LOYALTY_PENALTY"} == codes_of(fact, DISCOUNT % f"member.{name} < 2")
    assert set() == codes_of(fact, DISCOUNT % f"member.{name} >= 2")


@pytest.mark.parametrize("name", ["nouveau_client", "nowa_klientka", "nuevo_cliente", "nuovo_cliente"])
def test_newcomers_of_the_neighbours_are_newcomers(name: str) -> None:
    """FA-07: what they have for ever, regulars have too."""
    assert {"LOYALTY_PENALTY"} == codes_of(f"member.{name}: {TRUTH}", DISCOUNT % f"member.{name}")


@pytest.mark.parametrize(
    ("name", "values", "about"),
    [
        ("order.visitor", ("lady", "gentleman"), About.TRAIT),
        ("member.community", ("parish", "none"), About.TRAIT),
        ("member.kupuje_testy_ciazowe", (), About.GOODS),
        ("order.przegladarka", (), About.WILLINGNESS),
        ("member.widerrufsquote", (), About.RIGHTS),
        ("member.liczba_reklamacji", (), About.RIGHTS),
        ("member.geburtsort", (), About.TRAIT),
        ("member.keeps_ramadan", (), About.TRAIT),
        ("member.daughters", (), About.TRAIT),
        ("member.sternzeichen", (), About.AGE),
        ("member.prognoza_zakupow", (), About.SCORE),
    ],
)
def test_more_words_that_give_a_fact_away(name: str, values: tuple[str, ...], about: About) -> None:
    """A circle somebody belongs to, tests of pregnancy and browsers, as the neighbours call them."""
    assert {about} == abouts(name, values)

"""Words of the neighbours give a trait, an age, a home or a score away, and not what only sounds like it."""

import pytest

from loyalty.publication.words import About, abouts, in_text
from tests.unit.publication.trying import DISCOUNT, codes_of

TRAIT, SCORE = "PROTECTED_ATTRIBUTE_FLOW", "OPAQUE_SCORE"


@pytest.mark.parametrize(
    ("about", "names"),
    [
        (
            About.TRAIT,
            "celibataire grossesse statut_marital etat_civil ciezarna panna wiara stan_zdrowia embarazada",
        ),
        (
            About.TRAIT,
            "soltera incinta stato_civile verwitwet genero raza donna mujer",
        ),
        (About.CONCESSION, "handicape carte_handicapee niepelnosprawnosc discapacidad disabilita"),
        (About.AGE, "tranche_dage tranche_d_age fascia_eta edad fecha_de_nacimiento grupa_wiekowa"),
        (
            About.RESIDENCE,
            "is_foreign_student_visa work_visa nacionalidad cittadinanza karta_pobytu carte_de_sejour",
        ),
        (
            About.SCORE,
            "grade customer_grade risk_grade rank likely_to_leave at_risk may_leave ryzyko_odejscia",
        ),
    ],
)
def test_names_of_the_neighbours_say_what_a_fact_is_about(about: About, names: str) -> None:
    """French, Polish, Spanish, Italian and German names are told from what they hide."""
    assert [] == [name for name in names.split() if about not in abouts(f"member.{name}")]


@pytest.mark.parametrize(
    ("about", "text"),
    [
        (About.TRAIT, "Célibataire"),
        (About.TRAIT, "Ciężarna"),
        (About.TRAIT, "État civil"),
        (About.TRAIT, "性別"),
        (About.TRAIT, "妊娠中"),
        (About.CONCESSION, "Niepełnosprawność"),
        (About.CONCESSION, "障がい者"),
        (About.AGE, "Tranche d’âge"),
        (About.AGE, "年齢"),
        (About.RESIDENCE, "Nationalité"),
        (About.RESIDENCE, "在留資格"),
        (About.SCORE, "流失风险"),
        (About.SCORE, "Likely to leave"),
    ],
)
def test_texts_with_accents_and_in_other_scripts_say_it_too(about: About, text: str) -> None:
    """What members read of a fact is written as their language writes it."""
    assert about in in_text(text)


@pytest.mark.parametrize(
    "values",
    [
        *("homme femme", "kobieta mezczyzna", "Mann Frau", "hombre mujer", "uomo donna", "inne mezczyzna"),
        *("k m", "h f", "panna inne", "celibataire autre", "wierzacy katolik"),
    ],
)
def test_choices_of_the_neighbours_are_traits(values: str) -> None:
    """One of them is enough where they are somebody's, and the letters of both sexes are, too."""
    assert {About.TRAIT} == abouts("member.k", values.split())


@pytest.mark.parametrize("values", ["homme femme", "kobieta mezczyzna", "pan pani"])
def test_choices_of_an_order_are_traits_where_all_of_them_are(values: str) -> None:
    """Whatever the fact of a sale is called."""
    assert {About.TRAIT} == abouts("order.kind", values.split())


@pytest.mark.parametrize(
    "name",
    [
        *("line.grade", "line.handicap", "order.grade", "member.wine_grade", "member.belt_grade"),
        *("member.seat_grade", "member.golf_handicap", "member.handicap_race", "order.panna"),
        *("member.panna_cotta", "member.rank_of_team", "member.eta_minutes", "member.genero_musical"),
        *("member.veuve_clicquot", "member.membership_grade", "order.risk", "order.rank", "order.eta"),
        *("order.h", "line.rasa", "member.rasa_psa", "order.residential_delivery", "member.visa_card"),
    ],
)
def test_goods_that_sound_like_a_trait_or_a_grade_are_left_alone(name: str) -> None:
    """A wine has a grade, golf a handicap, and a dessert is no marital state."""
    assert frozenset() == abouts(name)


@pytest.mark.parametrize(
    "values", ["panna_cotta tiramisu", "prima_donna aida", "h m s", "dior_pour_homme none", "mannheim berlin"]
)
def test_choices_that_sound_like_a_trait_are_left_alone(values: str) -> None:
    """What somebody likes to eat, to hear or to see."""
    assert frozenset() == abouts("member.k", values.split())


WORDS = (
    "member.k: {is: choice, of: [a, b], label: membership, default: a, words: "
    "{a: {en: '%s', zh-CN: 甲}, b: {en: Other, zh-CN: 乙}}}"
)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("Man", {TRAIT}),
        ("Homme", {TRAIT}),
        ("No insulin", {"SENSITIVE_INFERENCE"}),
        ("Buys medicine", {"SENSITIVE_INFERENCE"}),
        ("Mann und Co", set[str]()),
        ("Mens sana", set[str]()),
        ("Coffee", set[str]()),
    ],
)
def test_what_members_read_for_a_choice_is_told_as_the_choice_is(text: str, codes: set[str]) -> None:
    """One word that is a trait, or goods that tell too much: also that somebody does not buy them."""
    assert codes == codes_of(WORDS % text, DISCOUNT % 'member.k == "a"')


@pytest.mark.parametrize("kind", ["truth", "quantity"])
def test_who_may_leave_is_no_price(kind: str) -> None:
    """A guess at what somebody will do is opaque, whoever answers for it."""
    default, condition = ("false", "") if kind == "truth" else ("0", " > 5")
    fact = (
        f"member.likely_to_leave: {{is: {kind}, label: membership, default: {default}, attested_by: A. Li}}"
    )

    assert {SCORE} == codes_of(fact, DISCOUNT % f"member.likely_to_leave{condition}")

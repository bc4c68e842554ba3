"""What a fact is about is told by its name in several languages, by texts for members, and by its values."""

from datetime import date

import pytest

from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.decision.programme import compile_programme
from loyalty.publication.looking import look_over
from loyalty.publication.words import About, abouts
from tests.unit.publication.trying import BASE, DISCOUNT, TAX, codes_of, programme_of

CARRIAGE = """
  fees: [{id: carriage, name: {en: Carriage, zh-CN: 运费}, amount: 3.00, when: '%s', purpose: carriage,
          recipient: seller, refundable: true, taxed_as: coffee}]
"""
KIND = "is: choice, of: [a, b], label: membership, default: a"
TRAIT, AGE, RIGHTS = "PROTECTED_ATTRIBUTE_FLOW", "AGE_PRICE_NOT_ALLOWED", "RIGHTS_EXERCISE_FLOW"
PROXY, DICE = "PROXY_INPUT_NOT_ALLOWED", "NOT_DETERMINISTIC"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(
            (name, TRAIT)
            for name in (
                "mrs",
                "frau",
                "couleur_de_peau",
                "maritalStatus",
                "creed",
                "hiv_status",
                "mother",
                "formOfAddress",
                "Geschlecht",
                "plec",
                "has_spouse",
                "familienstandcode",
                "religionszugehoerigkeit",
                "schwangerschaftswoche",
                "herkunft",
                "memberrace",
            )
        ),
        *(
            (name, AGE)
            for name in (
                "birthYear",
                "year_of_birth",
                "birth_decade",
                "is_gen_z",
                "generation",
                "graduationYear",
                "wiek",
                "over_65",
                "kundenalter",
            )
        ),
        *(
            (name, PROXY)
            for name in (
                "zipCode",
                "homeCity",
                "suburb",
                "firstName",
                "accent",
                "postleitzahl",
                "osoite",
                "kieli",
            )
        ),
        *(
            (name, RIGHTS)
            for name in (
                "requests",
                "nps",
                "dsar_count",
                "refund_requests",
                "reviewsWritten",
                "widersprochen",
            )
        ),
        *(
            (name, DICE)
            for name in (
                "memberId",
                "id_hash",
                "now",
                "control_group",
                "coin_flip",
                "losnummer",
                "kundennummer",
            )
        ),
        *(
            (name, "WTP_SIGNAL")
            for name in ("phoneModel", "bargain_hunter", "highest_price_paid", "ios_user")
        ),
        ("staatsangehoerigkeit", "RESIDENCE_PRICE"),
    ],
)
def test_a_name_in_another_spelling_or_language_is_caught(name: str, code: str) -> None:
    """Small or large letters, one word or two, and the languages of the neighbours hide nothing."""
    assert {code} == codes_of(f"member.{name}: {{{KIND}}}", DISCOUNT % f'member.{name} == "b"')


TEXT = "{is: text, label: personal, purpose: [r, known], default: x}"
DISGUISED = {
    "a value in English": (f"member.k: {TEXT}", 'member.k == "female"'),
    "a value in Chinese": (f"member.k: {TEXT}", 'member.k in ["女", "x"]'),
    "a value in German": (
        "member.k: {is: choice, of: [evangelisch, keine], label: membership, default: keine}",
        'member.k == "evangelisch"',
    ),
    "a mother-to-be in Chinese": (
        f"member.k: {{{KIND}, words: {{b: {{en: B, zh-CN: 准妈妈}}}}}}",
        'member.k == "b"',
    ),
    "a choice": (
        "member.k: {is: choice, of: [none, muslim], label: membership, default: none}",
        'member.k == "none"',
    ),
    "what members read for it": (f"member.k: {{{KIND}, name: {{en: Sex, zh-CN: 类}}}}", 'member.k == "a"'),
    "that in Chinese": (f"member.k: {{{KIND}, name: {{en: Kind, zh-CN: 性别}}}}", 'member.k == "a"'),
    "what members read for a choice": (
        f"member.k: {{{KIND}, words: {{a: {{en: Women, zh-CN: 甲}}}}}}",
        'member.k == "a"',
    ),
    "the buyer of a line": ("line.buyer_gender: {is: choice, of: [a, b]}", 'line.buyer_gender == "a"'),
}


@pytest.mark.parametrize("disguise", DISGUISED)
def test_values_and_texts_give_a_fact_away(disguise: str) -> None:
    """A fact without a name that says anything is about what it is compared with, or called for members."""
    fact, condition = DISGUISED[disguise]

    assert {TRAIT} == codes_of(fact, DISCOUNT % condition)


def test_whether_somebody_is_grown_up_is_their_age() -> None:
    """Words of somebody that are of the young or the grown-up tell their age, those of a ticket do not."""
    words = "{is: choice, of: [adult, child], label: membership, default: adult}"

    assert {AGE} == codes_of(f"member.k: {words}", DISCOUNT % 'member.k == "adult"')
    assert set() == codes_of("order.k: {is: choice, of: [adult, child]}", DISCOUNT % 'order.k == "child"')


def test_a_value_behind_a_segment_is_caught() -> None:
    """What a segment compares a fact with counts for the rule that asks for the segment."""
    segments = GROUP % 'member.k == "frau"'

    assert {TRAIT} == codes_of(f"member.k: {TEXT}", DISCOUNT % "member.segment.known", segments=segments)


GROUP = """
segments:
  - {id: known, name: {en: Known, zh-CN: 组}, when: '%s', at_least_members: 50, purpose: [known]}
"""
GROUPS = {
    "a name": ("member.gender: {is: text, label: membership, default: x}", 'member.gender == "k"', {TRAIT}),
    "a value": (f"member.k: {TEXT}", 'member.k == "frau"', {TRAIT}),
    "a label": (
        "member.k: {is: choice, of: [a, b], label: protected, default: a, purpose: [known]}",
        'member.k == "b"',
        {TRAIT},
    ),
    "what it was made of": (
        (
            "member.gender: {is: text, label: protected, purpose: [known], default: x}\n"
            "  member.kind: {is: truth, label: membership, default: false, made_of: [member.gender]}"
        ),
        "member.kind",
        {TRAIT},
    ),
    "a nationality": (f"member.nationality: {TEXT}", 'member.nationality == "FR"', {TRAIT}),
    "a concession": (
        "member.disabled: {is: truth, label: membership, default: false}",
        "member.disabled",
        set[str](),
    ),
    "a country of delivery": ("", 'member.country == "DE"', set[str]()),
    "what was bought": ("", "history.orders > 3", set[str]()),
}


@pytest.mark.parametrize("group", GROUPS)
def test_a_segment_that_no_rule_reads_is_of_no_trait_either(group: str) -> None:
    """Codes and messages could go by it; once a rule reads it the rule is told of instead."""
    fact, condition, codes = GROUPS[group]

    assert codes == codes_of(fact, "", segments=GROUP % condition)


def test_a_segment_that_a_rule_reads_is_told_of_once() -> None:
    """The rule is told of, and the segment is not told of beside it."""
    fact, condition, _ = GROUPS["a value"]
    found = look_over(
        programme_of(fact, DISCOUNT % "member.segment.known", segments=GROUP % condition), date(2026, 11, 26)
    )

    assert ["the rule"] == [each.message[:8] for each in found if each.code == TRAIT]


def test_a_trait_in_a_table_of_taxes_is_caught() -> None:
    """A column of a table is compared with its cells."""
    source = dict(read_rule_folder(BASE).source)
    source["facts.yaml"] += f"  member.k: {TEXT.replace('known', 'tax')}\n"
    tax = TAX.replace("include", "exclude").replace("vat.csv", "k.csv")
    source["basket.yaml"] = f"basket:\n{tax.replace('member.country', 'member.k')}"
    source["k.csv"] = "k,category,rate\nfemale,coffee,7%\nfemale,tea,7%\nx,coffee,19%\nx,tea,19%\n"
    programme = compile_programme(source).programme
    assert programme is not None

    assert TRAIT in {each.code for each in look_over(programme, date(2026, 11, 26))}


@pytest.mark.parametrize(
    ("name", "label", "code"),
    [("gender", "label: proxy, stands_for: [sex]", TRAIT), ("surname", "label: personal", PROXY)],
)
def test_carriage_is_no_way_around(name: str, label: str, code: str) -> None:
    """That a fee is for carriage allows a place, and not a trait or a name that is called a proxy."""
    fact = f"member.{name}: {{is: text, {label}, purpose: [carriage], default: x}}"

    assert {code} == codes_of(fact, CARRIAGE % f'member.{name} == "k"')


FINE = {
    "a place for carriage": (
        "member.postcode: {is: text, label: proxy, stands_for: [income], purpose: [carriage], default: x}",
        CARRIAGE % 'member.postcode == "20095"',
    ),
    "the title of a book": ("line.title: {is: text}", DISCOUNT % 'line.title == "Ulysses"'),
    "the model of an article": ("line.model: {is: text}", DISCOUNT % 'line.model == "X"'),
    "a department": (
        "line.department: {is: choice, of: [women, men]}",
        DISCOUNT % 'line.department == "men"',
    ),
    "a print": (
        "order.orientation: {is: choice, of: [portrait, landscape]}",
        DISCOUNT % 'order.orientation == "portrait"',
    ),
    "a variant": ("order.variant: {is: choice, of: [s, l]}", DISCOUNT % 'order.variant == "s"'),
    "a ticket": ("order.ticket: {is: choice, of: [day, week]}", DISCOUNT % 'order.ticket == "day"'),
    "rounds of golf": (
        "member.golf_handicap: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        DISCOUNT % "member.golf_handicap >= 20",
    ),
    "where goods come from": (
        "line.herkunft: {is: choice, of: [de, it]}",
        DISCOUNT % 'line.herkunft == "it"',
    ),
    "a drive to try": ("order.test_drive: {is: truth, default: false}", DISCOUNT % "order.test_drive"),
    "how long somebody is a member": (
        "member.account_age: {is: quantity, label: membership, default: 0, attested_by: A. Li}",
        DISCOUNT % "member.account_age >= 50",
    ),
    "a day on which a tier is looked at": (
        "member.review_date: {is: day, label: membership, default: 2026-01-01, attested_by: A. Li}",
        DISCOUNT % "member.review_date >= 2026-02-02",
    ),
    "an address that is known to work": (
        "member.email_confirmed: {is: truth, label: membership, default: false}",
        DISCOUNT % "member.email_confirmed",
    ),
    "a student": (
        "member.student: {is: truth, label: membership, default: false}",
        DISCOUNT % "member.student",
    ),
    "little money": (
        "member.low_income: {is: truth, label: membership, default: false}",
        DISCOUNT % "member.low_income",
    ),
}


@pytest.mark.parametrize("case", FINE)
def test_goods_places_and_concessions_are_left_alone(case: str) -> None:
    """What looks like a word of a person and is about something else is not refused."""
    assert set() == codes_of(*FINE[case])


@pytest.mark.parametrize(
    "name",
    [
        *("member.mrsp", "member.edition_year", "line.gender", "event.language", "order.title"),
        *("order.guides", "member.photons", "member.racenumber", "member.bike_modelyear"),
        *("member.muttertag", "member.mothers_day_card"),
    ],
)
def test_words_of_something_else_say_nothing(name: str) -> None:
    """Part of a word, or a word of goods and of things that are done."""
    assert frozenset() == abouts(name)


def test_an_event_tells_of_who_did_it() -> None:
    """A fact of an event may be of a person too."""
    assert {About.TRAIT} == abouts("event.gender")


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("order.screen", ("iphone", "android_phone", "desktop")),
        ("order.client", ("chrome", "safari", "firefox")),
        ("order.came_from", ("search", "compare_site", "direct")),
        ("order.cart_age_minutes", ()),
        ("order.pages_viewed", ()),
        ("order.utm_source", ()),
        ("order.card_issuer", ("cn", "us")),
        ("member.price_elasticity", ()),
        ("member.pays_full_price", ()),
        ("member.消费能力", ()),
    ],
)
def test_signals_of_what_somebody_would_pay(fact: str, values: tuple[str, ...]) -> None:
    """A machine, a hesitation, a comparison of prices and habits of spending are told by name or choices."""
    assert {About.WILLINGNESS} == abouts(fact, values)


@pytest.mark.parametrize(
    ("fact", "values"),
    [
        ("order.screen_size", ("tv55", "tv65")),
        ("order.iphone_case", ()),
        ("order.music", ("opera", "jazz")),
        ("line.device", ("iphone", "ipad")),
        ("order.visits", ()),
    ],
)
def test_goods_and_visits_signal_nothing(fact: str, values: tuple[str, ...]) -> None:
    """What is bought, and how often somebody came, is no signal of what they would pay."""
    assert frozenset() == abouts(fact, values)


PLAIN = (
    "%s.kind: {is: choice, of: [plain, one], %s"
    "words: {plain: {en: Plain, zh-CN: 普通}, one: {en: %s, zh-CN: %s}}}"
)
OF_SALES = {
    "women's shoes": PLAIN % ("line", "", "Women", "女性"),
    "health and beauty": PLAIN % ("line", "", "Health and beauty", "健康美容"),
    "courses of languages": PLAIN % ("line", "", "Language courses", "语言课程"),
    "the age of a wine": "line.kind: {is: choice, of: [plain, one], name: {en: Age of wine, zh-CN: 年龄}}",
    "a shop in Church Street": PLAIN % ("order", "default: plain, ", "Church Street", "教堂街"),
    "a shop by a school": PLAIN % ("order", "default: plain, ", "Old School House", "学校店"),
}
OF_BUYERS = {
    "a line named by its buyer": PLAIN.replace("words", "name: {en: Gender of the buyer, zh-CN: 买家}, words")
    % ("line", "", "One", "一"),
    "a line named so in Chinese": PLAIN.replace("words", "name: {en: Kind, zh-CN: 顾客性别}, words")
    % ("line", "", "One", "一"),
    "an order named by a trait": PLAIN.replace("words", "name: {en: Sex, zh-CN: 类}, words")
    % ("order", "default: plain, ", "One", "一"),
    "an order all of whose kinds are traits": PLAIN.replace("Plain, zh-CN: 普通", "Male, zh-CN: 甲")
    % ("order", "default: plain, ", "Female", "乙"),
}


@pytest.mark.parametrize("case", OF_SALES)
def test_words_for_goods_and_for_a_sale_say_nothing_of_who_buys(case: str) -> None:
    """A discount on women's shoes or in Church Street is for everybody who buys them or there."""
    fact = OF_SALES[case]
    assert set() == codes_of(fact, DISCOUNT % f'{fact.partition(":")[0]} == "one"')


@pytest.mark.parametrize("case", OF_BUYERS)
def test_words_that_speak_of_the_buyer_are_caught_on_a_sale_too(case: str) -> None:
    """What members read for the fact, or for each of its choices, is of a trait."""
    fact = OF_BUYERS[case]
    assert {TRAIT} == codes_of(fact, DISCOUNT % f'{fact.partition(":")[0]} == "one"')

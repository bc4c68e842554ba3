"""A sentence for every rule: every kind of part, every number, in English and in Chinese alone."""

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from textwrap import dedent

import pytest

from loyalty.decision.programme import compile_programme
from loyalty.language.load import load_programme
from loyalty.language.readers.words import decimal_text
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.programme import ProgrammeShape
from loyalty.language.shapes.reading import keys_of
from loyalty.language.shapes.schema import shapes_of
from loyalty.language.texts.choices import every_meaning
from loyalty.language.texts.documents import Entries, Items, Node, Scalar, read_document
from loyalty.wording.catalogue import UnknownLanguageError
from loyalty.wording.rules.heads import CLAUSES, HEADS
from loyalty.wording.rules.sentences import RuleSentence, rule_sentences
from tests.steps.reading import coffee_with, declared, metered, shipped

ROOT = Path(__file__).parents[3]
Source = Mapping[str, str]
SHIPPED = ("corner-coffee", "cloud-desk", "london-energy", "online-retail")
WRITTEN = re.compile(
    r'(programme with these rules instead|charged by these terms|meter is):\n\s*"""\n(.*?)"""', re.DOTALL
)
ANNOUNCED = """
similar:
  - {id: mills, products: [{sku: mill-blue, to: men}, {sku: mill-pink, to: women}],
     because: {en: A second blade., zh-CN: 双层刀片。}}
reductions:
  - {id: mills, sku: mill, was: 12.00, now: 9.00, percent: 25%, from: 2026-11-20, until: 2026-11-30,
     market: EU, channel: web, audience: members_general}
from_prices:
  - {id: mills-from, sku: mill, price: 9.00, market: EU, channel: web}
"""
MEASURED = """
basket:
  tax: {table: vat.csv, by: [member.country, line.category], prices: include_tax}
  unit_prices:
    - {id: by-weight, unit: kg, content: 1 * line.quantity, when: 'line.category in ["coffee", "tea"]'}
"""
"""What no feature writes down as rules that bind: a reduction needs a history first."""
NUMBER = re.compile(r"-?([0-9]+(?:\.[0-9]+)?)(?:%|x| [a-z]+)?")
LATIN = re.compile(r"[A-Za-z]+")


@cache
def _easy() -> Source:
    """Give a programme whose plan says how it is begun and ended, as no feature writes it down."""
    source = shipped("cloud-desk")
    ways = (
        "existing: keep\n    begins: {by: [web, phone], steps: 3}\n    ends: {by: [web, phone], steps: 2}\n"
    )
    return {**source, "plans.yaml": source["plans.yaml"].replace("existing: keep ", f"{ways}    # ", 1)}


@cache
def _sources() -> tuple[Source, ...]:
    """Give every shipped programme, and every one that a feature writes down and that passes its check."""
    made = [*(shipped(name) for name in SHIPPED), coffee_with(ANNOUNCED), coffee_with(MEASURED), _easy()]
    for feature in sorted((ROOT / "features").rglob("*.feature")):
        for said, text in WRITTEN.findall(feature.read_text(encoding="utf-8")):
            rules = dedent(text)
            if said == "meter is":
                made.append({**metered("model: flat\namount: 1.00\n"), "meters.yaml": declared(rules)})
            else:
                made.append(metered(rules) if said == "charged by these terms" else coffee_with(rules))
    return tuple(source for source in made if compile_programme(source).programme is not None)


@cache
def _said(number: int, language: str) -> tuple[RuleSentence, ...]:
    shape = load_programme(_sources()[number]).shape
    assert shape is not None
    return rule_sentences(shape, language)


def _scalars(node: Node) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Items():
            for item in node.nodes:
                yield from _scalars(item)
        case Entries():
            for key, value in node.pairs:
                yield key
                yield from _scalars(value)


def _texts(source: Source) -> Iterator[str]:
    for file, text in source.items():
        node = read_document(file, text, []) if file.endswith(".yaml") else None
        yield from (scalar.text for scalar in _scalars(node)) if node is not None else ()


def _within(shape: type[Shape], found: dict[type[Shape], None] | None = None) -> dict[type[Shape], None]:
    """Give a shape and every shape in it."""
    found = {} if found is None else found
    if shape not in found:
        found[shape] = None
        for key in keys_of(shape):
            for inner in shapes_of(key.reader):
                _within(inner, found)
    return found


def test_every_kind_of_part_has_its_sentence() -> None:
    """Every kind of part is among the programmes of this test, and has a sentence in both languages."""
    for language in ("en", "zh-CN"):
        told = {one.part for number in range(len(_sources())) for one in _said(number, language)}

        assert {name.removesuffix("Shape") for name in HEADS} - {"Basket"} == told


def test_every_attribute_is_told() -> None:
    """Every key of every shape is a clause, the head of a sentence, or a part with sentences of its own."""
    silent = []
    for shape in _within(ProgrammeShape):
        for key in keys_of(shape):
            names = {f"{owner.__name__}.{key.attribute}" for owner in shape.__mro__}
            in_head = shape.__name__ in HEADS and key.attribute in {"id", "name", "programme", "meter"}
            in_parts = any(inner.__name__ in HEADS for inner in shapes_of(key.reader))
            if not (names & CLAUSES.keys() or in_head or in_parts or key.attribute == "constraints"):
                silent.append(f"{shape.__name__}.{key.attribute}")

    assert [] == silent


@pytest.mark.parametrize("table", [CLAUSES, HEADS], ids=["clauses", "heads"])
def test_both_languages_say_the_same_values(table: Mapping[str, tuple[str, str]]) -> None:
    """Both patterns of a clause have their place for the value, or both tell a yes from a no."""
    for name, (english, chinese) in table.items():
        assert english.count("{}") == chinese.count("{}"), name
        assert english.count("|") == chinese.count("|"), name
        assert "{}" in english or "|" in english or name in HEADS


def test_patterns_keep_to_their_language() -> None:
    """No Latin letter stands in a Chinese pattern or meaning, and only ASCII in an English one."""
    for english, chinese in (*CLAUSES.values(), *HEADS.values(), *every_meaning()):
        assert english.translate(str.maketrans("“”", '""')).isascii(), english
        assert not LATIN.search(chinese), chinese


@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_number_is_told(language: str) -> None:
    """Every amount, rate, factor, number and length of time of a file is in its sentences."""
    for number, source in enumerate(_sources()):
        said = " ".join(one.text for one in _said(number, language)).replace(",", "")
        numbers = {decimal_text(Fraction(n)) for n in re.findall(r"[0-9]+(?:\.[0-9]+)?", said)}
        written = [found[1] for text in _texts(source) if (found := NUMBER.fullmatch(text))]

        assert [] == [one for one in written if decimal_text(Fraction(one)) not in numbers]


def test_no_english_stays_in_chinese() -> None:
    """Latin letters in a Chinese sentence are names that stand in the file, or a zone or currency."""
    for number, source in enumerate(_sources()):
        names = {word for text in _texts(source) for word in LATIN.findall(text)}
        for one in _said(number, "zh-CN"):
            assert [] == [word for word in LATIN.findall(one.text) if word not in names]


def test_words_of_a_list_do_not_stay_in_chinese() -> None:
    """A word of the language, such as a rounding or a way to combine, is said and not copied."""
    text = " ".join(one.text for one in _said(0, "zh-CN"))

    assert [] == re.findall(r"half_up|each_line|best_multiplier|additions|money_paid|include_tax", text)


def test_a_rule_reads_as_a_sentence() -> None:
    """A rule with a condition, days and points on top is one sentence with its place."""
    english = {one.name: one for one in _said(0, "en")}["app-bonus"]
    chinese = {one.name: one for one in _said(0, "zh-CN")}["app-bonus"]

    assert "earn.yaml:12" == english.where == chinese.where
    assert (
        "App bonus (app-bonus): where order channel is app or web, and order total is at least 25.00 EUR; "
        "50 points on top; for each order." == english.text.replace("\u00a0", " ")
    )
    assert (
        "应用奖励（app-bonus）：条件：订单渠道为 应用 或 网页，"
        "且订单总额至少为 25.00 EUR；另加 50 积分；每单一次。" == (chinese.text.replace("\u00a0", " "))
    )


@pytest.mark.parametrize(
    ("language", "said"), [("en", "members read Way"), ("zh-CN", "会员看到的名称：方式")]
)
def test_names_and_words_of_a_fact_are_said_in_the_language(language: str, said: str) -> None:
    """What members read is said as they read it, not as the machine writes both texts."""
    source = shipped("corner-coffee")
    named = source["facts.yaml"].replace(
        "order.channel:      {", "order.channel: {name: {en: Way, zh-CN: 方式}, "
    )
    shape = load_programme({**source, "facts.yaml": named}).shape
    assert shape is not None

    facts = [one.text for one in rule_sentences(shape, language) if one.part == "Fact"]

    assert [] == [text for text in facts if "{" in text]
    assert [True] == [said in text for text in facts if "order.channel" in text]


def test_an_unknown_language_is_refused() -> None:
    """There are sentences in English and Chinese only."""
    shape = load_programme(_sources()[0]).shape
    assert shape is not None

    with pytest.raises(UnknownLanguageError):
        rule_sentences(shape, "fr")

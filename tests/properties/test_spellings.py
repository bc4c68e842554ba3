"""Law of the two spellings of a condition: what a form writes and what an expression says are one tree."""

from collections.abc import Mapping
from typing import Final

from hypothesis import given
from hypothesis import strategies as st

from loyalty.language.findings import NOWHERE
from loyalty.language.syntax import conditions, parser
from loyalty.language.syntax.syntax_tree import names_in
from loyalty.language.texts.documents import Entries, Items, Node, Scalar

NAMES: Final = ("order.channel", "order.total", "line.brand", "history.orders", "member.tier")
SIGNS: Final[Mapping[str, str]] = {"is": "==", "at_least": ">=", "at_most": "<=", "below": "<", "above": ">"}
Spelt = tuple[Node, str]
"""A condition as a form writes it, and as an expression."""

NUMBERS: Final = st.decimals(min_value=0, max_value=10**6, places=2).map(str)
WORDS: Final = st.from_regex(r"[a-z]{1,8}", fullmatch=True).filter(lambda word: word not in {"true", "false"})
VALUES: Final[st.SearchStrategy[Spelt]] = st.one_of(
    NUMBERS.map(lambda text: (Scalar(text), text)),
    st.integers(0, 99).map(lambda number: (Scalar(f"{number}%"), f"{number}%")),
    st.sampled_from(["true", "false", "2026-11-22", "10:30", "1.5x"]).map(lambda text: (Scalar(text), text)),
    WORDS.map(lambda word: (Scalar(word), f'"{word}"')),
    NUMBERS.map(lambda text: (Scalar(text, quoted=True), f'"{text}"')),
)


def _entries(pairs: Mapping[str, Node]) -> Node:
    return Entries(NOWHERE, tuple((Scalar(key), value) for key, value in pairs.items()))


@st.composite
def facts_tested(draw: st.DrawFn) -> Spelt:
    """Give one fact with one to three tests, all of which must hold."""
    name = draw(st.sampled_from(NAMES))
    keys = draw(st.lists(st.sampled_from([*SIGNS, "in", "between"]), min_size=1, max_size=3, unique=True))
    form: dict[str, Node] = {"fact": Scalar(name)}
    said = []
    for key in keys:
        if key in SIGNS:
            form[key], value = draw(VALUES)
            said.append(f"{name} {SIGNS[key]} {value}")
            continue
        size = 2 if key == "between" else draw(st.integers(1, 3))
        values = draw(st.lists(VALUES, min_size=size, max_size=size))
        form[key] = Items(NOWHERE, tuple(node for node, _ in values))
        texts = [text for _, text in values]
        if key == "in":
            said.append(f"{name} in [{', '.join(texts)}]")
        else:
            said.append(f"({name} >= {texts[0]} and {name} <= {texts[1]})")
    return _entries(form), " and ".join(said)


def _groups(inner: st.SearchStrategy[Spelt]) -> st.SearchStrategy[Spelt]:
    """Give `all` or `any` of some conditions, each in brackets of its own."""

    def group(word: str, parts: list[Spelt]) -> Spelt:
        between = {"all": " and ", "any": " or "}[word]
        form = _entries({word: Items(NOWHERE, tuple(node for node, _ in parts))})
        return form, between.join(f"({text})" for _, text in parts)

    return st.builds(group, st.sampled_from(["all", "any"]), st.lists(inner, min_size=1, max_size=3))


@given(st.recursive(facts_tested(), _groups, max_leaves=8))
def test_both_spellings_are_one_tree(spelt: Spelt) -> None:
    """The same condition in both spellings gives equal syntax trees and no finding."""
    form, text = spelt
    from_form, of_form = conditions.parse(form)
    from_text, of_text = parser.parse(text, NOWHERE)

    assert ([], []) == (list(of_form), list(of_text))
    assert from_text == from_form
    assert from_form is not None
    assert {name.name for name in names_in(from_form)} <= set(NAMES)

"""What the checker finds is told in both languages, from the patterns that stand in its code."""

import ast
import json
from pathlib import Path
from string import Formatter

import pytest

from loyalty import sumcheck
from loyalty.sumcheck.sentences import Sentence
from loyalty.sumcheck.words import CHINESE
from tests.unit.sumcheck.document import honest

SAYING = {"Sentence", "ProblemError", "say", "_say"}
FOLDER = Path(sumcheck.__file__).parent


def texts(node: ast.AST) -> set[str]:
    """Give the texts that a value may be."""
    if isinstance(node, ast.IfExp):
        return texts(node.body) | texts(node.orelse)
    return {node.value} if isinstance(node, ast.Constant) and isinstance(node.value, str) else set()


def patterns() -> set[str]:
    """Give every pattern that the code of the checker makes a sentence of."""
    found = set(map(str, sumcheck.reading.KINDS.values()))
    for file in FOLDER.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and node.args:
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                found |= texts(node.args[0]) if name in SAYING else set()
    return found


def test_each_sentence_has_its_words_in_chinese_and_no_words_are_left_over() -> None:
    """A sentence that is added without Chinese, and one that nothing says any more, are found here."""
    assert patterns() == set(CHINESE)


@pytest.mark.parametrize("english", sorted(CHINESE))
def test_both_languages_hold_the_same_facts(english: str) -> None:
    """No fact is left out in one language, and the Chinese is no English."""
    holes = [
        sum(name is not None for _, name, _, _ in Formatter().parse(text))
        for text in (english, CHINESE[english])
    ]

    assert holes[0] == holes[1]
    assert not CHINESE[english].isascii()


def test_a_sentence_within_a_sentence_is_told_in_the_same_language() -> None:
    """What it is about and what is wrong with it stand in one sentence, in one language."""
    problem = Sentence("{}: {}", Sentence("Line {}", 3), Sentence("it must be an object."))

    assert "Line 3: it must be an object." == problem == problem.told("en")
    assert "第 3 行：必须是对象。" == problem.told("zh-CN")


def test_the_document_in_a_sealed_file_is_checked() -> None:
    """A file with the seal beside it is no other document; of an erased one it is said that it is gone."""
    other = {**honest(), "version": 9}
    gone = {"id": "exp_1", "programme": {}, "integrity": {}}
    found = [
        sumcheck.check_text(json.dumps({"form": sumcheck.SEALED, "document": each}))
        for each in (honest(), other, gone)
    ]

    assert [] == found[0]
    assert ["The version says 9, but works out to 4."] == found[1]
    assert ["文件：文件已删除，仅存封印，无从核对。"] == [each.told("zh-CN") for each in found[2]]

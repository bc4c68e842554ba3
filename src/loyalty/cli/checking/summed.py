"""What a look at a folder came to in all: constraints, law by market, counts, in the reader's language."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from loyalty.cli.checking.explained import EN, source_in_chinese, told_in
from loyalty.cli.checking.looking import Looked
from loyalty.cli.output import counted, holding
from loyalty.constraints.verdict import Verdict
from loyalty.publication.report import by_profile, coming


def summed(looked: Looked, language: str) -> Iterator[str]:
    """Give a line for each constraint and each profile of the law, and one that counts everything."""
    for verdict in looked.verdicts:
        waived = told_in(language, ", waived") if looked.waivers(verdict) else ""
        gap = ": " if language == EN else "："
        yield f"{verdict.word:<11}  {verdict.constraint}{waived}{gap}{told_in(language, verdict.because)}"
    law = looked.law
    for line in by_profile(law["catalogue"], law["profiles"]):
        yield told_in(language, line)
    yield from coming(law["upcoming"]) if language == EN else map(_coming, law["upcoming"])
    yield (", " if language == EN else "，").join(_parts(looked, language))


def meant(looked: Looked, language: str) -> str:
    """Give the line that says how to have the codes explained; empty where there are none."""
    codes = ", ".join(dict.fromkeys(told.code for told in looked.told()))
    if not codes:
        return ""
    if language == EN:
        return f"what it means: loyalty check --explain CODE, here {codes}"
    return f"代码的含义：loyalty check --explain CODE --lang {language}，此处有 {codes}"


def _parts(looked: Looked, language: str) -> Iterator[str]:
    yield told_in(language, counted(looked.wrong + looked.broken, "finding"))
    yield told_in(language, counted(len(looked.findings) - looked.wrong, "warning"))
    if looked.programme is not None:
        held = sum(not outcome.findings for outcome in looked.outcomes)
        examples = counted(len(looked.outcomes), "worked example")
        yield told_in(language, f"{held} of {examples} {holding(held)}")
        yield from (told_in(language, each) for each in tally(looked.verdicts))
        yield f"{told_in(language, 'digest')} {looked.programme.digest[:12]}"


def tally(found: Iterable[Verdict]) -> list[str]:
    """Say how many constraints there are of each verdict."""
    words = Counter(verdict.word for verdict in found)
    return [f"{counted(number, 'constraint')} {word}" for word, number in words.items()]


def _coming(value: Mapping[str, str]) -> str:
    """Give the line for a value of the law that begins later, in Chinese; laws keep their names."""
    return f"自 {value['since']} 起：{value['parameter']} [{source_in_chinese(value['source'])}]"

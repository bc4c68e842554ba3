"""What is wrong with the use of a command, and why nothing was done, in Chinese."""

import re
from typing import Final

import click

from loyalty.cli.checking.explained import in_chinese

_USAGE: Final = "Usage: "
_NAMED: Final = re.compile(
    r"""'([^'` ]*)' | (?<![`\w-]) (--[a-z-]+) (?!`)
    | (?:(?<=argument[ ]\()|(?<=arguments[ ]\()) ([^`)]*) (?=\))""",
    re.VERBOSE,
)
"""What a sentence names: a word in quotes, an option, the arguments that are too many."""
_SENTENCES: Final = re.compile(r"(?<=[.?]) (?=[A-Z])")
_BEFORE: Final = re.compile(r"\s*(?:/\S*: )?")
"""What stands before a sentence: blanks, and a place in a request."""
_ENDS: Final = {".": "。", ":": "："}


def misuse_in_chinese(misuse: click.UsageError) -> str:
    """Give how the command is used and what is wrong; what is not translated stays in English."""
    said = _NAMED.sub(
        lambda hit: f"`{hit[hit.lastindex or 0]}`", " ".join(misuse.format_message().split())
    ).removesuffix(".")
    lines = [f"错误：{in_chinese(said)}"]
    if misuse.ctx is not None:
        usage = misuse.ctx.get_usage().removeprefix(_USAGE)
        lines = [f"用法：{usage}", f"运行 `{misuse.ctx.command_path} --help` 查看帮助。", "", *lines]
    return "\n".join(lines)


def told_in_chinese(text: str) -> str:
    """Give sentences, line by line, in Chinese; one that is not translated stays in English."""
    return "\n".join(map(_line, text.split("\n")))


def _line(line: str) -> str:
    before = _BEFORE.match(line)
    begins = 0 if before is None else before.end()
    sentences = _SENTENCES.split(line[begins:])
    told = [_told(each) for each in sentences]
    return line[:begins] + "".join(told) if told != sentences else line


def _told(said: str) -> str:
    """Give a sentence with what ends it; what it is about stands before a colon."""
    words = said.rstrip(".:")
    end = said[len(words) :]
    known = in_chinese(words)
    if known == words:
        about, colon, rest = words.partition(": ")
        parts = (in_chinese(about), _told(rest)) if colon else (words,)
        if parts in {(about, rest), (words,)}:
            return said
        known = "：".join(parts)
    return f"{known}{_ENDS.get(end, end)}"

"""What is wrong with the use of a command, in Chinese."""

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

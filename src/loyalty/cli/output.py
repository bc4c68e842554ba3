"""What goes to stdout and what to stderr: answers here, notes there; with ``--json`` only JSON on stdout."""

import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click

from loyalty.cli.options import in_readers_language
from loyalty.decision.telling.views import View
from loyalty.kernel.money import Money, currency
from loyalty.sumcheck import check
from loyalty.sumcheck.sentences import Sentence
from loyalty.wording.catalogue import say
from loyalty.wording.text import as_text


def print_json(data: object) -> None:
    """Print plain data as JSON, Chinese as Chinese."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2))


def print_facts(told: Mapping[str, object], *, as_json: bool) -> None:
    """Print names with their values, a line each, without those that are not there; or all as JSON."""
    if as_json:
        print_json(dict(told))
        return
    width = max(map(len, told))
    for name, value in told.items():
        if value is not None:
            click.echo(f"{name:<{width}}  {value}")


def counted(number: int, one: str, many: str = "") -> str:
    """Give how many of something there are, ``1 finding``; ``many`` where it is not ``one`` with an s."""
    return f"{number} {one if number == 1 else many or f'{one}s'}"


def money_text(money: Money) -> str:
    """Give an amount in major units with its currency, ``24.79 EUR``."""
    return f"{money.decimal_text()} {money.currency.code}"


def minor_text(minor: int, code: str) -> str:
    """Give so many minor units of a currency in major units: ``24.79 EUR``."""
    return money_text(Money(minor, currency(code)))


def holding(number: int) -> str:
    """Give the word for so many that hold: one holds, none and two hold."""
    return "holds" if number == 1 else "hold"


def write_page(page: Path, text: str) -> None:
    """Write a text to a file; ends with code 1 where that cannot be."""
    try:
        page.write_text(text, encoding="utf-8")
    except OSError as fault:
        stop(f"{page} cannot be written: {fault.strerror}.")


def note(sentence: str) -> None:
    """Print something beside the answer."""
    click.echo(in_readers_language(sentence), err=True)


def stop(sentence: str, code: int = 1) -> NoReturn:
    """Print why nothing was done, and end."""
    click.echo(in_readers_language(sentence), err=True)
    sys.exit(code)


def print_document(document: Mapping[str, Any], language: str, view: View = View.BUYER) -> None:
    """Print a view of an explanation and, below it, whether all of it adds up; ends with 1 where not."""
    click.echo(as_text(document, language, view=view), nl=False)
    print_checked(language, document)


def print_checked(language: str, *documents: Mapping[str, Any], quiet: bool = False) -> None:
    """Print whether documents add up, and where they do nothing if ``quiet``; ends with 1 where not."""
    problems = [problem for document in documents for problem in check(dict(document))]
    if problems:
        stop(unsound(problems, language))
    if not quiet:
        click.echo(say("sumcheck.ok", language))


def unsound(problems: Iterable[Sentence], language: str) -> str:
    """Give what does not add up, below a line that says so."""
    return "\n".join([say("sumcheck.failed", language), *(each.told(language) for each in problems)])


def print_document_json(document: Mapping[str, Any]) -> None:
    """Print an explanation as JSON; ends with code 1 where it does not add up."""
    print_json(document)
    problems = check(document)
    if problems:
        stop("\n".join(problems))

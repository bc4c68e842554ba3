"""``loyalty quote``: a basket priced by rule files alone, without any database."""

from datetime import datetime
from pathlib import Path
from typing import IO

import click

from loyalty.cli import options
from loyalty.cli.output import print_document, print_document_json
from loyalty.cli.rules import moment, participant, programme_in
from loyalty.cli.selling.estimated import estimated
from loyalty.decision.decide import decide
from loyalty.decision.request import read_json, read_request, situate_request
from loyalty.use_cases.market_notices import refuse_unmeasured
from loyalty.use_cases.sold_in import sale_of


@click.command()
@options.folder
@click.argument("basket", metavar="BASKET.json", type=click.File(encoding="utf-8-sig"))
@options.at
@options.tier
@options.language
@options.as_json
def quote(
    folder: Path,
    basket: IO[str],
    at: datetime | None,
    tier: str | None,
    language: str,
    *,
    as_json: bool,
) -> None:
    """Price a basket by a folder of rule files; nothing is kept.

    BASKET.json has the shape of POST /v1/quotes; - reads it from stdin. Caps on points count
    from nothing, as there is no record of a member.

    \b
    Example:
      loyalty quote rules/corner-coffee seed/demo/basket.json --tier gold --at 2026-11-22T10:00:00+01:00
    """
    programme = programme_in(folder)
    request = read_request(read_json(basket.read()), programme)
    who = participant(programme, tier)
    sale = sale_of(programme, request.basket, who.facts)
    situation = situate_request(programme, request, moment(programme, at or request.at), who)
    decision = decide(programme, situation)
    refuse_unmeasured(decision, sale)
    document = estimated(decision, sale)
    if as_json:
        print_document_json(document)
    else:
        print_document(document, language)

"""Whom a table enrols now was shown the notice of what is given for their data, as whoever joins was."""

from loyalty.history.table import Ended, OfMember, RawRow
from loyalty.unit_of_work import Units
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.imports.import_members import import_members
from loyalty.use_cases.privacy.show_notice_at_collection import show_notice_at_collection
from tests.steps.reading import coffee_with
from tests.stores.test_imports import NAME, _shop

INCENTIVE = """
incentive:
  summary: {en: Ten percent off., zh-CN: 九折。}
  join:    {en: At the till., zh-CN: 在收银台。}
  leave:   {en: At the till., zh-CN: 在收银台。}
  value:   4.20
  method:  {en: What it cost us last year., zh-CN: 去年的成本。}
"""


def test_who_joins_by_a_table_cites_the_notice(units: Units) -> None:
    """Who joined elsewhere was told there; who joins now is refused without it, or with another."""
    services = _shop(units, coffee_with(INCENTIVE))
    shown = show_notice_at_collection(services, NAME, "zh-CN").shown.sha256
    rows = (
        {"reference": "elsewhere", "enrolled_at": "2026-11-01"},
        {"reference": "none"},
        {"reference": "stale", "notice": "0" * 64},
        {"reference": "told", "notice": shown},
    )
    table = [OfMember(cells["reference"], [RawRow(number, cells)]) for number, cells in enumerate(rows, 1)]

    came = list(import_members(services, Importing(NAME, table)))

    assert [Ended.IMPORTED, Ended.REFUSED, Ended.REFUSED, Ended.IMPORTED] == [each.ended for each in came]
    assert ["nfi-missing", "notice-stale"] == [each.code for each in came[1:3]]

"""Give out what members have, lot by lot, as a table that can be imported again."""

from collections import Counter
from collections.abc import Iterator

from loyalty.history.table import NEVER
from loyalty.kernel.identity import id_text
from loyalty.ledger.account import HoldState
from loyalty.ledger.due import holdings
from loyalty.use_cases.imports.exporting import Row, accounts, member_text, time_text
from loyalty.use_cases.services import Services


def export_balances(services: Services, programme: str) -> Iterator[Row]:
    """Give a row for every lot with points as it stands now, due or not booked yet.

    Points that are set aside count in their lots: a hold does not travel. What a member owes is
    a row of its own, below nothing and without an end.
    """
    now = services.clock.now()
    for key in accounts(services, programme):
        with services.units.read() as unit:
            state = unit.ledger.account(key.member_id, key.unit, key.programme)
        held = holdings(state, now)
        aside: Counter[int] = Counter()
        for hold in held.holds:
            if hold.state is HoldState.OPEN:
                aside.update(dict(hold.parts))
        lots = {lot.lot_id: lot for lot in (*state.lots, *held.lots)}
        for lot in lots.values():
            here = next((each.remaining for each in held.lots if each.lot_id == lot.lot_id), 0)
            points = here + aside[lot.lot_id]
            if points:
                yield {
                    "member": member_text(key.member_id),
                    "wallet": key.unit,
                    "lot": id_text("lot", lot.lot_id),
                    "points": str(points),
                    "pending_until": "" if lot.vested else time_text(lot.vests_at),
                    "ends": time_text(lot.expires_at, NEVER),
                }
        if held.owed:
            yield {
                "member": member_text(key.member_id),
                "wallet": key.unit,
                "lot": "owed",
                "points": str(-held.owed),
                "pending_until": "",
                "ends": "",
            }

"""Looking at a database after processes have worked on it."""

from loyalty.database.engine import open_engine
from loyalty.ledger.verify import AccountRows, Fault, verify
from loyalty.unit_of_work import Units


def accounts(url: str) -> list[AccountRows]:
    """Give everything stored about every account."""
    engine = open_engine(url)
    with Units(engine).read() as unit:
        found = [unit.ledger.audit(key) for key in unit.ledger.accounts(after=None, limit=1000)]
    engine.dispose()
    return found


def faults(found: list[AccountRows]) -> list[Fault]:
    """Give every broken law of all accounts."""
    return [fault for rows in found for fault in verify(rows)]


def references(found: list[AccountRows]) -> set[str]:
    """Give the references under which anything was booked."""
    return {entry.cause.external_ref for rows in found for entry in rows.entries}

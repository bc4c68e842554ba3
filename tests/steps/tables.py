"""Sentences about tables of another system, which are read from files as the command line reads them."""

from collections.abc import Callable, Iterator, Mapping

from pytest_bdd import parsers, when

from loyalty.adapters.table_file import open_table, write_table
from loyalty.history.table import RowResult
from loyalty.kernel.identity import id_text
from loyalty.use_cases.enrol_member import reference_hash
from loyalty.use_cases.imports.booking import Importing
from loyalty.use_cases.imports.import_balances import import_balances
from loyalty.use_cases.imports.import_history import import_history
from loyalty.use_cases.imports.import_members import import_members
from loyalty.use_cases.prices.import_prices import COLUMNS, ImportPrices, import_prices
from loyalty.use_cases.services import Services
from tests.steps.drivers import World
from tests.steps.reading import Table, rows

_IMPORTS: Mapping[str, Callable[[Services, Importing], Iterator[RowResult]]] = {
    "members": import_members,
    "balances": import_balances,
    "history": import_history,
}


@when(parsers.re(r"a table of (?P<what>\w+) is (?P<how>taken in|tried):"))
def is_taken_in(world: World, what: str, how: str, datatable: Table) -> None:
    """Import a table, or see what would come of it, and hold what the last column says of each row.

    Members go by their references from then on.
    """
    told = rows(datatable)
    expected = [row.pop("comes to") for row in told]
    path = world.folder / "table.csv"
    write_table(path, told, [name for name in datatable[0] if name != "comes to"])
    if what == "prices":
        table = open_table(path, COLUMNS, of_members=False)
        prices = ImportPrices(world.programme, "list-7", table.rows(), how == "tried")
        ended = list(import_prices(world.services, prices))
        assert expected == [f"{result.ended} {result.code}".rstrip() for result in ended]
        return
    command = Importing(world.programme, open_table(path, ()).members(), dry_run=how == "tried")
    came = sorted(_IMPORTS[what](world.services, command), key=lambda result: result.row)

    assert expected == [f"{result.ended} {result.code}".rstrip() for result in came]
    hashes = {
        row["reference"]: reference_hash(world.services, world.programme, row["reference"]) for row in told
    }
    with world.services.units.read() as unit:
        found = unit.members.by_references(world.programme, hashes.values())
    world.members |= {name: id_text("mem", found[kept]) for name, kept in hashes.items() if kept in found}

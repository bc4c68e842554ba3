"""Members who buy while something is done to the database."""

import time
from collections import Counter
from collections.abc import Callable
from itertools import count, takewhile
from threading import Event, Thread

from loyalty.database.engine import open_engine
from tests.faults.failing import FailingUnits
from tests.faults.simulation import History, adopted, histories

Recording = Callable[[str, object], None]


class Waiting(History):
    """A client that waits a moment before it sends again."""

    def rest(self) -> None:
        """Wait."""
        time.sleep(0.02)


class Load:
    """Histories one after the other in a thread, until they are to end."""

    def __init__(self, url: str) -> None:
        """Begin."""
        self._stop, self._fault, self._met = Event(), list[BaseException](), Counter[str]()
        self._units = FailingUnits(open_engine(url))
        self._services = adopted(self._units)
        self._thread = Thread(target=self._live)
        self._thread.start()

    def _live(self) -> None:
        names = takewhile(lambda _: not self._stop.is_set(), count())
        try:
            self._met = histories(self._services, self._units, 1, names, Waiting)
        except BaseException as fault:  # noqa: BLE001 - handed to the test
            self._fault.append(fault)

    def ended(self) -> Counter[str]:
        """Let the last history end, and give what they met; a law that was broken is raised."""
        self._stop.set()
        self._thread.join()
        self._units.close()
        for fault in self._fault:
            raise fault
        return self._met


def control(record_property: Recording, **harm: int) -> None:
    """Tell the table what harm was found where a defence was taken away."""
    for name, number in {"control": True, **harm}.items():
        record_property(name.replace("_", " "), number)


def record(what: str, times: int, met: Counter[str], record_property: Recording) -> None:
    """Tell the table at the end what happened how often."""
    for name, number in {what: times, **met}.items():
        record_property(name, number)

"""What the processes of the job tests do: what has fallen due, telling of each after its commit."""

from datetime import datetime
from multiprocessing.connection import Connection
from multiprocessing.synchronize import Barrier

from loyalty.adapters.clock import HeldClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.seal_keys import GivenKey
from loyalty.database.engine import open_engine
from loyalty.jobs.job import Job, JobKind
from loyalty.unit_of_work import Units
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.services import Services
from loyalty.vault.key import KEY_BYTES, MasterKey

SECRET = b"s" * 32
PATIENCE = 60
"""How many seconds a worker waits for the others."""
MASTER = MasterKey(b"m" * KEY_BYTES)


def services_on(url: str, at: datetime, pem: bytes = b"") -> Services:
    """Give services whose clock stands, sealing with a key where one is given."""
    keys = GivenKey(pem) if pem else None
    units, clock = Units(open_engine(url)), HeldClock(at)
    return Services(units, clock, SystemEntropy(), SECRET, master=MASTER, seal_keys=keys)


def do_jobs(url: str, name: str, at: datetime, telling: Connection) -> None:
    """Do what is due by ``at`` and send the kind, item and state of each job."""
    services = services_on(url, at)
    _do(services, RunJobs(name), telling)
    telling.close()
    services.units.close()


def do_kinds(url: str, name: str, at: datetime, telling: Connection, *, pem: bytes, gate: Barrier) -> None:
    """Do as `do_jobs`, kind by kind, beginning with each when every worker at the gate does."""
    services = services_on(url, at, pem)
    for kind in JobKind:
        gate.wait(PATIENCE)
        _do(services, RunJobs(name, (kind,)), telling)
    telling.close()
    services.units.close()


def _do(services: Services, command: RunJobs, telling: Connection) -> None:
    for each in run_jobs(services, command):
        if isinstance(each, Job):
            telling.send((str(each.due.kind), each.due.item, str(each.state)))

"""What the processes of the job tests do: what has fallen due, telling of each after its commit."""

from datetime import datetime
from multiprocessing.connection import Connection

from loyalty.adapters.clock import HeldClock
from loyalty.adapters.entropy import SystemEntropy
from loyalty.database.engine import open_engine
from loyalty.jobs.job import Job
from loyalty.unit_of_work import Units
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.services import Services

SECRET = b"s" * 32


def do_jobs(url: str, name: str, at: datetime, telling: Connection) -> None:
    """Do what is due by ``at`` and send the kind, item and state of each job."""
    services = Services(Units(open_engine(url)), HeldClock(at), SystemEntropy(), SECRET)
    for each in run_jobs(services, RunJobs(name)):
        if isinstance(each, Job):
            telling.send((str(each.due.kind), each.due.item, str(each.state)))
    telling.close()
    services.units.close()

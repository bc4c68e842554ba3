"""Show what waits for a worker, and since when."""

from loyalty.jobs.job import Backlog
from loyalty.use_cases.services import Services


def show_backlog(services: Services) -> Backlog:
    """Give how many jobs wait now, the longest wait, and when somebody worked last."""
    with services.units.read() as unit:
        return unit.jobs.backlog(services.clock.now())

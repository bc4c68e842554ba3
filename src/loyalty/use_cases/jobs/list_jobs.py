"""List jobs: what waits, what was done and what failed, the newest first."""

from loyalty.jobs.job import Job, JobsAsked
from loyalty.use_cases.jobs.programmes import programmes_of
from loyalty.use_cases.services import Services


def list_jobs(services: Services, asked: JobsAsked, limit: int) -> list[Job]:
    """Give up to ``limit`` jobs. Raises UnknownProgramme."""
    with services.units.read() as unit:
        programmes_of(unit, asked.programme)
        return unit.jobs.list(asked, limit)

"""What tests share that begin a subscription: the yes of its member to its terms, and notices delivered."""

from dataclasses import replace

from loyalty.jobs.job import JobKind
from loyalty.jobs.notice import NoticeState
from loyalty.subscriptions.changes import Agreed, Way
from loyalty.use_cases.jobs.list_notices import list_notices
from loyalty.use_cases.jobs.report_notice import ReportNotice, report_notice
from loyalty.use_cases.jobs.run_jobs import RunJobs, run_jobs
from loyalty.use_cases.once import Told
from loyalty.use_cases.services import Services
from loyalty.use_cases.subscriptions.start_subscription import StartSubscription, start_subscription

MARKET = "EU"


def begin(services: Services, command: StartSubscription) -> Told:
    """Start a subscription, in the EU where that is, agreed to, and told of what is to come."""
    with services.units.read() as unit:
        binding = services.programmes.in_force(unit, command.key.programme, services.clock.now())
    sold = MARKET if MARKET in binding.shape.jurisdictions else ""
    asked = replace(command, market=command.market or sold)
    told = start_subscription(services, agreed_to(services, asked))
    tell_all(services, command.key.programme, JobKind.RENEWAL_NOTICE)
    return told


def tell_all(services: Services, programme: str, kind: JobKind) -> int:
    """Make the notices of a kind that are due, and deliver every one that waits; give how many."""
    list(run_jobs(services, RunJobs("test", (kind,), programme)))
    waiting = list_notices(services, programme, NoticeState.WAITING, None, 1000)
    for each in waiting:
        report_notice(services, ReportNotice(each.notice_id, NoticeState.DELIVERED, "test"))
    return len(waiting)


def agreed_to(services: Services, command: StartSubscription) -> StartSubscription:
    """Give the command with the member's yes."""
    terms = start_subscription(services, replace(command, preview=True)).data["terms"]
    return replace(command, agreed=Agreed(terms["sha256"], "en", Way.FORM))

"""What a version that binds breaks of the law of its markets as that stands by today, or will."""

from collections.abc import Mapping

from loyalty.decision.situate import local_day
from loyalty.language.findings import Finding
from loyalty.publication.looking import UPCOMING, look_over
from loyalty.use_cases.services import Services


def show_unlawful(services: Services) -> Mapping[str, tuple[Finding, ...]]:
    """Give of each programme whose version breaks something, or will by a law that is coming, what.

    It was held against the law it was adopted under; since then a day of the law has come, a waiver has
    ended, or a newer release knows more. Announced reductions are not looked at: they have a job.
    """
    now = services.clock.now()
    with services.units.read() as unit:
        binding = {
            name: services.programmes.by_digest(unit, digest)
            for name in sorted({version.programme for version in unit.adoption.list()})
            if (digest := unit.adoption.digest_in_force(name, now)) is not None
        }
    found = {name: look_over(each, local_day(each, now)) for name, each in binding.items()}
    broken = {
        name: tuple(each for each in findings if not each.warning or each.code == UPCOMING)
        for name, findings in found.items()
    }
    return {name: told for name, told in broken.items() if told}

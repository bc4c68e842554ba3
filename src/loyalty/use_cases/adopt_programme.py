"""Adopt a programme version: its files are kept whole under their digest and bind from their first day."""

from collections.abc import Mapping
from dataclasses import dataclass

from loyalty.adoption.version import ProgrammeVersion
from loyalty.decision.examples import run_examples
from loyalty.decision.programme import Programme, compile_programme
from loyalty.idempotency.fingerprint import canonical_json
from loyalty.kernel.period import day_start
from loyalty.language.findings import in_order
from loyalty.use_cases.refusals import FindingsStand
from loyalty.use_cases.services import Services, retrying


@dataclass(frozen=True, slots=True)
class Adopted:
    """The programme, and whether this digest had been adopted before."""

    programme: Programme
    known: bool


def adopt_programme(services: Services, source: Mapping[str, str]) -> Adopted:
    """Give the adopted programme. Raises FindingsStand where a finding or an example stands against it."""
    compiled = compile_programme(source)
    programme = compiled.programme
    if programme is None:
        raise FindingsStand(compiled.findings)
    failed = tuple(finding for outcome in run_examples(programme) for finding in outcome.findings)
    if failed:
        raise FindingsStand(in_order(failed))
    return retrying(services, lambda: _adopt(services, programme))


def _adopt(services: Services, programme: Programme) -> Adopted:
    version = ProgrammeVersion(
        programme=programme.name,
        digest=programme.digest,
        source=canonical_json(dict(programme.source)),
        adopted_at=services.clock.now(),
        binds_from=day_start(programme.shape.effective.from_, programme.zone),
    )
    with services.units.write() as unit:
        new = unit.adoption.add(version)
        unit.commit()
    return Adopted(programme, known=not new)

"""Sign off what changes from one version to another: text, meaning, effect."""

import json

from loyalty.adoption.plan import AuditRecord
from loyalty.adoption.review import looks_at, unreviewed
from loyalty.desk.sign_off import Subject
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.compare_programmes import compare_programmes
from loyalty.use_cases.desk.signing_off import Judged, SignedOff, digest_of, other_than_author, signed_off
from loyalty.use_cases.lifecycle.known import every_step
from loyalty.use_cases.services import Services, retrying
from loyalty.wording.versions.page import versions_data


def sign_off_comparison(services: Services, programme: str, old: str, new: str, judged: Judged) -> SignedOff:
    """Give the sign-off of what `compare_programmes` tells; it is a step in the life of the new version.

    Said again it is such a step once more where an emergency that made the same change waits for a look.
    Raises UnknownDigest, AuthorSignsOff, FreeTextRisk, NoSealKey, SealKeyEnded.
    """
    versions = compare_programmes(services, old, new, programme)
    digest = digest_of(json.loads(json.dumps(versions_data(versions))))
    subject = Subject(digest, old=versions.old.digest, new=versions.new.digest)
    return retrying(services, lambda: _sign(services, programme, subject, judged))


def _sign(services: Services, programme: str, subject: Subject, judged: Judged) -> SignedOff:
    with services.units.write() as unit:
        other_than_author(unit, programme, str(subject.new), judged.by)
        given = signed_off(services, unit, programme, subject, judged)
        of = {"digest": str(subject.new), "against": str(subject.old), "document": subject.sha256}
        of |= {"judgement": str(judged.judgement)}
        at = services.clock.now() if given.replayed else given.sign_off.at
        step = AuditRecord(programme, 0, at, "signed-off", judged.by, of, judged.note)
        if not given.replayed or _awaited(unit, step):
            unit.adoption_plans.record(step)
        unit.commit()
    return given


def _awaited(unit: UnitOfWork, step: AuditRecord) -> bool:
    return any(looks_at(step, each) for each in unreviewed(every_step(unit, step.programme)))

"""Two versions side by side on the desk, signed off; and bundles to take along."""

from collections.abc import Mapping

from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from api.blueprints.adoption.asking import reached
from api.current import services
from api.faults import REQUIRED
from api.pages.frame import page, reader_language, see
from api.pages.group import pages_of
from api.pages.review.asking import programmes_reached, unknown_programme
from api.pages.review.documents import DESK, READ, WRITE, judged
from api.refusals import RequestInvalid
from api.writing.watching import look_at
from loyalty.desk.beside import files_beside
from loyalty.desk.sign_off import Judgement
from loyalty.privacy.free_text import NOTE_MAX
from loyalty.use_cases.compare_programmes import compare_programmes
from loyalty.use_cases.desk.compare_decisions import CompareDecisions, compare_decisions, compared_data
from loyalty.use_cases.desk.export_bundle import ExportBundle, export_bundle
from loyalty.use_cases.desk.list_sign_offs import list_sign_offs
from loyalty.use_cases.desk.sign_off_comparison import sign_off_comparison
from loyalty.use_cases.list_programmes import list_programmes
from loyalty.wording.desk.decisions import decision_lines
from loyalty.wording.versions.changes import change_sentences
from loyalty.wording.versions.effects import case_sentences, outcome_sentences
from loyalty.wording.versions.losses import loss_sentences

version_pages = pages_of("desk_versions")
VERSIONS = f"{DESK}/versions"
DECISIONS = 200
LISTED = 50


@version_pages.show(VERSIONS, READ, "programme", "old", "new", way="desk.versions")
def desk_versions(given: Mapping[str, str]) -> Response:
    """Show two versions side by side: text, meaning, effect, and what receipts would have come to."""
    programmes = programmes_reached()
    programme = reached(given["programme"] or (programmes or [""])[0])
    if programme not in programmes:
        return unknown_programme(VERSIONS, programmes)
    known = [each for each in list_programmes(services()) if each.programme == programme]
    asked = given["old"] != "" and given["new"] != ""
    return page(
        "desk/versions.html",
        "desk.versions",
        programmes=programmes,
        programme=programme,
        known={each.digest: each for each in known}.values(),
        given=given,
        compared=_compared(programme, given["old"], given["new"]) if asked else None,
        judgements=list(map(str, Judgement)),
        note_max=NOTE_MAX,
    )


@version_pages.take(f"{VERSIONS}/sign-off", WRITE, "programme", "old", "new", "judgement", optional=("note",))
def desk_sign_versions(given: Mapping[str, str]) -> AnyResponse:
    """Sign off what changes between two versions."""
    programme, old, new = reached(given["programme"]), given["old"], given["new"]
    sign_off_comparison(services(), programme, old, new, judged(given))
    return see(VERSIONS, "signed-off", programme=programme, old=old, new=new)


@version_pages.take(f"{DESK}/bundle", READ, "programme", optional=("explanations", "old", "new"))
def desk_bundle(given: Mapping[str, str]) -> Response:
    """Give documents, or two versions, as a file to take along."""
    explanations, versions = tuple(given["explanations"].split()), None
    if given["old"] and given["new"]:
        versions = (given["old"], given["new"])
    if not explanations and versions is None:
        raise RequestInvalid([REQUIRED.at("/explanations")])
    made = export_bundle(services(), ExportBundle(reached(given["programme"]), explanations, versions))
    for member in made.members:
        look_at(member)
    answer = Response(made.content, content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="bundle.zip"'
    return answer


def _compared(programme: str, old: str, new: str) -> dict[str, object]:
    language = reader_language()
    versions = compare_programmes(services(), old, new, programme)
    command = CompareDecisions(programme, versions.old.digest, versions.new.digest, most=DECISIONS)
    subject = f"{versions.old.digest}..{versions.new.digest}"
    return {
        "old": versions.old.digest,
        "new": versions.new.digest,
        "files": files_beside(versions.old.source, versions.new.source),
        "meaning": list(change_sentences(versions, language)),
        "effect": [*outcome_sentences(versions, language), *case_sentences(versions, language)],
        "losses": list(loss_sentences(versions, language)),
        "decisions": list(decision_lines(compared_data(compare_decisions(services(), command)), language)),
        "sign_offs": list_sign_offs(services(), programme, subject, limit=LISTED),
    }

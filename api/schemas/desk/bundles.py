"""Bundles: documents taken along with all that deciding whether they are right needs."""

from api.fields import AnswerSchema, Items, Member, Part, StrictSchema
from api.reading.forms import INSTANT
from api.schemas.common import DIGEST, NAME
from api.schemas.desk.ids import document_id
from api.schemas.desk.sign_offs import VERSION
from loyalty.desk.bundle import FILES_MAX
from loyalty.use_cases.desk.export_bundle import DOCUMENTS_MAX

BUNDLE_EXAMPLE = {"explanations": ["exp_01b6esf8g0000"]}


class VersionsIn(StrictSchema):
    """Two versions to be compared in the bundle."""

    old = Member(VERSION, "The digest of the one version, or its first 12 digits.")
    new = Member(VERSION, "The digest of the other version, or its first 12 digits.")


class BundleIn(StrictSchema):
    """What is taken along: documents, a comparison, or both."""

    explanations = Items(
        Member(document_id(), "A document."), "Documents by id.", fewest=0, most=DOCUMENTS_MAX, required=False
    )
    versions = Part(VersionsIn, "Two versions to be compared in it.", required=False)


class BundledFile(AnswerSchema):
    """A file of the bundle."""

    name = Member(NAME, "Its name.")
    sha256 = Member(DIGEST, "The SHA-256 of its bytes.")


class ManifestOut(AnswerSchema):
    """The manifest of a bundle, as it is signed in it."""

    form = Member(NAME, "The version of this file.")
    programme = Member(NAME, "The programme.")
    made_at = Member(INSTANT, "When it was made.")
    files = Items(Part(BundledFile), "Its files.", fewest=1, most=FILES_MAX)
    key_id = Member(NAME, "The published key that signed it.")
    signature = Member(NAME, "The Ed25519 signature (RFC 8032).")

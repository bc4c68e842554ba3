"""Every page that is looked at in a browser, and who looks; a new page is one more row."""

from dataclasses import dataclass
from enum import StrEnum


class Reader(StrEnum):
    """Who looks at a page."""

    NOBODY = "nobody"
    MEMBER = "member"
    AGENT = "agent"
    AUDITOR = "auditor"


@dataclass(frozen=True, slots=True)
class Listed:
    """A page by a name for its picture, who looks, and its address; parts in braces are those of the site.

    ``priced`` says that a total stands on it. ``switched`` is whether it is there in both languages.
    """

    name: str
    reader: Reader
    path: str
    priced: bool = False
    switched: bool = True


PAGES = (
    Listed("front", Reader.NOBODY, "/"),
    Listed("sign-in", Reader.NOBODY, "/pages/sign-in"),
    Listed("accessibility", Reader.NOBODY, "/pages/accessibility"),
    Listed("link", Reader.NOBODY, "{link}"),
    Listed("stop", Reader.NOBODY, "{stop}"),
    Listed("stop-spent", Reader.NOBODY, "/pages/stop/none"),
    Listed("no-such-page", Reader.NOBODY, "/pages/none"),
    Listed("verifier", Reader.NOBODY, "/verify", switched=False),
    Listed("problem", Reader.NOBODY, "/problems/request-invalid", switched=False),
    Listed("member-home", Reader.MEMBER, "/pages"),
    Listed("member-documents", Reader.MEMBER, "/pages/me/documents"),
    Listed("member-receipt", Reader.MEMBER, "/pages/explanations/{receipt}", priced=True),
    Listed("member-open-fee", Reader.MEMBER, "/pages/explanations/{open}", priced=True),
    Listed("member-bill", Reader.MEMBER, "/pages/explanations/{bill}"),
    Listed("member-points", Reader.MEMBER, "/pages/me/points"),
    Listed("member-points-change", Reader.MEMBER, "/pages/me/points/points/1"),
    Listed("member-data", Reader.MEMBER, "/pages/me/data"),
    Listed("member-choices", Reader.MEMBER, "/pages/me/choices"),
    Listed("member-views", Reader.MEMBER, "/pages/me/views"),
    Listed("member-cases", Reader.MEMBER, "/pages/me/cases"),
    Listed("member-case-of-receipt", Reader.MEMBER, "/pages/me/cases?about={receipt}"),
    Listed("member-erasure", Reader.MEMBER, "/pages/me/erasure"),
    Listed("agent-home", Reader.AGENT, "/pages"),
    Listed("agent-open", Reader.AGENT, "/pages/explanations?number=none"),
    Listed("agent-receipt", Reader.AGENT, "/pages/explanations/{receipt}?view=agent", priced=True),
    Listed("not-for-staff", Reader.AGENT, "/pages/me/data"),
    Listed("auditor-receipt", Reader.AUDITOR, "/pages/explanations/{receipt}?view=auditor", priced=True),
    Listed("desk-search", Reader.AUDITOR, "/pages/desk?rule=tier-discount"),
    Listed("desk-search-mistakes", Reader.AUDITOR, "/pages/desk?member=Smith&least=a-lot"),
    Listed("desk-document", Reader.AUDITOR, "/pages/desk/documents/{receipt}"),
    Listed("desk-bill", Reader.AUDITOR, "/pages/desk/documents/{bill}"),
    Listed("desk-search-number", Reader.AUDITOR, "/pages/desk?number={bill}"),
    Listed("desk-rule-lines", Reader.AUDITOR, "/pages/desk/documents/{receipt}/trace?number=/lines/1/amount"),
    Listed("desk-versions", Reader.AUDITOR, "/pages/desk/versions?old={old}&new={new}"),
)

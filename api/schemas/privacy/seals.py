"""Seals: public keys, roots of days, sealed files.

What is signed is answered as it was signed, members that are null included.
"""

from api.fields import AnswerSchema, Items, Member, StrictSchema
from api.reading.forms import DAY, query_integer
from api.schemas.common import AS_IT_IS, DIGEST, NAME, PAGE_MAX, PAGE_USUAL, plain

KEYS_MAX = 10_000
PATH_MAX = 64
ERASED_MAX = 10_000_000
OR_NONE = plain({"type": ["object", "null"], "additionalProperties": True})


class SealKeysOut(AnswerSchema):
    """Every key that ever sealed, for whoever verifies."""

    form = Member(NAME, "The version of this file.")
    keys = Items(
        Member(
            AS_IT_IS,
            "A public key: `key_id`, `algorithm`, `public`, `valid_from`, `valid_until`, and the "
            "`signature` of what is said of it, by the key `signed_by`: itself, or the one that came after.",
        ),
        "The keys, the first one first.",
        fewest=0,
        most=KEYS_MAX,
    )


class SealDaysAsk(StrictSchema):
    """Which days."""

    before = Member(DAY, "Only days before this one, to go on.", required=False)
    limit = Member(query_integer(1, PAGE_MAX), "How many at most.", default=PAGE_USUAL)


class SealDaysOut(AnswerSchema):
    """Roots of closed days, the newest first."""

    days = Items(
        Member(
            AS_IT_IS,
            "The signed root of a day of UTC: `day`, `size` (leaves), `root`, those before, `closed_at`, "
            "`key_id`, `signature`.",
        ),
        "The roots.",
        fewest=0,
        most=PAGE_MAX,
    )


class GrowthAsk(StrictSchema):
    """Two days that were closed."""

    since = Member(DAY, "The one day.")
    until = Member(DAY, "The other day.")


class GrowthOut(AnswerSchema):
    """That the tree of one day begins with the tree of another."""

    form = Member(NAME, "The version of this file.")
    earlier = Member(AS_IT_IS, "The root of the earlier day.")
    later = Member(AS_IT_IS, "The root of the later day.")
    proof = Items(Member(DIGEST, "A hash."), "The consistency proof (RFC 6962).", fewest=0, most=PATH_MAX)


class ErasedSealsOut(AnswerSchema):
    """The documents whose member was erased, signed."""

    form = Member(NAME, "The version of this file.")
    programme = Member(NAME, "The programme.")
    as_of = Member(NAME, "The instant it is of.")
    erased = Items(
        Member(AS_IT_IS, "The `leaf` of a document in the tree, and the day it was erased `on`."),
        "The documents, in the order of their leaves.",
        fewest=0,
        most=ERASED_MAX,
    )
    key_id = Member(NAME, "The key that signed it.")
    signature = Member(NAME, "The Ed25519 signature of all but itself, in canonical form (RFC 8785).")


class SealedOut(AnswerSchema):
    """A sealed document with all that `loyalty verify` needs."""

    form = Member(NAME, "The version of this file.")
    document = Member(AS_IT_IS, "The document as it was told, its seal in `integrity`.")
    previous = Member(OR_NONE, "The seal before it in its member's chain; null for the first.")
    inclusion = Member(OR_NONE, "Its place in the tree of its programme; null until its day is closed.")
    keys = Items(Member(AS_IT_IS, "A public key."), "Every published key.", fewest=0, most=KEYS_MAX)
    snapshot = Member(AS_IT_IS, "What was known when it was decided: kept, erased with its day, or none.")
    rules = Member(AS_IT_IS, "The rule files that decided, by name.")

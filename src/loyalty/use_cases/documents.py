"""Explanations as they are kept: the recipe of a decision, and the document that was made of it and told.

A recipe is the programme's digest and the situation; steps and document follow from them,
since deciding is pure. What somebody is told is made once, when it is decided, and kept as it
was told, so that no later engine tells it differently. Of a history that is replayed nobody was
told anything: there the recipe alone is kept, a few hundred bytes, and expanded when somebody looks.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from loyalty.decision.baseline import for_nobody, worked_out_twice
from loyalty.decision.decide import Decision, decide
from loyalty.decision.explain import COMMITTED, Document, Heading, explain, instant_text
from loyalty.decision.programme import Part, Programme
from loyalty.decision.situate import situation_kept
from loyalty.decision.situation import Situation
from loyalty.decision.telling.left import KIND as LEFT
from loyalty.decision.telling.left import OF, left_of
from loyalty.decision.telling.points_change import KIND as CHANGE
from loyalty.decision.telling.points_change import REMADE as CHANGES_REMADE
from loyalty.decision.telling.points_change import VERSION as CHANGE_VERSION
from loyalty.decision.telling.points_change import change_id, change_of, change_told
from loyalty.decision.trace import REMADE
from loyalty.kernel.identity import MemberId, id_text
from loyalty.kernel.looked import Looked
from loyalty.ledger.entry import Entry
from loyalty.orders.quote import Explanation, FrozenDocument
from loyalty.seals.canonical import again, checked_text, refuse_fractions, whole_bytes, whole_text, written
from loyalty.unit_of_work import UnitOfWork
from loyalty.use_cases.bound_profiles import (
    DIGEST,
    PROFILES,
    PROFILES_SINCE,
    ProfilesTold,
    as_sealed,
    profiles_told,
)
from loyalty.use_cases.given_codes import told_given
from loyalty.use_cases.refusals import ExplanationGone
from loyalty.use_cases.services import Services

BASKET = "basket"
OF_EVENT = "event:"
OF_UNDONE = "undone:"
GIVING = frozenset({"quote", "receipt"})
"""Kinds of documents that tell which vouchers an order gives for the next one."""


@dataclass(frozen=True, slots=True)
class Told:
    """A document as it was told: its JSON in bytes, and what that was written from, while it is there."""

    content: bytes
    made: Document | None = None

    def document(self) -> Document:
        """Give what it says, for whoever asked to keep."""
        document: Document = again(self.content)
        return document

    def to_look_at(self) -> Document:
        """Give what it says, not to be changed."""
        return self.document() if self.made is None else self.made


@dataclass(frozen=True, slots=True)
class Recipe:
    """A decision with its heading; ``refund`` holds what a return added (minor units, points).

    ``vouchers`` says of each code that was shown which voucher it is of, and why it does not count;
    ``value`` what stored value pays, in minor units; ``offline`` what a till had promised.
    ``told`` is the document once it was told: from then on it is never made again. What is not
    ``personal`` stays at the price for everybody whenever it is decided again. ``looked`` says which
    constraints were looked at for this very document.
    """

    decision: Decision
    heading: Heading
    refund: Mapping[str, Any] = field(default_factory=dict)
    vouchers: Sequence[Mapping[str, Any]] = ()
    value: Mapping[str, Any] = field(default_factory=dict)
    offline: Mapping[str, Any] = field(default_factory=dict)
    told: Told | None = None
    personal: bool = True
    looked: tuple[Looked, ...] = ()

    def document(self) -> Document:
        """Give the explanation as it was told, else made with the same situation decided for nobody."""
        return self._made() if self.told is None else self.told.document()

    def to_look_at(self) -> Document:
        """Give `document`, not to be changed: no copy is made of what was told just now."""
        return self._made() if self.told is None else self.told.to_look_at()

    def beside(self, **told: Any) -> "Recipe":  # noqa: ANN401 - plain data of any shape
        """Give the recipe with what else is to be told, under the names of `Heading.beside`."""
        said = {name: value for name, value in told.items() if value}
        return replace(self, heading=replace(self.heading, beside={**self.heading.beside, **said}))

    def checked(self, looked: tuple[Looked, ...]) -> "Recipe":
        """Give the recipe with what else was looked at for its document."""
        return replace(self, looked=(*self.looked, *looked))

    def frozen(self, services: Services, member: MemberId | None, at: datetime) -> "Recipe":
        """Give the recipe with its document made once and for all, as it is told at ``at``.

        Of a history that is replayed nobody is told anything.
        """
        heading = replace(self.heading, issued_at=at, identified=member is not None)
        recipe = replace(self, heading=heading, told=None)
        if not services.tells:
            return recipe
        # What explaining adds has texts and whole numbers alone; what is told beside it is looked at.
        beside = (heading.beside, self.refund, *self.vouchers, self.value, self.offline)
        refuse_fractions([dict(each) for each in beside])
        document = recipe.document()
        bound = profiles_told(services, self.decision, heading, (*self.looked, *worked_out_twice(document)))
        document[PROFILES] = bound.told
        recipe = recipe.beside(**{DIGEST: bound.sha256})
        return replace(recipe, told=Told(whole_bytes(document), document))

    def _made(self) -> Document:
        document = explain(self.decision, self.heading, for_nobody(self.decision))
        given = told_given(self.decision) if self.heading.kind in GIVING else []
        if given:
            document["vouchers_given"] = given
        if self.refund:
            document["refund"] = dict(self.refund)
        if self.vouchers:
            document["vouchers"] = [dict(shown) for shown in self.vouchers]
        if self.value:
            document["stored_value"] = dict(self.value)
        if self.offline:
            document["offline"] = dict(self.offline)
        return document


def document_of(programme: Programme, row: Explanation, version: int | None = None) -> Document:
    """Give the document a row keeps, as it was told; ``programme`` is that of the row's digest.

    Where the recipe alone is there it is made again, as a document of a ``version``, if that is one that is
    made again, else of the present one.
    """
    if row.document is not None:
        told: Document = json.loads(row.document.content)
        return told
    if row.kind == LEFT:
        left: Document = json.loads(row.recipe)["left"]
        return left
    if row.kind == CHANGE:
        return change_told(programme, json.loads(row.recipe)["entry"], _remade(version, CHANGES_REMADE))
    recipe = opened(programme, row)
    return replace(recipe, heading=replace(recipe.heading, version=_remade(version, REMADE))).document()


def _remade(version: int | None, known: tuple[int, ...]) -> int:
    return version if version in known else known[-1]


def made_again(programme: Programme, row: Explanation, sealed: Mapping[str, Any]) -> Document:
    """Give the document of a row without one made as a document of the version of a ``sealed`` one.

    Which checks ran is taken from the sealed one, where it is what the recipe keeps the digest of; else that
    digest stands in its place, and the two differ.
    """
    made = document_of(programme, row, sealed["version"])
    told, beside = sealed.get(PROFILES), json.loads(row.recipe).get("beside", {})
    if row.kind == LEFT or (made["version"] < PROFILES_SINCE and DIGEST not in beside):
        return made
    return {**made, PROFILES: told if as_sealed(told, beside) else beside.get(DIGEST)}


def kept_change(programme: Programme, entry: Entry, bound: ProfilesTold) -> Explanation:
    """Give the row that keeps the document of a change of points, as it is told when it is booked.

    ``bound`` are the profiles that bound it, with the checks that ran.
    """
    change = change_of(entry)
    text = checked_text({"entry": change, "beside": {DIGEST: bound.sha256}})
    document = {**change_told(programme, change, CHANGE_VERSION), PROFILES: bound.told}
    return Explanation(
        explanation_id=change_id(entry),
        kind=CHANGE,
        member_id=entry.member_id,
        programme=programme.name,
        digest=programme.digest,
        recipe=text,
        sha256=sha256(text.encode()).hexdigest(),
        created_at=entry.recorded_at,
        document=FrozenDocument.of(checked_text(document).encode()),
    )


def kept_left(row: Explanation, at: datetime) -> Explanation | None:
    """Give the row that keeps the amounts of a document that is erased at ``at``.

    None where nobody was told it, or the books need nothing of it.
    """
    if row.document is None or row.kind not in OF:
        return None
    document = left_of(json.loads(row.document.content), instant_text(at))
    text = checked_text({"left": document})
    return Explanation(
        explanation_id=document["id"],
        kind=LEFT,
        member_id=None,
        programme=row.programme,
        digest=row.digest,
        recipe=text,
        sha256=sha256(text.encode()).hexdigest(),
        created_at=at,
        document=FrozenDocument.of(checked_text(document).encode()),
    )


def new_text_id(services: Services, prefix: str, at: datetime) -> str:
    """Give a new id in its outside form, for example ``quo_…``."""
    return id_text(prefix, services.entropy.new_id(at))


def kept(recipe: Recipe, member: MemberId | None, at: datetime) -> Explanation:
    """Give the row that keeps a recipe."""
    decision, heading = recipe.decision, recipe.heading
    part = next((name for name, part in _parts(decision.programme) if part is decision.part), BASKET)
    data = {
        "part": part,
        "situation": decision.situation.to_json(decision.part.compiled),
        "pending_until": _text(heading.pending_until),
        "expires_at": _text(heading.expires_at),
        "issued_at": _text(heading.issued_at),
        "valid_until": _text(heading.valid_until),
        "status": heading.status,
        "identified": heading.identified,
        **({"beside": dict(heading.beside)} if heading.beside else {}),
        "refund": dict(recipe.refund),
        **({"vouchers": [dict(shown) for shown in recipe.vouchers]} if recipe.vouchers else {}),
        **({"value": dict(recipe.value)} if recipe.value else {}),
        **({"offline": dict(recipe.offline)} if recipe.offline else {}),
        **({} if recipe.personal else {"personal": False}),
    }
    text = written(data) if recipe.told is None else whole_text(data)
    return Explanation(
        explanation_id=heading.id,
        kind=heading.kind,
        member_id=member,
        programme=decision.programme.name,
        digest=decision.programme.digest,
        recipe=text,
        sha256=sha256(text.encode()).hexdigest(),
        created_at=at,
        document=None if recipe.told is None else FrozenDocument.of(recipe.told.content),
    )


def opened(programme: Programme, row: Explanation) -> Recipe:
    """Give back the recipe a row keeps; ``programme`` is that of the row's digest."""
    data = json.loads(row.recipe)
    part = part_named(programme, data["part"])
    situation = situation_in(programme, part, row)
    pending, expires, issued, valid = (
        _instant(data.get(name)) for name in ("pending_until", "expires_at", "issued_at", "valid_until")
    )
    heading = Heading(
        row.explanation_id,
        row.kind,
        pending,
        expires,
        issued,
        valid,
        data.get("status", COMMITTED),
        data.get("identified"),
        data.get("beside", {}),
    )
    return Recipe(
        decide(programme, situation, part),
        heading,
        data["refund"],
        data.get("vouchers", ()),
        data.get("value", {}),
        data.get("offline", {}),
        Told(row.document.content) if row.document is not None else None,
        is_personal(row),
    )


def explanation_of(unit: UnitOfWork, explanation_id: str) -> Explanation:
    """Give the row of an explanation that was kept. Raises ExplanationGone where its time is over."""
    row = unit.explanations.get(explanation_id)
    if row is None:
        raise ExplanationGone
    return row


def part_named(programme: Programme, name: str) -> Part:
    """Give the part that decided, by the name it is kept under. Raises KeyError where there is none."""
    return programme.basket if name == BASKET else dict(_parts(programme))[name]


def _parts(programme: Programme) -> Iterator[tuple[str, Part]]:
    """Give the parts of a programme besides the basket, with the names they are kept under."""
    yield from programme.plans.items()
    yield from ((f"{OF_EVENT}{name}", part) for name, part in programme.events.items())
    yield from ((f"{OF_UNDONE}{name}", part) for name, part in programme.undone.items())


def situation_in(programme: Programme, part: Part, row: Explanation) -> Situation:
    """Give the situation a row keeps, of a decision by ``part`` of the row's programme."""
    return situation_kept(programme, part, json.loads(row.recipe)["situation"])


def is_personal(row: Explanation) -> bool:
    """Whether the price of a decision that a row keeps may rest on what was known of the member."""
    personal: bool = json.loads(row.recipe).get("personal", True)
    return personal


def _text(at: datetime | None) -> str | None:
    return at.isoformat() if at is not None else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text).astimezone(UTC) if text is not None else None

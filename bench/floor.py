"""The least an order can take that is told as ours are: what must be made of it in Python, and its rows.

Each order is decided, decided for nobody, explained, written in its canonical form, committed to and
signed by the product's own pure functions; then the driver writes the rows, in one call of a function on
PostgreSQL. Nothing is looked up, planned or asked, there is no store, no unit of work and no SQLAlchemy.
"""

import json
import threading
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import make_url

from bench.bare import NUMBERS, PATTERN, Made, Row, Writer, insert_of, moved_of
from bench.clients import Ask, Opening
from bench.programme import AT
from bench.report import processor
from bench.shop import SOURCE, Shop, basket
from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.seal_keys import PrivateKey
from loyalty.decision.decide import Decision, decide
from loyalty.decision.situate import Participant, situate
from loyalty.desk.filed import filed_of
from loyalty.kernel.identity import MemberId
from loyalty.orders.order import OrderKey
from loyalty.orders.rows import document_row
from loyalty.pricing.basket import Basket
from loyalty.seals.canonical import canonical_of, whole_bytes
from loyalty.seals.seal import FIRST, Place, Seal, snapshot_commitment
from loyalty.seals.seal import Told as Sealed
from loyalty.use_cases.bound_profiles import PROFILES
from loyalty.use_cases.documents import Recipe, Told, explanation_of, kept, opened
from loyalty.use_cases.seals.sealing import CHANCE_BYTES, SNAPSHOT
from loyalty.vault.key import KEY_BYTES, NONCE_BYTES, MemberKey, seal

MADE = {
    ("explanation", "recipe"): ("recipe", "text"),
    ("explanation", "sha256"): ("recipe_sha256", "text"),
    ("frozen_document", "body"): ("body", "bytea"),
    ("frozen_document", "sha256"): ("sha256", "text"),
    ("document_seal", "leaf"): ("leaf", "text"),
    ("document_seal", "content"): ("seal", "text"),
    ("seal_snapshot", "sealed"): ("snapshot", "text"),
}
"""The cells that are made for each order anew, with their names and types; the others are the pattern's."""
TIMES = 300


@dataclass(frozen=True, slots=True)
class Telling:
    """Tells one sale as often as it is asked, each time under another id, as a use case has it told."""

    recipe: Recipe
    basket: Basket
    at: datetime
    who: Participant
    signer: PrivateKey
    key: MemberKey
    chance: SystemEntropy
    profiles: Sequence[Mapping[str, Any]] = ()
    """What a document says of the checks of its rules, which is found and not made."""

    @classmethod
    def of(cls, recipe: Recipe, sold: Basket) -> "Telling":
        """Give what tells the sale of a basket that was told, or is to be told, by a recipe."""
        situation, part = recipe.decision.situation, recipe.decision.part
        facts = situation.order_facts(part.compiled)
        history = {name: value for name, value in facts.items() if name.startswith("history.")}
        who = Participant(bool(facts["member.enrolled"]), str(facts["member.tier"]), {}, history)
        chance = SystemEntropy()
        key = MemberKey(MemberId(1), chance.bits(8 * KEY_BYTES), chance.bits(8 * KEY_BYTES))
        return cls(recipe, sold, situation.at, who, PrivateKey.fresh(), key, chance)

    def decided(self) -> Decision:
        """Read the basket, and decide."""
        programme = self.recipe.decision.programme
        return decide(programme, situate(programme, self.basket, self.at, self.who))

    def told(self, decision: Decision, name: str) -> Recipe:
        """Explain the decision, beside the same for nobody, and write that down."""
        heading = replace(self.recipe.heading, id=name)
        recipe = replace(self.recipe, decision=decision, heading=heading, told=None)
        document = recipe.document()
        if self.profiles:
            document[PROFILES] = self.profiles
        return replace(recipe, told=Told(whole_bytes(document), document))

    def sealed(self, recipe: Recipe) -> dict[str, Any]:
        """Give the cells of what was told: compressed, filed by its rules, committed to, signed."""
        assert recipe.told is not None
        name = recipe.heading.id
        row, member = kept(recipe, self.key.member_id, self.at), self.key.member_id
        filed_of(recipe.told.to_look_at(), member, self.at, name)
        assert row.document is not None
        document, chance = document_row(name, row.document), self.chance.bits(8 * CHANCE_BYTES)
        known = row.recipe.encode()
        snapshot = b64encode(zlib.compress(chance + known)).decode()
        told = Sealed(row.document.sha256, snapshot_commitment(chance, canonical_of(known)))
        made = Seal.made(told, Place(1, FIRST, self.key.commitment(name)), self.at, self.signer)
        return {
            "recipe": row.recipe,
            "recipe_sha256": row.sha256,
            "body": document["body"],
            "sha256": document["sha256"],
            "leaf": made.leaf.hex(),
            "seal": json.dumps(made.to_json()),
            "snapshot": seal(self.key, f"{SNAPSHOT}{name}", snapshot, self.chance.bits(8 * NONCE_BYTES)),
        }

    def made(self, name: str) -> dict[str, Any]:
        """Give the cells of one more order."""
        return self.sealed(self.told(self.decided(), name))

    def parts(self) -> dict[str, float]:
        """Give the milliseconds of the processor's time that each part takes, in a process of its own."""
        decision = self.decided()
        recipe = self.told(decision, "parts")
        works: Mapping[str, Callable[[], object]] = {
            "deciding": self.decided,
            "explaining and writing": lambda: self.told(decision, "parts"),
            "keeping and sealing": lambda: self.sealed(recipe),
        }
        return {name: processor(work, TIMES) for name, work in works.items()}


def telling_of(shop: Shop) -> Telling:
    """Give what tells the order again that the pattern is of; it comes out as the use case told it."""
    services = shop.open()
    with closing(services.units), services.units.read() as unit:
        order = unit.orders.get(OrderKey(shop.buyers[0].programme, SOURCE, PATTERN))
        assert order is not None
        row = explanation_of(unit, order.explanation_id)
        recipe = opened(services.programmes.by_digest(unit, row.digest), row)
    assert row.document is not None
    profiles = json.loads(row.document.content)[PROFILES]
    telling = replace(Telling.of(recipe, basket()), profiles=profiles)
    again = telling.told(telling.decided(), row.explanation_id)
    assert again.told is not None
    assert row.document.content == again.told.content
    assert row.recipe == kept(again, row.member_id, AT).recipe
    return telling


def with_made(rows: Sequence[Row]) -> list[Row]:
    """Give rows of the pattern of which some cells are made for each order anew."""
    return [
        Row(
            row.table,
            {
                column: Made(MADE[row.table, column][0]) if (row.table, column) in MADE else cell
                for column, cell in row.cells.items()
            },
        )
        for row in rows
    ]


def on_sqlite(path: Path, rows: Sequence[Row], members: Sequence[int], telling: Telling) -> Opening:
    """Give what opens the floor on a SQLite database: a connection for each client, synced like ours."""

    def write(stack: ExitStack) -> Callable[[dict[str, Any]], None]:
        return stack.enter_context(Writer.opened(path, with_made(rows))).write

    return _opening(write, members, telling)


def on_postgresql(url: str, rows: Sequence[Row], members: Sequence[int], telling: Telling) -> Opening:
    """Make a function that writes the rows, and give what opens the floor: a call of it for each order."""
    address = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    names = ["m", "k", *(name for name, _ in MADE.values())]
    types = ["bigint", "bigint", *(kind for _, kind in MADE.values())]
    taken = ", ".join(f"{name} {kind}" for name, kind in zip(names, types, strict=True))
    body = (
        f"CREATE FUNCTION told_order({taken}) RETURNS void LANGUAGE plpgsql AS $body$\n"
        f"DECLARE s bigint; BEGIN {moved_of('m')} RETURNING seq INTO s;\n"
        + "".join(f"{insert_of(row, 'told_order.')};\n" for row in with_made(rows)).replace(
            "told_order.s::", "s::"
        )
        + "END $body$"
    )
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(body.encode())
    call = f"SELECT told_order({', '.join(f'%({name})s' for name in names)})".encode()  # our own names

    def write(stack: ExitStack) -> Callable[[dict[str, Any]], None]:
        driver = stack.enter_context(closing(psycopg.connect(address, autocommit=True)))

        def ask(known: dict[str, Any]) -> None:
            driver.execute(call, known, prepare=True)

        return ask

    return _opening(write, members, telling)


def _opening(
    write: Callable[[ExitStack], Callable[[dict[str, Any]], None]],
    members: Sequence[int],
    telling: Telling,
) -> Opening:
    """Give what opens the floor in a process: each thread writes by its own connection."""

    @contextmanager
    def opened_here() -> Iterator[Ask]:
        own = threading.local()
        with ExitStack() as stack:

            def ask(_: str) -> int:
                if not hasattr(own, "write"):
                    own.write = write(stack)
                number, member = telling.chance.below(NUMBERS), members[telling.chance.below(len(members))]
                own.write(telling.made(f"order:{number}") | {"m": member, "k": number})
                return 1

            yield ask

    return opened_here

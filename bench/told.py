"""A hello that also tells a quote: the basket decided, explained, written and signed, and nothing kept.

The floor of a quote over HTTP, under the same server as the hello and ours: no key, no body, no database.
"""

from flask import Flask

from bench import programme as made
from bench.floor import Telling
from bench.shop import basket
from loyalty.decision.decide import decide
from loyalty.decision.explain import OFFERED, Heading
from loyalty.decision.situate import Participant, situate
from loyalty.use_cases.documents import Recipe

RULES = 20
"""As many as of the shop whose quotes are asked for."""


def _telling() -> Telling:
    programme, sold = made.compiled(RULES), basket(made.LINES)
    who = Participant(True, "blue", {}, {"history.points_month": 100})
    heading = Heading("told", "quote", issued_at=made.AT, status=OFFERED, identified=True)
    return Telling.of(Recipe(decide(programme, situate(programme, sold, made.AT, who)), heading), sold)


app, telling = Flask("told"), _telling()


@app.get("/")
def quote() -> dict[str, str]:
    """Tell a quote, and give its signature with what it was signed with."""
    return {"seal": telling.made("told")["seal"]}

"""Services on a fresh database with rules of their own, for laws over what is sold and brought back."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path

from loyalty.adapters.entropy import SystemEntropy
from loyalty.adapters.rule_folder import read_rule_folder
from loyalty.database.engine import open_engine
from loyalty.unit_of_work import Units
from loyalty.use_cases.adopt_programme import adopt_programme
from loyalty.use_cases.services import Services
from tests.steps.drivers import StandingClock


@contextmanager
def opened_shop(template: Path, path: Path, rules: str, now: datetime) -> Iterator[Services]:
    """Give services at ``path``, a copy of an empty database, by the coffee programme with other rules."""
    path.write_bytes(template.read_bytes())
    source = dict(read_rule_folder(Path("rules/corner-coffee")).source)
    for name in ("basket.yaml", "earn.yaml", "redeem.yaml", "examples.yaml"):
        del source[name]
    source["programme.yaml"] = source["programme.yaml"].replace("from: 2026-11-15", "from: 2026-01-01")
    source["rules.yaml"] = rules
    with closing(Units(open_engine(f"sqlite:///{path}"))) as units:
        made = Services(units, StandingClock(now), SystemEntropy(), b"secret")
        adopt_programme(made, source)
        yield made

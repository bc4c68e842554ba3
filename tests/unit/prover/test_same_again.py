"""The same questions in the same words at every run: verdicts hang on the rules and on nothing else."""

import os
import subprocess
import sys

ASKED = """
import hashlib
from loyalty.prover.showing.solving import Question
from tests.unit.constraints.answering import DISCOUNT, answer
from tests.unit.decision.making import EARN, TIERS

asked, follows = hashlib.sha256(), Question.follows

def told(self, claim):
    found = follows(self, claim)
    asked.update(f"{self.solver.to_smt2()} {claim.sexpr()} {found}".encode())
    return found

Question.follows = told
RULES = TIERS + EARN + DISCOUNT.format('percent: 10%, when: line.category == "tea"')
FIRST = {first}
if FIRST:
    answer("more_never_earns_less", RULES)
    asked = hashlib.sha256()
answer("price_within", RULES, below_list_at_most="20%")
answer("splitting_never_pays", RULES)
print(asked.hexdigest())
"""


def _asked(seed: str, *, first: bool) -> str:
    """Give the digest of all that a new interpreter asks the solver, after other questions or at once."""
    code = ASKED.replace("{first}", str(first))
    env = {**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, text=True, check=True)  # noqa: S603 - our own interpreter and words
    return ran.stdout.strip()


def test_questions_are_the_same_again() -> None:
    """Another seed of hashes and other questions before change neither a question nor its answer."""
    assert _asked("2", first=True) == _asked("0", first=False)

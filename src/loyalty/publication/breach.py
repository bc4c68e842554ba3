"""What breaks a constraint of the catalogue at one place of a programme."""

from dataclasses import dataclass

from loyalty.language.findings import Citation, Finding, Span
from loyalty.profiles.catalogue import Constraint
from loyalty.profiles.profile import Value
from loyalty.profiles.shipped import catalogue


@dataclass(frozen=True, slots=True)
class Breach:
    """One breach: the constraint's id, the code, the place, what is wrong and what to do.

    ``law`` is the value of a profile that asks for it, None where the constraint itself does.
    ``where`` is the name by which a waiver may speak of the place, ``waived`` says that one does.
    """

    constraint: str
    code: str
    span: Span
    message: str
    help: str = ""
    law: Value | None = None
    where: str = ""
    warning: bool = False
    waived: bool = False

    def finding(self, markets: tuple[str, ...]) -> Finding:
        """Give it as a finding of a programme that is bound by the profiles ``markets``."""
        row = catalogue()[self.constraint]
        cited = self._cited(row, markets)
        return Finding(self.span, self.code, self.message, self.help, self.warning, cited, self.waived)

    def _cited(self, row: Constraint, markets: tuple[str, ...]) -> Citation:
        if self.law is not None:
            profile, _, source = self.law.cited.partition(": ")
            return Citation(row.id, profile, source, row.evidence)
        return row.citing(markets)

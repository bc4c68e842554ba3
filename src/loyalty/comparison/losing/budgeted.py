"""Whether the budgets that something promised is taken from have as much as before."""

from loyalty.language.shapes.budgets import BudgetShape
from loyalty.language.shapes.programme import ProgrammeShape


def have_as_much(old: ProgrammeShape, new: ProgrammeShape, named: str | tuple[str, ...] | None) -> bool:
    """Give whether each budget of these names was there, and no larger than it is now."""
    before, after = ({each.id: each for each in shape.budgets} for shape in (old, new))
    names = (named,) if isinstance(named, str) else named or ()
    return all(name in before and _as_large(before[name], after[name]) for name in names)


def _as_large(old: BudgetShape, new: BudgetShape) -> bool:
    amounts = [(getattr(old, name), getattr(new, name)) for name in ("points", "money", "times")]
    given_back = new.after_return in {"given_back", old.after_return}
    return (
        given_back
        and set(old.per) == set(new.per)
        and all(is_ is None if was is None else is_ is not None and is_ >= was for was, is_ in amounts)
    )

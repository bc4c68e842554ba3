"""The charge models: a module in this folder is a model, and its name is the word in a rule file."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import Protocol, cast

from loyalty.pricing.charge_model import ChargeModel, Counted, MoneyNode, SliceNodes


class NamedTerms(Protocol):
    """Terms of any model; ``model`` is the model's name."""

    @property
    def model(self) -> str:
        """The name of the charge model."""


@cache
def model_names() -> frozenset[str]:
    """Give the names of every charge model there is."""
    return frozenset(module.name for module in iter_modules(__path__))


def lower(terms: NamedTerms, counted: Counted, money: MoneyNode) -> tuple[SliceNodes, ...]:
    """Give the slices of what ``terms`` charge for what was counted. Raises KeyError for an unknown model."""
    if terms.model not in model_names():
        raise KeyError(terms.model)
    model = cast("ChargeModel[NamedTerms]", import_module(f"{__name__}.{terms.model}"))
    return model.lower(terms, counted, money)

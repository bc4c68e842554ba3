"""The shape of a constraint, and which constraints there are with the parameters of each."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from loyalty.language.findings import did_you_mean
from loyalty.language.shapes.constraint_words import CONSTRAINT_WORDS, PARAMETER_WORDS
from loyalty.language.shapes.fields import Shape
from loyalty.language.texts.documents import Entries, Items, Node, Scalar
from loyalty.language.texts.scalars import FAILED, DecimalText, Failed, PercentText, Reader, Reading, Schema
from loyalty.language.texts.words import ChoiceText, DurationText

LABELS: Final = ("public", "transaction", "membership", "personal", "protected", "proxy", "rights")


@dataclass(frozen=True, slots=True)
class _Words:
    """A list of words of a closed list."""

    word: ChoiceText

    def read(self, node: Node, into: Reading) -> tuple[str, ...] | Failed:
        """Give the words."""
        if not isinstance(node, Items) or not node.nodes:
            return into.fail(node, "E203", "a list is needed here", "write it in `[…]`")
        words = [self.word.read(item, into) for item in node.nodes]
        return FAILED if FAILED in words else tuple(str(word) for word in words)

    def schema(self) -> Schema:
        """Give an array of the words."""
        return {"type": "array", "items": self.word.schema(), "minItems": 1}


_AMOUNT: Final = DecimalText("an amount of money", money=True)

PARAMETERS: Final[Mapping[str, Mapping[str, Reader]]] = {
    "no_influence": {
        "from": _Words(ChoiceText(LABELS)),
        "on": _Words(ChoiceText(("price", "points", "tier"))),
    },
    "more_never_costs_less": {"of": ChoiceText(("quantity",))},
    "more_never_earns_less": {"of": ChoiceText(("quantity",))},
    "better_tier": {"pays": ChoiceText(("no_more",)), "earns": ChoiceText(("no_less",))},
    "loyalty_never_hurts": {},
    "no_point_pump": {"return_at_most": PercentText()},
    "splitting_never_pays": {},
    "total_is_sum_of_lines": {},
    "all_in_first_price": {},
    "no_unlisted_charges": {},
    "price_within": {"below_list_at_most": PercentText(), "each": ChoiceText(("order", "line"))},
    "personal_facts_only_for_their_purpose": {},
    "personal_facts_only_lower": {},
    "no_retroactive_loss": {},
    "no_silent_devaluation": {"notice": DurationText()},
    "budget_bounded": {"at_most": _AMOUNT, "per": ChoiceText(("order", "month", "programme"))},
    "no_dead_rule": {},
    "no_ambiguous_rule": {},
    "no_penalty_for_privacy": {},
    "deterministic": {},
}
"""Every constraint there is with its parameters, all of which must be written but the `OPTIONAL`."""
BINDING_ALL: Final = frozenset(
    {
        "no_influence",
        "total_is_sum_of_lines",
        "all_in_first_price",
        "no_unlisted_charges",
        "personal_facts_only_for_their_purpose",
        "no_penalty_for_privacy",
        "deterministic",
        "no_retroactive_loss",
        "no_silent_devaluation",
    }
)
"""Those that bind every programme or every change of one, declared or not."""
SIGNED_OFF: Final = frozenset({"AX-03", "FA-10", "PX-16"})
"""Those of the catalogue that may fail where somebody answers for it; no other may."""
OF_CHANGES: Final = frozenset({"no_retroactive_loss", "no_silent_devaluation"})
"""Those between two versions."""
OPTIONAL: Final[Mapping[str, frozenset[str]]] = {
    "no_silent_devaluation": frozenset({"notice"}),
    "price_within": frozenset({"each"}),
}
"""The parameters a constraint has a value of its own for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConstraintShape(Shape):
    """A law the programme must obey; ``params`` are texts or lists of texts, as written.

    ``spans`` has the places of the parameters.
    """

    name: str
    params: Mapping[str, str | tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class ConstraintReader:
    """Reads ``no_point_pump: {return_at_most: 10%}``, a map of one name to its parameters."""

    def read(self, node: Node, into: Reading) -> ConstraintShape | Failed:
        """Give the constraint."""
        if not isinstance(node, Entries) or len(node.pairs) != 1:
            bare = node.text if isinstance(node, Scalar) and node.text in PARAMETERS else "all_in_first_price"
            help_ = f"such as `{bare}: {_filled(bare)}`"
            return into.fail(node, "E203", "one constraint is needed here", help_)
        (name, params) = node.pairs[0]
        known = PARAMETERS.get(name.text)
        if known is None:
            help_ = (
                did_you_mean(name.text, PARAMETERS) or f"one of {len(PARAMETERS)}, such as `no_point_pump`"
            )
            return into.fail(name, "E408", f"unknown constraint `{name.text}`", help_)
        if not isinstance(params, Entries):
            help_ = f"such as `{_filled(name.text)}`" if known else "write `{}`, it has none"
            return into.fail(params, "E203", "a map of parameters is needed here", help_)
        before = len(into.findings)
        found: dict[str, str | tuple[str, ...]] = {}
        for key, value in params.pairs:
            reader = known.get(key.text)
            if reader is None:
                help_ = did_you_mean(key.text, known) or _parameters(name.text)
                into.fail(key, "E201", f"unknown key `{key.text}`", help_)
            elif reader.read(value, into) is not FAILED:
                found[key.text] = _as_written(value)
        needed = known.keys() - OPTIONAL.get(name.text, frozenset())
        for missing in needed - {key.text for key, _ in params.pairs}:
            into.fail(
                params, "E202", f"the key `{missing}` is missing", f"such as `{_one(name.text, missing)}`"
            )
        if len(into.findings) > before:
            return FAILED
        spans = {key.text: value.span for key, value in params.pairs}
        return ConstraintShape(name=name.text, params=found, span=name.span, spans=spans)

    def schema(self) -> Schema:
        """Give an object with one of the names."""
        properties = {
            name: {
                **_told(f"constraint: {name}", CONSTRAINT_WORDS[name][0]),
                "type": "object",
                "properties": {
                    key: {
                        **_told(f"{name}: {key}", PARAMETER_WORDS[f"{name}.{key}"][0], "Must be written."),
                        "examples": [_example(reader)],
                        **reader.schema(),
                    }
                    for key, reader in known.items()
                },
                "examples": [{key: _example(reader) for key, reader in known.items()}],
                "required": [key for key in known if key not in OPTIONAL.get(name, frozenset())],
                "additionalProperties": False,
            }
            for name, known in PARAMETERS.items()
        }
        return {
            "type": "object",
            "properties": properties,
            "minProperties": 1,
            "maxProperties": 1,
            "additionalProperties": False,
        }


def _told(title: str, meaning: str, more: str = "") -> Schema:
    marked = f"{meaning}\n\n{more}" if more else meaning
    return {"title": title, "description": meaning, "markdownDescription": marked}


def _example(reader: Reader) -> object:
    schema = reader.schema()
    if "items" in schema:
        return [schema["items"]["enum"][0]]
    return (schema["examples"] if "examples" in schema else schema["enum"])[0]


def _as_written(node: Node) -> str | tuple[str, ...]:
    if isinstance(node, Items):
        return tuple(item.text for item in node.nodes if isinstance(item, Scalar))
    return node.text if isinstance(node, Scalar) else ""


def _filled(name: str) -> str:
    """Give the parameters of a constraint as they may be written, those that it needs."""
    needed = (key for key in PARAMETERS[name] if key not in OPTIONAL.get(name, frozenset()))
    return f"{{{', '.join(_one(name, key) for key in needed)}}}"


def _one(name: str, key: str) -> str:
    value = _example(PARAMETERS[name][key])
    return f"{key}: [{', '.join(value)}]" if isinstance(value, list) else f"{key}: {value}"


def _parameters(name: str) -> str:
    known = PARAMETERS[name]
    return f"its parameters are {', '.join(f'`{k}`' for k in known)}" if known else "it has no parameters"

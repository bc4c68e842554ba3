"""Members of requests and answers: marshmallow fields made from forms, and strict schemas.

marshmallow's own number fields turn ``1.9`` into 1, take ``"7"`` for 7 and know no upper bound,
so none of them is used for input.
"""

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, missing

from api import faults
from api.reading.forms import FACT, Form, Wrong, as_it_is

NEEDED: dict[str, Any] = {"required": [faults.REQUIRED], "null": [faults.NULL]}


class StrictSchema(Schema):
    """A schema that refuses members it does not know."""

    error_messages: dict[str, Any] = {  # noqa: RUF012  marshmallow declares it so, and copies it
        "unknown": faults.UNKNOWN,
        "type": faults.NOT_OBJECT,
    }

    class Meta:
        """What marshmallow does with the rest: refuse it."""

        unknown = RAISE


Write = Callable[[Any], object]


class AnswerSchema(Schema):
    """A schema of answers: a member without a value is left out, as the contract says."""

    # Written out: an answer has hundreds of objects, and marshmallow's own way serves many more wishes.
    def _serialize(self, obj: Any, *, many: bool = False) -> Any:  # noqa: ANN401  as marshmallow
        if many:
            return [self._serialize(each) for each in obj]
        if not isinstance(obj, dict):
            told = super()._serialize(obj)
            return {name: value for name, value in told.items() if value is not None}
        written = {}
        for name, write in self._writers:
            value = obj.get(name)
            if value is not None and write is not None:
                value = write(value)
            if value is not None:
                written[name] = value
        return written

    @cached_property
    def _writers(self) -> list[tuple[str, Write | None]]:
        """Give how each member is written, None where it is as it is."""
        found = ((name, _writer(field, name)) for name, field in self.dump_fields.items())
        return [(name, None if write is as_it_is else write) for name, write in found]


class Member(fields.Field[Any]):
    """One value of a form; ``about`` is what it means, in one sentence."""

    @property
    def write(self) -> Write:
        """Give how a value is written that is there."""
        return self._form.write

    def __init__(self, form: Form, about: str, *, required: bool = True, default: object = missing) -> None:
        """Name the form; a member that is not required is left out of the result or takes ``default``."""
        self._form = form
        super().__init__(
            required=required and default is missing,
            load_default=default,
            error_messages=NEEDED,
            metadata={**form.shown, "description": about},
        )

    def _deserialize(self, value: object, *_: object, **__: object) -> object:
        try:
            return self._form.read(value)
        except Wrong as wrong:
            raise ValidationError([wrong.fault]) from wrong

    def _serialize(self, value: object, *_: object, **__: object) -> object:
        return None if value is None else self._form.write(value)


class Items(fields.List[Any]):
    """A list of ``fewest`` to ``most`` values or objects."""

    def __init__(
        self, item: fields.Field[Any], about: str, *, fewest: int, most: int, required: bool = True
    ) -> None:
        """Name the bounds; a list outside them is refused before its items are read."""
        self._fewest, self._most = fewest, most
        super().__init__(
            item,
            required=required,
            error_messages={**NEEDED, "invalid": [faults.NOT_LIST]},
            metadata={"description": about, "minItems": fewest, "maxItems": most},
        )

    def _deserialize(self, value: object, *rest: Any, **named: Any) -> list[Any]:  # noqa: ANN401  as marshmallow
        if isinstance(value, list) and len(value) < self._fewest:
            raise ValidationError([faults.TOO_SHORT.hinting(f"write at least {self._fewest}")])
        if isinstance(value, list) and len(value) > self._most:
            raise ValidationError([faults.TOO_LONG.hinting(f"write at most {self._most}")])
        found: list[Any] = super()._deserialize(value, *rest, **named)
        return found


class Part(fields.Nested):
    """An object within an object."""

    def __init__(self, schema: type[Schema], about: str = "", *, required: bool = True) -> None:
        super().__init__(
            schema,
            required=required,
            error_messages={**NEEDED, "type": [faults.NOT_OBJECT]},
            metadata={"description": about} if about else {},
        )


def _writer(field: fields.Field[Any], name: str) -> Write:
    """Give how a field of an answer writes a value that is there."""
    if isinstance(field, Member):
        return field.write
    if isinstance(field, Items):
        each = _writer(field.inner, name)
        return lambda values: [None if value is None else each(value) for value in values]
    if isinstance(field, Part) and isinstance(field.schema, AnswerSchema):
        return field.schema._serialize  # noqa: SLF001  a part of the schema
    return lambda value: field._serialize(value, name, {})  # noqa: SLF001  as marshmallow calls it


class Facts(fields.Field[Any]):
    """Flat facts by name, such as ``{"member.country": "DE"}``; the programme knows the names."""

    def __init__(self, about: str, *, most: int = 100) -> None:
        """Name the greatest number of facts; without the member there are none."""
        self._most = most
        shown = {"type": "object", "additionalProperties": FACT.shown, "maxProperties": most}
        super().__init__(
            required=False,
            load_default=dict,
            error_messages=NEEDED,
            metadata={**shown, "description": about},
        )

    def _deserialize(self, value: object, *_: object, **__: object) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValidationError([faults.NOT_OBJECT])
        if len(value) > self._most:
            raise ValidationError([faults.TOO_LONG.hinting(f"write at most {self._most}")])
        return read_facts(value)


class FactChanges(fields.Field[Any]):
    """Facts by name as they are to be, such as ``{"member.birthday": "04-17"}``; null withdraws one."""

    def __init__(self, about: str, *, most: int = 100) -> None:
        """Name the greatest number of facts; at least one is named."""
        self._most = most
        fact = {**FACT.shown, "type": ["string", "integer", "boolean", "null"]}
        shown = {"type": "object", "additionalProperties": fact, "minProperties": 1, "maxProperties": most}
        super().__init__(required=True, error_messages=NEEDED, metadata={**shown, "description": about})

    def _deserialize(self, value: object, *_: object, **__: object) -> dict[str, str | None]:
        if not isinstance(value, dict):
            raise ValidationError([faults.NOT_OBJECT])
        if not value:
            raise ValidationError([faults.TOO_SHORT.hinting("name at least one fact")])
        if len(value) > self._most:
            raise ValidationError([faults.TOO_LONG.hinting(f"write at most {self._most}")])
        stated = read_facts({name: fact for name, fact in value.items() if fact is not None})
        return {name: stated.get(name) for name in value}


def read_facts(value: Mapping[str, object]) -> dict[str, str]:
    """Give the facts as the texts the engine takes. Raises ValidationError with the names of the rest."""
    wrong: dict[str, list[faults.Fault]] = {}
    for name, fact in value.items():
        try:
            FACT.read(fact)
        except Wrong as fault:
            wrong[name] = [fault.fault]
    if wrong:
        raise ValidationError(wrong)
    return {name: fact_text(fact) for name, fact in value.items()}


def fact_text(fact: object) -> str:
    """Give a fact as text: ``true`` and ``false`` as JSON writes them."""
    return str(fact).lower() if isinstance(fact, bool) else str(fact)

"""How the values of a shape's keys are written: taken from the readers that read them."""

from loyalty.comparison.change import Unit
from loyalty.language.shapes.compounds import DatedReader, ExpressionReader, ListReader, MapReader
from loyalty.language.shapes.constraints import ConstraintShape
from loyalty.language.shapes.fields import Shape
from loyalty.language.shapes.reading import keys_of
from loyalty.language.shapes.tabled import TabledReader
from loyalty.language.texts.scalars import DecimalText, FactorText, PercentText, Reader, StepText, WholeText
from loyalty.language.texts.words import ChoiceText, DayText, FlagText

_UNITS: dict[type[Shape], dict[str, Unit]] = {}


def units_of(shape: type[Shape]) -> dict[str, Unit]:
    """Give for every attribute of a shape how its values, or those of its lists and maps, are written."""
    if shape is ConstraintShape:
        return {"name": "text", "params": "text"}
    if shape not in _UNITS:
        _UNITS[shape] = {key.attribute: _unit(key.reader) for key in keys_of(shape)}
    return _UNITS[shape]


def _unit(reader: Reader) -> Unit:
    match reader:
        case DatedReader() | ListReader() | MapReader() | TabledReader():
            return _unit(reader.inner)
        case PercentText():
            return "percent"
        case FactorText():
            return "factor"
        case DecimalText():
            return "money" if reader.money or "money" in reader.what or "price" in reader.what else "number"
        case StepText() | WholeText():
            return "number"
        case FlagText():
            return "truth"
        case DayText():
            return "day"
        case ChoiceText():
            return "word"
        case ExpressionReader():
            return "condition"
        case _:
            return "text"

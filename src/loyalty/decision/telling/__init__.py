"""The parts of an explanation, each made of a decision alone, and the views that hide some of them."""

from typing import Any

Document = dict[str, Any]
"""Plain JSON data: whole numbers, texts, truths, lists and objects; no binary fractions."""

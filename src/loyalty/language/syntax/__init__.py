"""Expressions as they are written: text, or a form, to one syntax tree."""

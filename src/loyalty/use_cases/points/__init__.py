"""Verbs about points: what will become of them, and what became of them."""

"""Conditions by the cells of their facts: what can hold at once, and which rules never count."""

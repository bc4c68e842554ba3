"""Deciding claims about every situation at once, on the same formulas that price."""

"""Reductions that are announced: what the law of a market asks of the price they are compared with."""

"""Goods whose purchase tells too much of a person."""

"""Rows whose time is over: which they are, and what becomes of them."""

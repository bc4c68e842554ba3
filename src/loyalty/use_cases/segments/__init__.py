"""Segments of members: counted, and listed."""

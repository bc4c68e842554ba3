"""Segments of members: how large each was when counted, and the built-in one by recency and frequency."""

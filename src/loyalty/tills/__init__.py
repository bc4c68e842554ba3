"""Tills without the network: what they carry, and who signed it."""

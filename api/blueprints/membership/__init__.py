"""Tiers that are given, identities, segments."""

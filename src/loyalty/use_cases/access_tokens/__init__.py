"""Tokens that programs get for their keys."""

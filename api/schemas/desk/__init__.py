"""Schemas of the reviewer's desk."""

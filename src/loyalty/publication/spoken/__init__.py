"""Texts for members: their languages, their numbers, and whether they can be read."""

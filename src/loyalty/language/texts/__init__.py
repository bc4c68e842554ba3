"""Texts to values that know their place: YAML documents, and how one scalar is read."""

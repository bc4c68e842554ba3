"""Trying cases: claims as data, the search for a case against one, and the smallest found."""

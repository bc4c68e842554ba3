"""Sentences about what is different between two versions of a programme."""

"""By what members are known: linked, unlinked, listed, and found again."""

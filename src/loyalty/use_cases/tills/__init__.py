"""Sales of tills that had no network."""

"""Members, balances and histories of points taken in from tables, and given out as such."""

"""Gift cards: stored value that belongs to whoever shows the code."""

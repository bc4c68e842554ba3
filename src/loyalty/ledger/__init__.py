"""Members' points: an append-only book of entries, and the pure functions that plan them."""

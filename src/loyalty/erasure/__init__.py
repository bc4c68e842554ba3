"""All that is kept of one person: given out whole, taken in again, and erased."""

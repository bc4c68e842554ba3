"""A member's own pages: what was told, what is kept, what they choose, who looked, and being erased."""

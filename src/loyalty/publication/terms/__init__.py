"""Words of other languages than English, and words that say nothing."""

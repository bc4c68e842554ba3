"""A person erased in three steps, the books kept; one file per verb, and what they share."""

"""Commands that take tables in and give them out."""

"""Members who are found to be one, and members who share a pool."""

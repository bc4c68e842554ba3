"""A database as who runs it sees it: how it is, and all of it copied."""

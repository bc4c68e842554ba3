"""The routes, one file per resource: read, hand to the use case, write; nothing is decided here."""

"""The disk of a PostgreSQL server as it may be after a power cut."""

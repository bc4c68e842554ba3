"""The two databases, SQLite and PostgreSQL: how they are opened, brought up to date, and how they fail."""

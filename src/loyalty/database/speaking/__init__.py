"""How statements reach a database: by SQLAlchemy the first times, then straight by the driver."""

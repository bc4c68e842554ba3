"""The web application over the engine: schemas, routes, problems, pages; it never sees SQL."""

"""The page that verifies sealed documents in a browser."""

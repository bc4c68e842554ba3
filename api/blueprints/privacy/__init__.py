"""Routes about personal data."""

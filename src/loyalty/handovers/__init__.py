"""Data of members that others get, and marketing that members get: only where they allow it."""

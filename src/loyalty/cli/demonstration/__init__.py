"""The demonstration: its story, and the command that tells it."""

"""Breaches of personal data: what happened, which clock runs, who was told, and the texts for it."""

"""Participants by pseudonymous id, and the few facts about them that programmes declare."""

"""Accounts as members read them: what is to come, and what was."""

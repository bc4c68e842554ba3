"""Deciding a history in memory: what a version makes of each bill, and what it then knows of each member."""

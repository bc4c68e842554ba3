"""Tiers that somebody gives: with an end and a reason, matching another programme's or out of goodwill."""

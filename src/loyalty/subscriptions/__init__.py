"""Subscriptions: periods, changes, what falls due, what was booked, prepaid credit."""

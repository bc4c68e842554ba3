"""Subscriptions and their bills on the command line."""

"""What is asked and answered about tiers that are given, identities and segments."""

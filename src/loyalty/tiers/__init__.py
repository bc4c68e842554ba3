"""The ladder of tiers, a member's standing on it, and how it moves."""

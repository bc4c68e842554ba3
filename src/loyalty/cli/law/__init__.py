"""Commands about what the law of each market asks."""

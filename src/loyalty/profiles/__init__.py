"""What the law of each market asks, as dated data, and the catalogue of constraints that it is part of."""

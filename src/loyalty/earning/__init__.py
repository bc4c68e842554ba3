"""What an order earns: base points, tier, multipliers, additions, caps, one rounding."""

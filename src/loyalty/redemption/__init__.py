"""What points buy: how many may be spent on an order and what they are worth, and the rewards there are."""

"""Commands about orders and what is done to them after the sale."""

"""Commands about what is sold and paid with at a counter."""

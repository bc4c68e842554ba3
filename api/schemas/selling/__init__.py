"""What is sold and paid with at a counter."""

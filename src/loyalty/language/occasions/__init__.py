"""Times of orders, and what happened before them."""

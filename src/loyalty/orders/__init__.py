"""Orders, returns, quotes and explanations as they are kept."""

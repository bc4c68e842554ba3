"""Commands about what articles cost."""

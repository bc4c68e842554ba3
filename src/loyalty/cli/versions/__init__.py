"""Commands about versions of a programme."""

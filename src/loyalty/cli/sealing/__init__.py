"""Commands about sealed documents: verifying them, the keys that sign, the days that are closed."""

"""Words that mean something together, and nothing apart."""

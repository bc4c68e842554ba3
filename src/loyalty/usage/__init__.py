"""Usage events: what meters counted, each kept once."""

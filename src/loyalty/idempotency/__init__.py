"""The same request twice gives the same answer once."""

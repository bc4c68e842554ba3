"""Points that move from one member to another."""

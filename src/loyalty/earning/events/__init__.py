"""Events that earn: what was done, what its rules give, and why not more."""

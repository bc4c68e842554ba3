"""What is kept of a person and why: the register, what members decided, and who looked."""

"""What is kept of members and why, what they decided about it, and who looked."""

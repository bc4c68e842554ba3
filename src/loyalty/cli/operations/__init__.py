"""What an operator lets run: jobs, and the notices that come of them."""

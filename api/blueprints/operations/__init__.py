"""What an operator lets run, and what comes of it for members."""

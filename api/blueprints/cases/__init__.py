"""What members ask a person to look at."""

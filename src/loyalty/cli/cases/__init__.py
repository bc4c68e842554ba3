"""Commands about what members ask a person to look at."""

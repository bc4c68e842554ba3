"""What is asked around a bill; one file per verb, and what they share."""

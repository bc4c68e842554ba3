"""What is asked around a bill."""

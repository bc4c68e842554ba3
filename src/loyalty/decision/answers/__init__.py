"""What is asked around a price: the other plans."""

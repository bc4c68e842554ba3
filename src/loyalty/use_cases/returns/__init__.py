"""What is done to an order after the sale: cancelled, exchanged, its prices lowered; and what they share."""

"""What is asked of subscriptions; one file per verb, and what they share."""

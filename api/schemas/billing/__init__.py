"""What is said of subscriptions, invoices and prepaid credit."""

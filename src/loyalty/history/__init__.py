"""A sales history as it was written down: rows into sales and cancellations, and what each row came to."""

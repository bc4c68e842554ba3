"""The tables of webhooks, and the statements about them."""

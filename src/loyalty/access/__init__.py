"""Who may ask: API keys, what each may do, and the table that remembers them."""

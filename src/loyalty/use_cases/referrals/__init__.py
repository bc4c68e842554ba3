"""Members who bring others: their codes, who came by them, and what both are given."""

"""Commands about the book: its laws, and what it says of a member."""

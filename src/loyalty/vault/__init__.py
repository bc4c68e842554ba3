"""What is personal and apart from the book: a key and a salt for each member, and what they seal."""

"""What makes sense in a programme beyond each value's own type; one file for each part of it."""

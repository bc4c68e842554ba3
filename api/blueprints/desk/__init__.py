"""Routes of the reviewer's desk."""

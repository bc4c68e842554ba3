"""Commands of the reviewer's desk."""

"""The life of a programme's versions: planned, approved by a second person, adopted, frozen, rolled back."""

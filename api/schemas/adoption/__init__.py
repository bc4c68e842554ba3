"""Bodies about the life of a programme's versions."""

"""Two versions on the same history, in words: as text for a terminal, as one web page, as data."""
